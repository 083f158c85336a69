//! Which documents a run is about: files as given, folders searched to the bottom in sorted order, patterns, and the
//! documents inside ZIP archives.

use super::archive::{self, Entry};
use super::names::is_unseen;
#[cfg(feature = "cli")]
use globset::GlobBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Extensions that a search in a folder takes for documents. A file named on the command line is taken whatever its name.
pub const EXTENSIONS: &[&str] = &["pdf", "txt", "md", "markdown", "html", "htm", "xhtml", "docx", "xlsx"];
/// Extension of archives, whose documents are taken.
const ARCHIVE: &str = "zip";

/// One document to convert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is; for a document in an archive, below the archive's path.
    pub path: PathBuf,
    /// How outputs name it: relative to the folder that was given, or the file's own name, `/` between folders.
    pub name: String,
    /// Its size when it was found, by which large documents are begun first.
    pub bytes: u64,
    /// Its place in an archive, where it is in one.
    pub entry: Option<Entry>,
}

impl Input {
    /// Its bytes; of a document that is larger than the limit none, or only some more than the limit.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let bytes = match &self.entry {
            Some(_) if self.bytes > limit => return Ok(None),
            Some(entry) => entry.read(limit)?,
            None if fs::metadata(&self.path)?.len() > limit => return Ok(None),
            None => fs::read(&self.path)?,
        };
        Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= limit))
    }
}

/// Why an argument gives no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The argument.
    pub path: PathBuf,
    /// The cause and what to do, one line.
    pub cause: String,
}

/// The paths of a list, one a line; or, as `find -print0` writes them, with a zero byte after each.
pub fn listed(list: &[u8]) -> Vec<PathBuf> {
    let separator = if list.contains(&0) { 0 } else { b'\n' };
    let paths = list.split(|byte| *byte == separator).map(String::from_utf8_lossy);
    let paths = paths.map(|path| path.strip_suffix('\r').map_or(path.to_string(), str::to_owned));
    paths.filter(|path| !path.is_empty()).map(PathBuf::from).collect()
}

/// The documents of a run in the order of the arguments, each once, and the arguments that give none. What lies in the
/// output folder is no input, so that `convert . -o output` does not take its own results up.
pub fn list(arguments: &[PathBuf], output: &Path) -> (Vec<Input>, Vec<Missing>) {
    let mut list = List { output: fs::canonicalize(output).ok(), ..List::default() };
    for argument in arguments {
        let (inputs, missing) = (list.inputs.len(), list.missing.len());
        let looked_for = match fs::metadata(argument) {
            Ok(metadata) if metadata.is_dir() => {
                list.search(argument, argument, &|_| true);
                "in this folder"
            }
            Ok(_) => {
                list.take(argument, file_name(argument));
                continue;
            }
            Err(error) => {
                if !list.matching(argument) {
                    list.miss(argument, unreachable(&error));
                    continue;
                }
                "match"
            }
        };
        if list.inputs.len() == inputs && list.missing.len() == missing && !list.again {
            let cause = format!("no documents {looked_for}; looked for .{} .{ARCHIVE}", EXTENSIONS.join(" ."));
            list.miss(argument, cause);
        }
        list.again = false;
    }
    tell_apart(&mut list.inputs);
    (list.inputs, list.missing)
}

/// The inputs of a run in the making.
#[derive(Default)]
struct List {
    /// The output folder, which is not searched.
    output: Option<PathBuf>,
    inputs: Vec<Input>,
    missing: Vec<Missing>,
    /// What was taken, by what tells files apart.
    seen: BTreeSet<PathBuf>,
    /// Whether something was found that had been taken before.
    again: bool,
}

impl List {
    fn miss(&mut self, path: &Path, cause: String) {
        self.missing.push(Missing { path: path.to_owned(), cause });
    }

    /// Takes a document, or the documents of an archive, unless the same file was taken before.
    fn take(&mut self, path: &Path, name: String) {
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(identity) {
            self.again = true;
            return;
        }
        if !is_archive(path) {
            let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
            self.inputs.push(Input { path: path.to_owned(), name, bytes, entry: None });
            return;
        }
        match archive::list(path) {
            Err(cause) => self.miss(path, cause),
            Ok((found, nested)) => {
                if found.is_empty() && nested.is_empty() {
                    self.miss(path, format!("no documents in this archive; looked for .{}", EXTENSIONS.join(" .")));
                }
                for (inside, bytes, entry) in found {
                    let (path, name) = (path.join(&inside), format!("{name}/{}", printed(inside.as_ref())));
                    self.inputs.push(Input { path, name, bytes, entry: Some(entry) });
                }
                for inside in nested {
                    self.miss(&path.join(inside), "an archive inside an archive; unpack the outer one first".into());
                }
            }
        }
    }

    /// The documents below a folder that are wanted, sorted; hidden files and folders are left out, links to folders are
    /// not followed, so that no circle of links is walked.
    fn search(&mut self, folder: &Path, from: &Path, wanted: &dyn Fn(&Path) -> bool) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.miss(folder, unreachable(&error)),
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if is_hidden(&file_name(&path)) {
                continue;
            }
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            if metadata.is_dir() {
                if self.output.is_none() || fs::canonicalize(&path).ok() != self.output {
                    self.search(&path, from, wanted);
                }
            } else if (is_document(&path) || is_archive(&path)) && path.is_file() && wanted(&path) {
                self.take(&path, relative(&path, from));
            }
        }
    }

    /// Takes the documents that a pattern means (`2023/**/*.pdf`), below its first part without a wildcard; whether the
    /// argument is a pattern at all.
    #[cfg(feature = "cli")]
    fn matching(&mut self, pattern: &Path) -> bool {
        let text = pattern.to_string_lossy();
        let built = GlobBuilder::new(&text).literal_separator(true).build();
        let Some(glob) = built.ok().filter(|_| text.contains(['*', '?', '[', '{'])) else { return false };
        let plain = |part: &&std::ffi::OsStr| !part.to_string_lossy().contains(['*', '?', '[', '{']);
        let from: PathBuf = pattern.iter().take_while(plain).collect();
        let matcher = glob.compile_matcher();
        let folder = if from.as_os_str().is_empty() { PathBuf::from(".") } else { from.clone() };
        if folder.is_dir() {
            // A folder that matches means what is in it.
            let wanted = |path: &Path| {
                let path = path.strip_prefix(".").unwrap_or(path);
                path.ancestors().take_while(|above| *above != from).any(|above| matcher.is_match(above))
            };
            self.search(&folder, &folder, &wanted);
        }
        true
    }

    #[cfg(not(feature = "cli"))]
    fn matching(&mut self, _: &Path) -> bool {
        false
    }
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

/// Whether a search leaves a name out: hidden files, and what office programs and archivers leave behind.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~']) || name == "__MACOSX"
}

/// Whether a name is an archive's.
pub fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ARCHIVE))
}

/// Whether a name is a document's.
pub(super) fn is_document(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, printed)
}

/// A name as every output may have it: what breaks lines, turns the writing round or is no UTF-8 is spelt out.
fn printed(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if is_unseen(c) { out.extend(c.escape_default()) } else { out.push(c) }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
    out
}

/// The path below a folder with `/` between its parts.
fn relative(path: &Path, folder: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.iter().map(printed).filter(|part| part != ".").collect::<Vec<_>>().join("/")
}

/// What to say of a path that cannot be reached.
pub(super) fn unreachable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it; check its access rights".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}
