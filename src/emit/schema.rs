//! JSON Schemas (2020-12) of the outputs, generated from the types that are written. What is published in `emit/schema/` is
//! what they generate; a test holds the two together.

use super::rows::Kind;
use super::rows::shape::shapes;
use super::{json, jsonl};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// A schema by the name under which it is published.
pub struct Published {
    /// The name, without `.schema.json`.
    pub name: &'static str,
    /// The schema.
    pub schema: Schema,
}

/// The schemas of what emitters write: a document's JSON file, a line of `findings.jsonl`, rows of the datasets.
pub fn all() -> Vec<Published> {
    vec![
        Published { name: "document", schema: json::schema(generator()) },
        Published { name: "finding", schema: jsonl::schema(generator()) },
        Published { name: "dataset", schema: dataset() },
    ]
}

/// A generator for what is written, not read.
pub fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// The schema as text, with a line break at its end.
pub fn text(schema: &Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is plain data");
    text.push('\n');
    text
}

/// The rows of each dataset, by its name under `$defs`. CSV prints every value as text and nothing for `null`, and an apostrophe
/// before a text that a spreadsheet would run.
fn dataset() -> Schema {
    let mut datasets = Map::new();
    for shape in shapes() {
        let mut properties = Map::new();
        for column in &shape.columns {
            let mut property = match column.kind {
                Kind::Text => serde_json::json!({"type": ["string", "null"]}),
                Kind::Integer => serde_json::json!({"type": ["integer", "null"]}),
                Kind::Coordinate => serde_json::json!({"type": ["number", "null"]}),
                Kind::Decimal => {
                    serde_json::json!({"type": ["string", "null"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$"})
                }
            };
            property["title"] = Value::from(column.title);
            properties.insert(column.name.to_owned(), property);
        }
        let required: Vec<&str> = shape.columns.iter().map(|column| column.name).collect();
        let row = serde_json::json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false
        });
        datasets.insert(shape.name.to_owned(), row);
    }
    let schema = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Datasets",
        "description": "Rows of the dataset files, by the file's name under $defs. Decimals are text with their printed digits. In CSV, a text that begins with =, +, -, @, a tab or a line break (apostrophes before it apart), and is no number, has one apostrophe before it, so that no spreadsheet runs it: to read it, take that one off.",
        "$defs": datasets,
    });
    schema.try_into().expect("an object is a schema")
}
