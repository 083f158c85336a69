//! Any bytes as a PDF, through every stage: a result or a typed error, and every character counted once.

#![no_main]

use jixiao::convert::{Options, Source, convert};
use jixiao::read::limits::Limits;
use libfuzzer_sys::fuzz_target;
use std::panic;
use std::sync::Once;
use std::time::Duration;

/// A panic in a library is caught at the page's or the document's edge, and no finding; one in our own code is.
fn forgive_libraries() {
    let abort = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let library = info.location().is_some_and(|location| location.file().contains("registry"));
        if !library {
            abort(info);
        }
    }));
}

fuzz_target!(|bytes: &[u8]| {
    static ONCE: Once = Once::new();
    ONCE.call_once(forgive_libraries);
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
        Err(_) => {}
    }
});
