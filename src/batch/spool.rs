//! Bytes of a file that is put together when the run is over.

use super::run::Failure;
use super::staged::{Staged, unwritable};
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

/// Bytes that a spool keeps in memory; a short run makes no file for them.
const KEPT: usize = 1 << 20;

/// Bytes that come before their place in the file is known.
pub struct Spool {
    path: PathBuf,
    bytes: Vec<u8>,
    file: Option<Staged>,
}

impl Spool {
    /// A spool, and where it stands when it grows too large for memory.
    pub fn new(path: PathBuf) -> Self {
        Spool { path, bytes: Vec::new(), file: None }
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > KEPT {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(Staged::begin(self.path.clone())?),
            };
            file.append(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }

    /// Appends everything to a file.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn pour(self, to: &mut Staged) -> Result<(), Failure> {
        if let Some(file) = self.file {
            file.close()?;
            let copied = File::open(&self.path).and_then(|mut part| io::copy(&mut part, &mut to.writer));
            copied.map_err(|error| unwritable(&to.path, error))?;
            fs::remove_file(&self.path).map_err(|error| unwritable(&self.path, error))?;
        }
        to.append(&self.bytes)
    }
}
