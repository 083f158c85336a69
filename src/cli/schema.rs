//! `jixiao schema`: the shape of the outputs.

use super::args::Schema;
use super::console;
use crate::batch::manifest;
use crate::emit::schema::{self, Published};
use std::process::ExitCode;

/// Prints a schema, or the names of all.
pub fn run(args: &Schema) -> ExitCode {
    let mut published = schema::all();
    published.push(Published { name: "run", schema: manifest::schema() });
    let Some(name) = &args.name else {
        console::lines(published.iter().map(|schema| schema.name.to_owned()));
        return ExitCode::SUCCESS;
    };
    match published.iter().find(|schema| schema.name == name) {
        Some(found) => {
            console::lines(schema::text(&found.schema).lines().map(str::to_owned));
            ExitCode::SUCCESS
        }
        None => {
            console::error(name, "no schema of this name; `jixiao schema` lists them");
            ExitCode::from(2)
        }
    }
}
