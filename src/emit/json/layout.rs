//! How the JSON is laid out: a line for each field people look at, one line for everything below it.

use crate::emit::hundredths::Hundredths;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// Nesting down to which lines are broken: file, `tables`, table, `indicators`, indicator.
const DEPTH: usize = 5;

/// Serialises a value that cannot fail: no maps with keys other than strings.
pub fn write(value: &impl Serialize) -> Vec<u8> {
    let mut serializer = serde_json::Serializer::with_formatter(Bytes(Vec::with_capacity(1 << 18)), Layout::default());
    value.serialize(&mut serializer).expect("the file's types serialise, and a Vec takes every byte");
    let Bytes(mut bytes) = serializer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// A file in memory. Most of what is written is a quote, a bracket or a break: to put down a byte or two one by one takes a
/// fraction of a call that copies a slice.
struct Bytes(Vec<u8>);

/// Bytes that are put down one by one: a break and all that is shorter.
const SHORT: usize = BREAK.len();

impl Write for Bytes {
    fn write(&mut self, slice: &[u8]) -> io::Result<usize> {
        self.write_all(slice)?;
        Ok(slice.len())
    }

    #[inline]
    fn write_all(&mut self, slice: &[u8]) -> io::Result<()> {
        if slice.len() <= SHORT {
            slice.iter().for_each(|byte| self.0.push(*byte));
        } else {
            self.0.extend_from_slice(slice);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Indents by one blank a level down to [`DEPTH`], stays on the line below. Every break is one write: the file has a line for
/// each field.
#[derive(Default)]
struct Layout {
    depth: usize,
    /// The array or object that ends has something in it.
    filled: bool,
}

/// A comma, a line break, and blanks for the deepest line that is broken.
const BREAK: &[u8; DEPTH + 2] = b",\n     ";

impl Layout {
    fn begin(&mut self, writer: &mut (impl ?Sized + Write), bracket: u8) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(&[bracket])
    }

    fn end(&mut self, writer: &mut (impl ?Sized + Write), bracket: u8) -> io::Result<()> {
        let broken = self.filled && self.depth <= DEPTH;
        self.depth -= 1;
        // What holds it has it in it.
        self.filled = true;
        if broken {
            writer.write_all(&BREAK[1..2 + self.depth])?;
        }
        writer.write_all(&[bracket])
    }

    fn element(&mut self, writer: &mut (impl ?Sized + Write), first: bool) -> io::Result<()> {
        let end = if self.depth <= DEPTH { 2 + self.depth } else { 1 };
        self.filled = true;
        writer.write_all(&BREAK[usize::from(first)..end])
    }
}

impl Formatter for Layout {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, number: f64) -> io::Result<()> {
        let Some(hundredths) = Hundredths::of(number) else { return CompactFormatter.write_f64(writer, number) };
        if hundredths.negative {
            writer.write_all(b"-")?;
        }
        writer.write_all(itoa::Buffer::new().format(hundredths.whole).as_bytes())?;
        writer.write_all(b".")?;
        // A float has a digit after the point.
        let end = hundredths.significant().len().max(1);
        writer.write_all(&hundredths.digits[..end])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b'[')
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b']')
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.element(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b'{')
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b'}')
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.element(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hundredths;

    #[test]
    fn numbers_are_printed_as_elsewhere() {
        for number in hundredths::examples() {
            let bytes = write(&[number]);
            assert_eq!(String::from_utf8(bytes).expect("UTF-8"), format!("[\n {}\n]\n", serde_json::json!(number)));
        }
    }

    #[test]
    fn deep_values_stay_on_one_line_and_read_back() {
        let value = serde_json::json!({"a": [{"b": [{"c": {"d": [1, 2]}, "e": []}]}], "f": {}});
        let bytes = write(&value);
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON"), value);
        assert!(text.contains("\"c\": {\"d\": [1,2]}"), "{text}");
        assert!(text.starts_with("{\n \"a\": [\n  {\n"), "{text}");
    }
}
