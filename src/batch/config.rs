//! What a user may bring along: a configuration file and a folder of templates.

use crate::audit;
use crate::normalise::templates::Catalogue;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The configuration file that is taken where none is named.
pub const FILE: &str = "jixiao.toml";

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    audit: audit::Settings,
}

/// Why something that was brought along cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The file or folder.
    pub path: PathBuf,
    /// The cause, one line.
    pub cause: String,
}

/// The audit's settings: from the file, else from `jixiao.toml` where there is one, else the defaults.
///
/// # Errors
/// The file cannot be read or says something that is no setting.
pub fn audit(file: Option<&Path>) -> Result<audit::Settings, Unusable> {
    let path = match file {
        Some(file) => file,
        None if Path::new(FILE).is_file() => Path::new(FILE),
        None => return Ok(audit::Settings::default()),
    };
    let text = read(path)?;
    let config: Config = toml::from_str(&text).map_err(|error| unusable(path, &error.to_string()))?;
    if let Some(unknown) = config.audit.unknown().first() {
        let cause = format!("[audit] {unknown}: no rule or group of this name; `jixiao rules` lists them all");
        return Err(unusable(path, &cause));
    }
    Ok(config.audit)
}

/// The built-in templates and those of a folder, by file name.
///
/// # Errors
/// The folder or a file in it cannot be read, holds no template, or one that is none.
pub fn templates(folder: &Path) -> Result<Catalogue, Unusable> {
    let entries = fs::read_dir(folder).map_err(|error| unusable(folder, &format!("cannot be read ({error})")))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    if paths.is_empty() {
        return Err(unusable(folder, "no templates in this folder; looked for .toml"));
    }
    let mut texts = Vec::new();
    for path in &paths {
        texts.push((path.to_string_lossy().into_owned(), read(path)?));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    Catalogue::with(&texts).map_err(|error| unusable(folder, &error))
}

fn read(path: &Path) -> Result<String, Unusable> {
    fs::read_to_string(path).map_err(|error| unusable(path, &format!("cannot be read ({error})")))
}

fn unusable(path: &Path, cause: &str) -> Unusable {
    // Parsers draw the faulty line in several; an error is one line.
    Unusable { path: path.to_owned(), cause: cause.split_whitespace().collect::<Vec<_>>().join(" ") }
}
