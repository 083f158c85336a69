//! Nothing outside the output folder is written or removed: whatever is made inside it is made anew, and no link that stands
//! there is followed.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes sure that a real folder stands there; makes it where nothing does. Its parent must be one.
///
/// # Errors
/// A link or a file stands there; whatever the file system says.
pub fn folder(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(metadata) if metadata.is_symlink() => Err(link(path)),
        Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(path),
        Err(error) => Err(error),
    }
}

/// The same for each part of a relative path below a folder.
///
/// # Errors
/// As [`folder`].
pub fn folders(below: &Path, path: &Path) -> io::Result<()> {
    let mut place = below.to_owned();
    path.iter().try_for_each(|part| {
        place.push(part);
        folder(&place)
    })
}

/// A new file in the place of whatever file or link stood there: that one loses its name and is not written to.
///
/// # Errors
/// Whatever the file system says.
pub fn create(path: &Path) -> io::Result<File> {
    // Made only where nothing is: so no link is followed, and no other name of an old file is written to.
    let fresh = || File::options().read(true).write(true).create_new(true).open(path);
    match fresh() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            fresh()
        }
        done => done,
    }
}

/// A file that is kept open for its lock alone; it is neither followed nor emptied.
///
/// # Errors
/// A link stands there; whatever the file system says.
pub fn lock(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(link(path)),
        Ok(_) => File::options().read(true).write(true).open(path),
        Err(_) => File::options().read(true).write(true).create_new(true).open(path).or_else(|error| {
            // Another run has made it meanwhile.
            if error.kind() == io::ErrorKind::AlreadyExists { File::open(path) } else { Err(error) }
        }),
    }
}

fn link(path: &Path) -> io::Error {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    io::Error::other(format!(
        "a symbolic link stands in the place of {name}; remove it, or choose another folder with -o"
    ))
}
