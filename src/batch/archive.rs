//! ZIP archives as inputs, without unpacking them: what documents one holds, and the bytes of one of them.
//!
//! Names are UTF-8 where the archive says or shows so, else GBK: what Chinese archivers write. An entry is read by itself,
//! from its place in the file, so a bad one is one failed document, and its size is bounded whatever the archive declares.

use super::inputs;
use encoding_rs::GB18030;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zip::{CompressionMethod, ZipArchive};

/// Where an entry stands in its archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The archive.
    pub archive: Arc<PathBuf>,
    /// How its bytes are to be read, or why they cannot be.
    pub packed: Result<Packed, &'static str>,
}

/// The packed bytes of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Where they begin.
    start: u64,
    /// How many they are.
    length: u64,
    /// Whether they are deflated; else they are stored as they are.
    deflated: bool,
    /// The checksum of the unpacked bytes.
    crc: u32,
}

/// A document in an archive: its path there, its size unpacked as declared, and where it stands.
pub type Found = (String, u64, Entry);

/// The documents of an archive, sorted by name; hidden ones are left out. The second list are archives within it.
///
/// # Errors
/// The file cannot be read, or is no ZIP.
pub fn list(path: &Path) -> Result<(Vec<Found>, Vec<String>), String> {
    let file = File::open(path).map_err(|error| inputs::unreachable(&error))?;
    let damaged = |error| format!("damaged ZIP archive ({error}); download it again");
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    let shared = Arc::new(path.to_owned());
    let (mut found, mut nested) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else { continue };
        let name = decoded(entry.name_raw());
        if entry.is_dir() || name.is_empty() || name.split('/').any(inputs::is_hidden) {
            continue;
        }
        if inputs::is_archive(Path::new(&name)) {
            nested.push(name);
            continue;
        }
        if !inputs::is_document(Path::new(&name)) {
            continue;
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => Ok(false),
            CompressionMethod::Deflated => Ok(true),
            _ => Err("packed by a method that is not read; unpack the archive first"),
        };
        let locked = entry.encrypted().then_some("the archive is password-protected; unpack it first");
        let start = entry.data_start().ok_or("its place in the archive is not known; unpack the archive first");
        let packed = locked.map_or(Ok(()), Err).and(deflated).and_then(|deflated| {
            Ok(Packed { start: start?, length: entry.compressed_size(), deflated, crc: entry.crc32() })
        });
        found.push((name, entry.size(), Entry { archive: shared.clone(), packed }));
    }
    found.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    nested.sort();
    Ok((found, nested))
}

/// A name with `/` between its parts, and without parts that lead out of the archive.
fn decoded(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.into(),
        // A byte of a GBK character may be a backslash, so the separators are looked at afterwards.
        Err(_) => GB18030.decode_without_bom_handling(raw).0,
    };
    let parts = name.split(['/', '\\']).filter(|part| !["", ".", ".."].contains(part));
    parts.map(|part| part.replace('\0', "")).collect::<Vec<_>>().join("/")
}

impl Entry {
    /// The unpacked bytes, at most one more than `limit`.
    ///
    /// # Errors
    /// They cannot be read or unpacked, or are not those that were packed.
    pub fn read(&self, limit: u64) -> io::Result<Vec<u8>> {
        let packed = self.packed.map_err(io::Error::other)?;
        let mut file = File::open(self.archive.as_path())?;
        file.seek(SeekFrom::Start(packed.start))?;
        let source = file.take(packed.length);
        let mut bytes = Vec::new();
        match packed.deflated {
            true => DeflateDecoder::new(source).take(limit.saturating_add(1)).read_to_end(&mut bytes)?,
            false => source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?,
        };
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() as u64 <= limit && crc.sum() != packed.crc {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "damaged in its ZIP archive; download that again"));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_either_encoding_and_stay_inside() {
        assert_eq!(decoded("2023/绩效.pdf".as_bytes()), "2023/绩效.pdf");
        assert_eq!(decoded(&GB18030.encode("2023\\绩效目标表.pdf").0), "2023/绩效目标表.pdf");
        assert_eq!(decoded(b"../..//etc/./x.pdf"), "etc/x.pdf");
    }
}
