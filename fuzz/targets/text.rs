//! Any bytes as a text dump, Markdown or HTML, through every stage.

#![no_main]

use jixiao::convert::{Options, Source, convert};
use jixiao::error::Error;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let name = ["fuzzed.txt", "fuzzed.md", "fuzzed.html"][usize::from(*kind) % 3];
    match convert(&Source { name, bytes }, &Options::default()) {
        Ok(conversion) => {
            let coverage = conversion.disclosure.coverage;
            assert_eq!(coverage.placed + coverage.furniture + coverage.unplaced, coverage.characters);
        }
        Err(Error::Internal { cause, .. }) => panic!("{cause}"),
        Err(_) => {}
    }
});
