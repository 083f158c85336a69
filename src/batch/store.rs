//! Parts kept between runs, in `.jixiao` inside the output folder: a run that is repeated, or was broken off, converts only
//! what it has no part for.
//!
//! A part is found by what it depends on: the document's bytes, its name in the outputs, the options, and the build of the
//! program. So nothing has to be remembered of a run: whatever parts are there are right, and one that is damaged (a machine
//! that lost power) is no part.

use super::checksum::checksum;
use super::inside;
use super::part::{Part, Written};
use super::run::{Failure, Settings};
use crate::convert;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The folder inside the output folder.
pub const FOLDER: &str = ".jixiao";
/// The build of the program: a hash of what it was built from.
pub const BUILD: &str = env!("JIXIAO_BUILD");
/// How long another run's lock is waited for.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What a part depends on, as a hash in hexadecimal.
pub type Key = String;

/// The parts of an output folder, which no other run can use as long as this value is there.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What every key of the run begins from.
    settings: String,
    /// Parts of earlier runs are not looked at.
    fresh: bool,
    /// Held for as long as the run lasts.
    _lock: File,
}

impl Store {
    /// Opens the store of an output folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`Failure::Locked`] where another run is writing there, [`Failure::Unwritable`].
    pub fn open(output: &Path, settings: &Settings) -> Result<Self, Failure> {
        fs::create_dir_all(output).map_err(|error| Failure::Unwritable { path: output.to_owned(), error })?;
        let folder = output.join(FOLDER);
        let unwritable = |error| Failure::Unwritable { path: folder.clone(), error };
        inside::folders(output, Path::new(FOLDER).join("parts").as_path()).map_err(unwritable)?;
        let lock = inside::lock(&folder.join("lock")).map_err(unwritable)?;
        match locked(&lock) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Failure::Locked { path: output.to_owned() }),
            // A file system without locks: two runs at once are then the user's to avoid.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
        }
        let store = Store { settings: fingerprint(settings), fresh: settings.fresh, _lock: lock, folder };
        store.clear_staging().map_err(|error| Failure::Unwritable { path: store.folder.clone(), error })?;
        Ok(store)
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of files that are not whole yet; empty at the beginning of a run, and on the file system of the outputs.
    pub fn staging(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Removes what a run that was broken off left half done.
    fn clear_staging(&self) -> io::Result<()> {
        inside::folder(&self.staging())?;
        for entry in fs::read_dir(self.staging())? {
            fs::remove_file(entry?.path())?;
        }
        Ok(())
    }

    /// The key of a document's part.
    pub fn key(&self, name: &str, stem: &str, sha256: &str) -> Key {
        // No part holds a zero byte, so no two lists of parts are one text.
        convert::sha256([&self.settings, name, stem, sha256].join("\0").as_bytes())
    }

    fn path(&self, key: &str) -> PathBuf {
        // Sixteen folders, for file systems that are slow on large ones.
        self.folder.join("parts").join(&key[..1]).join(key)
    }

    /// The part of an earlier run, where there is a whole one.
    pub fn earlier(&self, key: &str) -> Option<Part> {
        if self.fresh { None } else { self.load(key).ok() }
    }

    /// A part that is there.
    ///
    /// # Errors
    /// It is not there, or not as it was written.
    pub fn load(&self, key: &str) -> io::Result<Part> {
        let file = fs::read(self.path(key))?;
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "not as it was written");
        let end = file.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
        let (begun, body) = file.split_at(end + 1);
        if begun != head(&checksum(body)).as_bytes() {
            return Err(damaged());
        }
        postcard::from_bytes(body).map_err(|_| damaged())
    }

    /// Keeps a part.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn save(&self, key: &str, part: &Part) -> io::Result<()> {
        // The checksum is set in when what follows it is known.
        let mut begun = head(&checksum(b"")).into_bytes();
        let body = begun.len();
        begun.reserve(part.size());
        let mut file = postcard::to_extend(part, begun).map_err(io::Error::other)?;
        let head = head(&checksum(&file[body..]));
        file[..body].copy_from_slice(head.as_bytes());
        let path = self.path(key);
        // Nothing stands in for it until it is whole: half a part is known by its checksum.
        path.parent().map_or(Ok(()), inside::folder)?;
        inside::create(&path)?.write_all(&file)
    }

    /// Removes the parts that are none of this run's.
    ///
    /// # Errors
    /// Whatever the file system says; nothing depends on it.
    pub fn sweep(&self, mut keys: Vec<Key>) -> io::Result<()> {
        keys.sort_unstable();
        let folders: BTreeSet<PathBuf> = fs::read_dir(self.folder.join("parts"))?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| !path.is_symlink())
            .collect();
        for folder in folders {
            let mut any = false;
            for entry in fs::read_dir(&folder)?.flatten() {
                let known = entry
                    .file_name()
                    .to_str()
                    .is_some_and(|name| keys.binary_search_by(|key| key.as_str().cmp(name)).is_ok());
                any |= known;
                if !known {
                    fs::remove_file(entry.path())?;
                }
            }
            if !any {
                fs::remove_dir(folder)?;
            }
        }
        Ok(())
    }
}

/// The first line of a part, by the checksum of what follows it.
fn head(checksum: &str) -> String {
    format!("jixiao part {checksum}\n")
}

/// Takes the lock. A process whose keeper was killed a moment ago may hold it a little longer.
fn locked(lock: &File) -> Result<(), TryLockError> {
    let begin = Instant::now();
    loop {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) if begin.elapsed() < PATIENCE => thread::sleep(PATIENCE / 50),
            done => return done,
        }
    }
}

/// Whether a file is as it was written.
pub fn is_as_written(path: &Path, written: &Written) -> bool {
    // The size is asked first: it tells most differences without reading.
    let same_size =
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == written.bytes);
    same_size && fs::read(path).is_ok_and(|bytes| Written::of(&bytes) == *written)
}

/// What all parts of a run depend on, as a hash. The options are taken as they print for debugging: whatever is added to
/// them is in it.
fn fingerprint(settings: &Settings) -> String {
    let Settings { options, lang, timings, .. } = settings;
    convert::sha256(format!("{BUILD}\n{options:?}\n{lang:?}\n{timings}").as_bytes())
}
