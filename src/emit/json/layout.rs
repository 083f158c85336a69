//! How the JSON is laid out: a line for each field people look at, one line for everything below it.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
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

/// Indents down to [`DEPTH`], stays on the line below.
struct Layout {
    pretty: PrettyFormatter<'static>,
    compact: CompactFormatter,
    depth: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Layout { pretty: PrettyFormatter::with_indent(b" "), compact: CompactFormatter, depth: 0 }
    }
}

macro_rules! by_depth {
    ($self:ident . $method:ident ( $($argument:expr),* )) => {
        if $self.depth <= DEPTH { $self.pretty.$method($($argument),*) } else { $self.compact.$method($($argument),*) }
    };
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        by_depth!(self.begin_array(writer))
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let done = by_depth!(self.end_array(writer));
        self.depth -= 1;
        done
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        by_depth!(self.begin_array_value(writer, first))
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        by_depth!(self.end_array_value(writer))
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        by_depth!(self.begin_object(writer))
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let done = by_depth!(self.end_object(writer));
        self.depth -= 1;
        done
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        by_depth!(self.begin_object_key(writer, first))
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        by_depth!(self.end_object_value(writer))
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
