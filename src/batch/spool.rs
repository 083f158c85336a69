//! Bytes of a file that is put together when the run is over.

use super::run::Failure;
use super::staged::Staged;
use std::fs::{self, File};
use std::io::{self, Write};
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

    /// Whether nothing was appended.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.file.is_none()
    }

    /// Writes everything out.
    ///
    /// # Errors
    /// Whatever the file system or the writer says.
    pub fn pour(self, to: &mut impl Write) -> io::Result<()> {
        if let Some(mut file) = self.file {
            file.writer.flush()?;
            io::copy(&mut File::open(&self.path)?, to)?;
            fs::remove_file(&self.path)?;
        }
        to.write_all(&self.bytes)
    }
}
