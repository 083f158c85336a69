//! How the JSON is laid out: a line for each field people look at, one line for everything below it.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Nesting down to which lines are broken: file, `tables`, table, `indicators`, indicator.
const DEPTH: usize = 5;

/// Serialises a value that cannot fail: no maps with keys other than strings.
pub fn write(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 << 18);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Layout::default());
    value.serialize(&mut serializer).expect("the file's types serialise, and a Vec takes every byte");
    bytes.push(b'\n');
    bytes
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
