//! One document cannot harm another: panics stop at its edge, and stacks are deep enough for what libraries recurse into.
//! That nobody waits for it for ever is seen to by the [`crew`](super::crew).

use crate::error::Error;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Where the last panic of this thread happened.
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work for one document; a panic in it becomes [`Error::Internal`].
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    LOCATION.take();
    // What a panic leaves half done belongs to the document alone and is dropped with it.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let mut cause = message(payload.as_ref());
        if let Some(location) = LOCATION.take() {
            cause = format!("{cause} at {location}");
        }
        Err(Error::Internal { page: 0, cause })
    })
}

/// Keeps panics from printing anything, for programs that report the error instead: the place is kept for the message.
pub fn silence_panics() {
    panic::set_hook(Box::new(|info| {
        LOCATION.set(info.location().map(|location| format!("{}:{}", short(location.file()), location.line())));
    }));
}

/// A source path without what is particular to the machine it was built on.
fn short(path: &str) -> &str {
    let from = path.rfind("/src/").map(|end| path[..end].rfind('/').map_or(0, |start| start + 1));
    from.map_or(path, |from| &path[from..])
}

/// The text a panic carries, on one line.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_of_one_line() {
        let error = guarded::<()>(|| panic!("index\nout of {}", "range")).expect_err("panicked");
        assert!(matches!(&error, Error::Internal { page: 0, cause } if cause.starts_with("index out of range")));
        assert!(!error.to_string().contains("page 0"), "{error}");
        assert_eq!(guarded(|| Ok(1)).expect("no panic"), 1);
    }

    #[test]
    fn paths_are_shortened_to_the_crate() {
        assert_eq!(short("/home/x/registry/lopdf-0.47/src/reader.rs"), "lopdf-0.47/src/reader.rs");
        assert_eq!(short("src/read/pdf.rs"), "src/read/pdf.rs");
    }
}
