//! Any bytes as a PDF, through every stage: a result or a typed error, and every character counted once.

#![no_main]

use jixiao::convert::{Options, Source, convert};
use jixiao::error::Error;
use jixiao::read::limits::Limits;
use libfuzzer_sys::fuzz_target;
use std::time::Duration;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        time: Duration::from_secs(3),
        operations: 200_000,
        content_bytes: 4 << 20,
        decoded_bytes: 128 << 20,
        pages: 50,
        ..Limits::default()
    };
    let options = Options { limits, cross_check: bytes.len() % 8 == 0, ..Options::default() };
    match convert(&Source { name: "fuzzed.pdf", bytes }, &options) {
        Ok(conversion) => {
            let coverage = conversion.disclosure.coverage;
            assert_eq!(coverage.placed + coverage.furniture + coverage.unplaced, coverage.characters);
        }
        Err(Error::Internal { cause, .. }) => panic!("{cause}"),
        Err(_) => {}
    }
});
