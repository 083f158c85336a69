//! A file of the run in the making.

use super::inside;
use super::run::Failure;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that stands aside until it is whole.
pub struct Staged {
    /// Where it stands.
    pub path: PathBuf,
    /// What writes it.
    pub writer: BufWriter<File>,
}

impl Staged {
    /// Begins a file.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn begin(path: PathBuf) -> Result<Self, Failure> {
        let file = inside::create(&path).map_err(|error| unwritable(&path, error))?;
        Ok(Staged { path, writer: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer.write_all(bytes).map_err(|error| unwritable(&self.path, error))
    }

    /// Writes out what is buffered; the file's name. Nothing is waited for: the disk is asked for all files of a run together.
    ///
    /// # Errors
    /// [`Failure::Unwritable`].
    pub fn close(mut self) -> Result<String, Failure> {
        self.writer.flush().map_err(|error| unwritable(&self.path, error))?;
        Ok(self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
    }
}

/// The failure to write a file.
pub fn unwritable(path: &Path, error: io::Error) -> Failure {
    Failure::Unwritable { path: path.to_owned(), error }
}
