//! Which documents are being converted, written down, so that it is known if the process dies of one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
#[derive(Debug)]
pub struct Flight {
    folder: PathBuf,
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
        Ok(Flight { folder })
    }

    /// Notes what a worker begins with. A note that cannot be written is missed only if the process dies.
    pub fn takes_off(&self, worker: usize, name: &str) {
        let _ = fs::write(self.folder.join(worker.to_string()), name);
    }

    /// Takes the note away.
    pub fn lands(&self, worker: usize) {
        let _ = fs::remove_file(self.folder.join(worker.to_string()));
    }
}

/// The documents that were being converted when the process of this store died.
pub fn aloft(store: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(store.join(FOLDER)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| fs::read_to_string(entry.path()).ok());
    names.filter(|name| !name.is_empty()).collect()
}
