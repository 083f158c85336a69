//! Where the test corpus is: `../shared` beside the crate, or the folder that `JIXIAO_SHARED` names. Tests that need it say so
//! and pass where it is absent.

#![allow(dead_code)] // every suite uses its own part

use std::path::{Path, PathBuf};

/// The folder of the corpus; prints that the test is skipped where there is none.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("JIXIAO_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let there = folder.join("corpus").is_dir();
    if !there {
        println!("skipped: the corpus is not here (../shared, or set JIXIAO_SHARED)");
    }
    there.then_some(folder)
}

/// The PDFs of a folder by name; none where it does not exist.
pub fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut pdfs: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    pdfs.sort();
    pdfs
}
