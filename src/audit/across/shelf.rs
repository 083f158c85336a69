//! Where forms stand until they are wanted: a file, and a bounded number of forms in memory.

use super::At;
use super::identity::Entry;
use crate::audit::facts::FormFacts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

/// Bytes that wait to be written.
const PENDING: usize = 1 << 16;
/// Bytes of the forms that are kept after they were read, as the file has them.
const KEPT: usize = 2 << 20;

/// A form as the rules see it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Form {
    source: Box<str>,
    form: FormFacts,
}

impl Form {
    /// The form in its document.
    pub fn at(&self) -> At<'_> {
        At { source: &self.source, form: &self.form }
    }
}

/// The same, to be written.
#[derive(Serialize)]
struct Written<'a> {
    source: &'a str,
    form: &'a FormFacts,
}

/// A file of forms: for each the lengths of entry and form, the entry, the form.
#[derive(Debug)]
pub struct Shelf<S> {
    file: S,
    pending: Vec<u8>,
    /// Bytes that the file has.
    length: u64,
    kept: BTreeMap<u64, Rc<Form>>,
    kept_bytes: usize,
}

fn written(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(io::Error::other)
}

impl<S: Read + Write + Seek> Shelf<S> {
    /// A shelf in an empty file.
    pub fn new(file: S) -> Self {
        Shelf { file, pending: Vec::new(), length: 0, kept: BTreeMap::new(), kept_bytes: 0 }
    }

    /// Puts a form there; its place.
    ///
    /// # Errors
    /// The file's.
    pub fn put(&mut self, entry: &Entry, source: &str, form: &FormFacts) -> io::Result<u64> {
        let place = self.length + self.pending.len() as u64;
        let (entry, form) = (written(entry)?, written(&Written { source, form })?);
        for bytes in [&entry, &form] {
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            self.pending.extend_from_slice(&length.to_le_bytes());
        }
        self.pending.extend_from_slice(&entry);
        self.pending.extend_from_slice(&form);
        if self.pending.len() >= PENDING {
            self.write()?;
        }
        Ok(place)
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.length))?;
        self.file.write_all(&self.pending)?;
        self.length += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// The lengths of entry and form at a place; the file stands behind them.
    fn lengths(&mut self, place: u64) -> io::Result<[usize; 2]> {
        if !self.pending.is_empty() {
            self.write()?;
        }
        self.file.seek(SeekFrom::Start(place))?;
        let mut lengths = [[0; 4]; 2];
        self.file.read_exact(lengths.as_flattened_mut())?;
        Ok(lengths.map(|length| u32::from_le_bytes(length) as usize))
    }

    fn read<T: for<'de> Deserialize<'de>>(&mut self, length: usize) -> io::Result<T> {
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes)?;
        postcard::from_bytes(&bytes).map_err(io::Error::other)
    }

    /// What identifies the form at a place.
    ///
    /// # Errors
    /// The file's.
    pub fn entry(&mut self, place: u64) -> io::Result<Entry> {
        let [entry, _] = self.lengths(place)?;
        self.read(entry)
    }

    /// The form at a place.
    ///
    /// # Errors
    /// The file's.
    pub fn form(&mut self, place: u64) -> io::Result<Rc<Form>> {
        if let Some(form) = self.kept.get(&place) {
            return Ok(form.clone());
        }
        let [entry, length] = self.lengths(place)?;
        self.file.seek(SeekFrom::Current(i64::try_from(entry).map_err(io::Error::other)?))?;
        let form: Rc<Form> = Rc::new(self.read(length)?);
        if self.kept_bytes + length > KEPT {
            self.kept.clear();
            self.kept_bytes = 0;
        }
        self.kept_bytes += length;
        self.kept.insert(place, form.clone());
        Ok(form)
    }
}
