//! What fuzzing found, converted again for ever: each file of `crashes/` ends with a result whose characters are all counted once,
//! or with a typed error that is no fault of ours.

use jixiao::convert::{Options, Source, convert};
use jixiao::error::Error;
use std::fs;
use std::path::Path;

#[test]
fn what_was_found_stays_fixed() {
    let mut faults = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crashes")).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.ends_with("README.md") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a readable file");
        match convert(&Source { name: &name, bytes: &bytes }, &Options::default()) {
            Ok(conversion) => {
                let coverage = conversion.disclosure.coverage;
                if coverage.placed + coverage.furniture + coverage.unplaced + coverage.excluded != coverage.characters {
                    faults.push(format!("{name}: {coverage:?}"));
                }
            }
            Err(Error::Internal { cause, .. }) => faults.push(format!("{name}: {cause}")),
            Err(_) => {}
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
