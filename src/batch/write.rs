//! Files appear whole or not at all: written beside their place under another name, then renamed into it.
//!
//! Whoever kills the process finds each file whole. Where the machine loses power, a rename may outlive the bytes: files of a
//! whole run, and `run.json` after them, are therefore on the disk before they take their names ([`keep`]), and so
//! are the names before `run.json` has its own. Files of one document are not waited for, since a disk that is waited for ten
//! thousand times takes longer than the conversion: a run that is repeated reads them, knows by their hash those that are not
//! as they were written, and writes them again.

use super::inside;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many files the disk is asked for at once: it writes out several in the time of one.
const AT_ONCE: usize = 8;
/// The stack of a thread that waits for the disk; before it does, it may have rows to turn into columns.
const STACK: usize = 1 << 20;

/// Whether a file is on the disk before it takes its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// It is, so that a machine that loses power loses the new file or the old one, never both.
    Yes,
    /// It is written out when the system sees fit.
    No,
}

/// Writes a file whole: an interrupted run leaves the old file or none, never half a new one, even where the machine loses
/// power.
///
/// # Errors
/// Whatever the file system says; the unfinished file is removed.
pub fn atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    by_way_of(&unfinished(path), path, bytes, Lasting::Yes)
}

/// The same, with the place where the file is until it is whole, which must be on the same file system.
///
/// # Errors
/// As [`atomically`].
pub fn by_way_of(unfinished: &Path, path: &Path, bytes: &[u8], lasting: Lasting) -> io::Result<()> {
    let written = inside::create(unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        if lasting == Lasting::Yes { file.sync_all() } else { Ok(()) }
    });
    let done = written.and_then(|()| fs::rename(unfinished, path));
    if done.is_err() {
        // The first error is the one to report; that nothing is left behind is tried only.
        let _ = fs::remove_file(unfinished);
    }
    done
}

/// Has files, and the names in folders, written to the disk, several at once.
///
/// # Errors
/// Whatever the disk says, and of which file or folder.
pub fn keep(paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
    let kept = |path: &PathBuf| match path.is_dir() {
        true => keep_names(path),
        // Some systems write out only what is open for writing.
        false => File::options().write(true).open(path).and_then(|file| file.sync_all()),
    };
    at_once(paths.iter().collect(), |path| kept(path).map_err(|error| (path.clone(), error))).map(drop)
}

/// Does what waits for the disk for several at once; the results in the order of what it was done for.
///
/// # Errors
/// That of the first that failed.
pub fn at_once<T: Send, R: Send, E: Send>(items: Vec<T>, work: impl Fn(T) -> Result<R, E> + Sync) -> Result<Vec<R>, E> {
    let threads = items.len().min(AT_ONCE);
    let results: Vec<Mutex<Option<Result<R, E>>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let next = Mutex::new(items.into_iter().zip(&results));
    let work = || {
        let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
        while let Some((item, result)) = take() {
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(work(item));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // What no thread is started for, this one does.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    results.into_iter().filter_map(|result| result.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Has the names in a folder written to the disk, where the system has a way to say so.
fn keep_names(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems know no such thing for folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// The name a file has until it is whole; hidden, so that no reader of the folder takes it up.
fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// Whether no file at all can be written any more, so that going on makes no sense.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// What to say where a file cannot be written.
pub fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to write here; choose another folder with -o".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only; choose another folder with -o".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; free some space and run again: what was converted is kept".to_owned()
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed; choose another folder with -o".to_owned()
        }
        _ => format!("{error}"),
    }
}
