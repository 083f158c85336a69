//! Threads to spare: what a run allows for documents and no document needs at the moment helps with the pages of one.

use std::fmt;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Stack of a thread that reads documents in bytes: deep enough for what libraries recurse into. Only what is touched takes
/// memory.
pub const STACK: usize = 64 << 20;

/// Threads that may work at once, over all documents that share this value. By default there is none to spare: every document
/// is converted on the thread that it was given to.
#[derive(Clone, Default)]
pub struct Spare {
    threads: usize,
    free: Arc<AtomicIsize>,
}

/// A thread at work; dropped, it is to be had again.
struct Busy(Spare);

impl fmt::Debug for Spare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // How many there are makes no difference to what a document says.
        f.write_str("Spare")
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.free.fetch_add(1, Ordering::Relaxed);
    }
}

impl Spare {
    /// So many threads.
    pub fn new(threads: usize) -> Self {
        let free = isize::try_from(threads).unwrap_or(isize::MAX);
        Spare { threads, free: Arc::new(AtomicIsize::new(free)) }
    }

    /// Whether there is never a second thread.
    pub fn is_one(&self) -> bool {
        self.threads <= 1
    }

    /// Counts the calling thread among those at work for as long as `work` takes, whether there is one to spare or not.
    pub fn at_work<T>(&self, work: impl FnOnce() -> T) -> T {
        self.free.fetch_sub(1, Ordering::Relaxed);
        let _busy = Busy(self.clone());
        work()
    }

    fn take(&self) -> Option<Busy> {
        let less = |count: isize| (count > 0).then(|| count - 1);
        let taken = self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.ok().map(|_| Busy(self.clone()))
    }

    /// Whether more threads work than were allowed, as where a document was begun while others helped.
    fn is_overdrawn(&self) -> bool {
        self.free.load(Ordering::Relaxed) < 0
    }

    /// Does tasks 0 to `count`, each once and in no certain order, on this thread and on others as they are to be had; the
    /// results in order. The tasks of a thread share a state: `own` on this one, what `state` makes on each other.
    ///
    /// # Panics
    /// With what a task panics with.
    pub fn share<S, R: Send>(
        &self,
        count: usize,
        own: &mut S,
        state: impl Fn() -> S + Sync,
        task: impl Fn(&mut S, usize) -> R + Sync,
    ) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let results = Mutex::new(Vec::with_capacity(count));
        // One task, where there is another.
        let one = |state: &mut S| {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let more = number < count;
            if more {
                let result = task(state, number);
                results.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
            }
            more
        };
        thread::scope(|scope| {
            let mut helpers = Vec::new();
            loop {
                while next.load(Ordering::Relaxed) + 1 < count
                    && let Some(busy) = self.take()
                {
                    let (one, state) = (&one, &state);
                    let help = move || {
                        let mut own = state();
                        while !busy.0.is_overdrawn() && one(&mut own) {}
                    };
                    match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, help) {
                        Ok(helper) => helpers.push(helper),
                        // The system has no thread to give: this one does it alone.
                        Err(_) => break,
                    }
                }
                if !one(own) {
                    break;
                }
            }
            for helper in helpers {
                helper.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_unstable_by_key(|(number, _)| *number);
        results.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whoever_does_the_tasks() {
        for threads in [0, 1, 2, 8] {
            let spare = Spare::new(threads);
            let states = AtomicUsize::new(1);
            let square = |_: &mut usize, number: usize| {
                thread::sleep(Duration::from_millis(number as u64 % 3));
                number * number
            };
            let state = || states.fetch_add(1, Ordering::Relaxed);
            let results = spare.at_work(|| spare.share(20, &mut 0, state, square));
            assert_eq!(results, (0..20).map(|number| number * number).collect::<Vec<_>>());
            assert_eq!(states.into_inner(), threads.max(1), "as many threads as there are, and this one");
            assert_eq!(spare.free.load(Ordering::Relaxed), threads as isize, "all given back");
        }
        assert!(Spare::default().share(0, &mut (), || (), |(), _| ()).is_empty());
    }

    #[test]
    fn helpers_go_where_documents_need_their_threads() {
        let spare = Spare::new(2);
        let helped = AtomicUsize::new(0);
        spare.at_work(|| {
            let this = thread::current().id();
            spare.share(
                12,
                &mut (),
                || (),
                |(), number| {
                    if thread::current().id() != this {
                        helped.fetch_add(1, Ordering::Relaxed);
                        // Another document is begun.
                        spare.free.fetch_sub(1, Ordering::Relaxed);
                    }
                    thread::sleep(Duration::from_millis(if number == 0 { 20 } else { 1 }));
                },
            );
        });
        assert_eq!(helped.into_inner(), 1);
    }

    #[test]
    fn a_panic_is_passed_on() {
        let spare = Spare::new(2);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            spare.share(8, &mut (), || (), |(), number| assert!(number < 4, "number {number}"))
        }));
        let cause = *outcome.expect_err("panicked").downcast::<String>().expect("text");
        assert!(cause.starts_with("number "), "{cause}");
    }
}
