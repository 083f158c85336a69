//! Which documents a run is about: files as given, folders searched to the bottom in sorted order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Extensions that a search in a folder takes for documents. A file named on the command line is taken whatever its name.
pub const EXTENSIONS: &[&str] = &["pdf", "txt", "md", "markdown", "html", "htm", "xhtml", "docx", "xlsx"];

/// One document to convert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How outputs name it: relative to the folder that was given, or the file's own name, `/` between folders.
    pub name: String,
    /// Its size when it was found, by which large documents are begun first.
    pub bytes: u64,
}

/// Why an argument gives no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The argument.
    pub path: PathBuf,
    /// The cause and what to do, one line.
    pub cause: String,
}

/// The documents of a run in the order of the arguments, each once, and the arguments that give none. What lies in the
/// output folder is no input, so that `convert . -o output` does not take its own results up.
pub fn list(arguments: &[PathBuf], output: &Path) -> (Vec<Input>, Vec<Missing>) {
    let output = fs::canonicalize(output).ok();
    let mut inputs = Vec::new();
    let mut missing = Vec::new();
    let mut seen = BTreeSet::new();
    for argument in arguments {
        match fs::metadata(argument) {
            Err(error) => missing.push(Missing { path: argument.clone(), cause: unreachable(&error) }),
            Ok(metadata) if metadata.is_dir() => {
                let before = inputs.len() + missing.len();
                let mut found = Vec::new();
                search(argument, output.as_deref(), &mut found, &mut missing);
                let any = !found.is_empty();
                for path in found {
                    let name = relative(&path, argument);
                    add(path, name, &mut seen, &mut inputs);
                }
                if !any && inputs.len() + missing.len() == before {
                    let cause = format!("no documents in this folder; looked for .{}", EXTENSIONS.join(" ."));
                    missing.push(Missing { path: argument.clone(), cause });
                }
            }
            Ok(_) => {
                let name = argument.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                add(argument.clone(), name, &mut seen, &mut inputs);
            }
        }
    }
    tell_apart(&mut inputs);
    (inputs, missing)
}

/// Names that several documents have become their paths as they were given.
fn tell_apart(inputs: &mut [Input]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for input in inputs.iter() {
        *count.entry(input.name.clone()).or_default() += 1;
    }
    for input in inputs.iter_mut().filter(|input| count.get(&input.name).is_some_and(|count| *count > 1)) {
        input.name = relative(&input.path, Path::new("/"));
    }
}

/// Takes a document unless the same file was taken before.
fn add(path: PathBuf, name: String, seen: &mut BTreeSet<PathBuf>, inputs: &mut Vec<Input>) {
    let identity = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    if seen.insert(identity) {
        let bytes = fs::metadata(&path).map_or(0, |metadata| metadata.len());
        inputs.push(Input { path, name, bytes });
    }
}

/// The documents below a folder, sorted; hidden files and folders are left out, links to folders are not followed.
fn search(folder: &Path, output: Option<&Path>, found: &mut Vec<PathBuf>, missing: &mut Vec<Missing>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            missing.push(Missing { path: folder.to_owned(), cause: unreachable(&error) });
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if hidden {
            continue;
        }
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        if metadata.is_dir() {
            if fs::canonicalize(&path).ok().as_deref() != output || output.is_none() {
                search(&path, output, found, missing);
            }
        } else if is_document(&path) && path.is_file() {
            found.push(path);
        }
    }
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// The path below a folder with `/` between its parts.
fn relative(path: &Path, folder: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).filter(|part| part != ".").collect::<Vec<_>>().join("/")
}

/// What to say of a path that cannot be reached.
fn unreachable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it; check its access rights".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}
