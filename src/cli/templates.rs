//! `jixiao templates`: by what forms are recognised.

use super::args::Templates;
use super::console;
use crate::batch::config;
use crate::normalise::templates::{Catalogue, Template};
use std::process::ExitCode;

/// Lists the templates with what each was derived from.
pub fn run(args: &Templates) -> ExitCode {
    let line = |template: &Template| format!("{:<32} {}", template.name, template.source);
    match args.templates.as_deref().map(config::templates).transpose() {
        Ok(None) => console::lines(Catalogue::built_in().templates().iter().map(line)),
        Ok(Some(catalogue)) => console::lines(catalogue.templates().iter().map(line)),
        Err(unusable) => {
            console::error(unusable.path.display(), unusable.cause);
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
