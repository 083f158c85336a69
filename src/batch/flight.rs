//! Which documents are being converted, written down, so that it is known if the process dies of one.

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

/// The notes of a run: one file a worker, with the name of its document; empty where it has none.
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
            None => File::create(self.folder.join(worker.to_string()))?,
        };
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(name.as_bytes())?;
        notes.insert(worker, file);
        Ok(())
    }
}

/// The documents that were being converted when the process of this store died.
pub fn aloft(store: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(store.join(FOLDER)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| fs::read_to_string(entry.path()).ok());
    names.filter(|name| !name.is_empty()).collect()
}
