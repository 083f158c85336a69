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
/// Bytes that are read at once: entries are asked for in their order.
const WINDOW: usize = 1 << 14;
/// Bytes of the forms that are kept after they were read, as the file has them.
const KEPT: usize = 2 << 20;

/// Bytes of the two lengths.
const HEAD: usize = 8;

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
    /// What was read last, and where it stands. Nothing of the file ever changes.
    window: Vec<u8>,
    window_at: u64,
    kept: BTreeMap<u64, Rc<Form>>,
    kept_bytes: usize,
}

fn written(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(io::Error::other)
}

impl<S: Read + Write + Seek> Shelf<S> {
    /// A shelf in an empty file.
    pub fn new(file: S) -> Self {
        Shelf {
            file,
            pending: Vec::new(),
            length: 0,
            window: Vec::new(),
            window_at: 0,
            kept: BTreeMap::new(),
            kept_bytes: 0,
        }
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

    /// Bytes of the file.
    fn bytes(&mut self, place: u64, length: usize) -> io::Result<&[u8]> {
        if !self.pending.is_empty() {
            self.write()?;
        }
        let within = |shelf: &Self| {
            let begin = usize::try_from(place.checked_sub(shelf.window_at)?).ok()?;
            begin.checked_add(length).filter(|end| *end <= shelf.window.len()).map(|end| begin..end)
        };
        let range = match within(self) {
            Some(range) => range,
            None => {
                self.window.clear();
                self.window_at = place;
                self.file.seek(SeekFrom::Start(place))?;
                Read::by_ref(&mut self.file).take(length.max(WINDOW) as u64).read_to_end(&mut self.window)?;
                within(self).ok_or(io::ErrorKind::UnexpectedEof)?
            }
        };
        Ok(&self.window[range])
    }

    /// The lengths of entry and form at a place.
    fn lengths(&mut self, place: u64) -> io::Result<[usize; 2]> {
        let bytes = self.bytes(place, HEAD)?;
        let length = |at: usize| bytes[at..at + 4].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        Ok([length(0), length(4)])
    }

    fn read<T: for<'de> Deserialize<'de>>(&mut self, place: u64, length: usize) -> io::Result<T> {
        postcard::from_bytes(self.bytes(place, length)?).map_err(io::Error::other)
    }

    /// What identifies the form at a place.
    ///
    /// # Errors
    /// The file's.
    pub fn entry(&mut self, place: u64) -> io::Result<Entry> {
        let [entry, _] = self.lengths(place)?;
        self.read(place + HEAD as u64, entry)
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
        let form: Rc<Form> = Rc::new(self.read(place + (HEAD + entry) as u64, length)?);
        if self.kept_bytes + length > KEPT {
            self.kept.clear();
            self.kept_bytes = 0;
        }
        self.kept_bytes += length;
        self.kept.insert(place, form.clone());
        Ok(form)
    }
}
