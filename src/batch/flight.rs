//! Which documents are being converted, written down, so that it is known if the process dies of one.

use super::inside;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder inside the store.
const FOLDER: &str = "flight";

/// What a process that may die of a document is told, and by whose notes its keeper learns of which.
#[derive(Clone, Debug, Default)]
pub struct Care {
    /// Documents that were being converted when an earlier process died: they are tried first, one at a time.
    pub suspects: BTreeSet<String>,
    /// Documents that a process died of, and how: they are not tried again.
    pub fallen: Vec<(String, String)>,
}

/// The notes of a run: one file a worker, with the name of its document.
///
/// A note is a line with the length of the name in bytes, zero where there is none, and the name; what stands behind it is left
/// from a longer one. To cut files short for each document would cost more than to write them.
#[derive(Debug)]
pub struct Flight {
    folder: PathBuf,
    /// The files, which stay open: to make one and remove it for each document takes file systems longer the more of them were
    /// removed a moment ago.
    notes: Mutex<BTreeMap<usize, File>>,
}

impl Flight {
    /// Begins without notes. `store` is the folder that the run keeps its parts in.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn begin(store: &Path) -> io::Result<Self> {
        let folder = store.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir(&folder)?,
        }
        Ok(Flight { folder, notes: Mutex::default() })
    }

    /// Notes what a worker begins with. A note that cannot be written is missed only if the process dies.
    pub fn takes_off(&self, worker: usize, name: &str) {
        let _ = self.note(worker, name);
    }

    /// Takes the note away.
    pub fn lands(&self, worker: usize) {
        let _ = self.note(worker, "");
    }

    fn note(&self, worker: usize, name: &str) -> io::Result<()> {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = match notes.remove(&worker) {
            Some(file) => file,
            None => inside::create(&self.folder.join(worker.to_string()))?,
        };
        file.rewind()?;
        file.write_all(format!("{}\n{name}", name.len()).as_bytes())?;
        notes.insert(worker, file);
        Ok(())
    }
}

/// The documents that were being converted when the process of this store died.
pub fn aloft(store: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(store.join(FOLDER)).into_iter().flatten().flatten();
    entries.filter_map(|entry| noted(&fs::read(entry.path()).ok()?)).collect()
}

/// The name in a note.
fn noted(note: &[u8]) -> Option<String> {
    let end = note.iter().position(|byte| *byte == b'\n')?;
    let length: usize = str::from_utf8(&note[..end]).ok()?.parse().ok()?;
    let name = note.get(end + 1..)?.get(..length).filter(|name| !name.is_empty())?;
    String::from_utf8(name.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_the_last_that_was_written() {
        let store = tempfile::tempdir().expect("a temporary folder");
        let flight = Flight::begin(store.path()).expect("a folder");
        let aloft = || aloft(store.path()).into_iter().collect::<Vec<_>>();
        assert!(aloft().is_empty());
        flight.takes_off(0, "甲/a long name.pdf");
        flight.takes_off(1, "two\nlines\0.pdf");
        assert_eq!(aloft(), ["two\nlines\0.pdf", "甲/a long name.pdf"]);
        flight.takes_off(0, "b.pdf");
        assert_eq!(aloft(), ["b.pdf", "two\nlines\0.pdf"]);
        flight.lands(0);
        flight.lands(1);
        assert!(aloft().is_empty());
    }
}
