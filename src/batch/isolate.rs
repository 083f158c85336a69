//! One document cannot harm another: panics stop at its edge, nobody waits for it for ever, and stacks are deep enough for
//! what libraries recurse into.

use crate::error::Error;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Stack of a worker thread in bytes. Only what is touched takes memory.
pub const STACK: usize = 64 << 20;

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

/// Runs the work for one document on a thread of its own, and stops waiting for it after twice the time limit.
///
/// Work looks at the time itself, and ends with an error that names the page. This is for what a hostile file can do between
/// two such looks: its thread is left behind, and ends with the process at the latest.
///
/// # Errors
/// Those of the work; [`Error::Timeout`] where it did not end, [`Error::Internal`] where it panicked or no thread started.
pub fn within<T, W>(limit: Duration, work: W) -> Result<T, Error>
where
    T: Send + 'static,
    W: FnOnce() -> Result<T, Error> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    // A receiver that is gone has stopped waiting.
    let started = thread::Builder::new().stack_size(STACK).spawn(move || drop(sender.send(guarded(work))));
    if let Err(error) = started {
        return Err(Error::Internal { page: 0, cause: format!("no thread could be started ({error})") });
    }
    receiver.recv_timeout(limit.saturating_mul(2)).unwrap_or_else(|error| {
        Err(match error {
            RecvTimeoutError::Timeout => Error::Timeout { page: 0, limit },
            RecvTimeoutError::Disconnected => {
                Error::Internal { page: 0, cause: "the thread ended without a result".to_owned() }
            }
        })
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
    fn nobody_waits_for_ever() {
        let limit = Duration::from_millis(20);
        let endless = within::<(), _>(limit, || {
            loop {
                thread::sleep(Duration::from_millis(5));
            }
        });
        assert!(matches!(endless, Err(Error::Timeout { page: 0, .. })), "{endless:?}");
        let long = Duration::from_secs(30);
        assert!(matches!(within(long, || Ok(7)), Ok(7)));
        let panicked = within::<(), _>(long, || panic!("inside"));
        assert!(matches!(&panicked, Err(Error::Internal { cause, .. }) if cause.starts_with("inside")), "{panicked:?}");
    }

    #[test]
    fn paths_are_shortened_to_the_crate() {
        assert_eq!(short("/home/x/registry/lopdf-0.47/src/reader.rs"), "lopdf-0.47/src/reader.rs");
        assert_eq!(short("src/read/pdf.rs"), "src/read/pdf.rs");
    }
}
