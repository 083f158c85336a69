//! Worker threads, and a watch over them: a document that does not end costs its thread, never the run.
//!
//! Work looks at the time itself, and ends with an error that names the page. The watch is for what a hostile file can do
//! between two such looks: after twice the limit its worker is given up and another takes its place. The one that was given
//! up ends with the process at the latest, and whatever it would still do is not done ([`Duty::holds`]).

use crate::spare::{self, Spare};
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often the watch looks at the workers.
const LOOK: Duration = Duration::from_millis(500);

/// What is done with each task: from its number to its result.
pub type Work<T> = Arc<dyn Fn(usize, &Duty) -> T + Send + Sync>;

/// A worker's place, which it loses when it is given up.
pub struct Duty {
    desk: Arc<Desk>,
    place: usize,
    /// Counts the workers that have had the place.
    number: u64,
}

/// What workers and watch share.
struct Desk {
    state: Mutex<State>,
}

struct State {
    tasks: std::vec::IntoIter<usize>,
    places: Vec<Place>,
}

#[derive(Default)]
struct Place {
    number: u64,
    task: Option<(usize, Instant)>,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing is done under the lock that could leave it half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Duty {
    /// The worker's place, from 0.
    pub fn place(&self) -> usize {
        self.place
    }

    /// Whether the worker is still wanted: one that was given up must change nothing.
    pub fn holds(&self) -> bool {
        self.desk.state().places[self.place].number == self.number
    }

    /// The next task, where there is one.
    fn next(&self) -> Option<usize> {
        let mut state = self.desk.state();
        if state.places[self.place].number != self.number {
            return None;
        }
        let task = state.tasks.next()?;
        state.places[self.place].task = Some((task, Instant::now()));
        Some(task)
    }

    /// Says that the task is done; whether its result is still wanted.
    fn done(&self) -> bool {
        let mut state = self.desk.state();
        let place = &mut state.places[self.place];
        let wanted = place.number == self.number;
        if wanted {
            place.task = None;
        }
        wanted
    }
}

/// How tasks are done.
pub struct Plan<'a> {
    /// Number of workers.
    pub workers: usize,
    /// The time that a task is allowed to take, by its number; a worker is given up after twice as much.
    pub limit: &'a dyn Fn(usize) -> Duration,
    /// Where a worker counts as at work until no task is left for it: between two tasks its thread is none to spare.
    pub spare: Spare,
}

/// Does tasks in the order given, several at once, and hands the results over as they come. `lost` makes the result of a
/// task whose worker was given up. At most a few results wait to be taken.
///
/// # Errors
/// No thread can be started; whatever `take` says ends the work.
pub fn run<T: Send + 'static, E: From<io::Error>>(
    tasks: Vec<usize>,
    plan: Plan<'_>,
    work: &Work<T>,
    lost: impl Fn(usize) -> T,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let workers = plan.workers.min(tasks.len());
    let mut left = tasks.len();
    let places = (0..workers).map(|_| Place::default()).collect();
    let desk = Arc::new(Desk { state: Mutex::new(State { tasks: tasks.into_iter(), places }) });
    let (sender, receiver) = mpsc::sync_channel(2 * workers);
    let mut threads = Vec::new();
    for place in 0..workers {
        threads.push(Some(spawn(Duty { desk: desk.clone(), place, number: 0 }, &plan, work, &sender)?));
    }
    let mut outcome = Ok(());
    while left > 0 && outcome.is_ok() {
        match receiver.recv_timeout(LOOK) {
            Ok((task, result)) => {
                left -= 1;
                outcome = take(task, result);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                for (place, task) in overdue(&desk, plan.limit) {
                    left -= 1;
                    outcome = outcome.and_then(|()| take(task, lost(task)));
                    let number = desk.state().places[place].number;
                    // Its thread is left behind.
                    threads[place] = Some(spawn(Duty { desk: desk.clone(), place, number }, &plan, work, &sender)?);
                }
            }
        }
    }
    // Nobody takes what is still to come, and nothing new is begun.
    desk.state().tasks = Vec::new().into_iter();
    drop(receiver);
    for thread in threads.into_iter().flatten() {
        if overdue(&desk, plan.limit).is_empty() {
            let _ = thread.join();
        }
    }
    outcome
}

/// Gives up the workers that take too long; their places and tasks.
fn overdue(desk: &Desk, limit: &dyn Fn(usize) -> Duration) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (number, place) in desk.state().places.iter_mut().enumerate() {
        if let Some((task, since)) = place.task
            && since.elapsed() > limit(task).saturating_mul(2)
        {
            place.number += 1;
            place.task = None;
            found.push((number, task));
        }
    }
    found
}

fn spawn<T: Send + 'static>(
    duty: Duty,
    plan: &Plan<'_>,
    work: &Work<T>,
    sender: &SyncSender<(usize, T)>,
) -> io::Result<thread::JoinHandle<()>> {
    let (work, sender, spare) = (work.clone(), sender.clone(), plan.spare.clone());
    let all = move || {
        while let Some(task) = duty.next() {
            let result = work(task, &duty);
            // A receiver that is gone has stopped the run.
            if !duty.done() || sender.send((task, result)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().stack_size(spare::STACK).spawn(move || spare.at_work(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECONDS: &dyn Fn(usize) -> Duration = &|_| Duration::from_secs(10);

    #[test]
    fn every_task_is_done_once_by_any_number_of_workers() {
        for workers in [1, 3, 8] {
            let work: Work<usize> = Arc::new(|task, _| task * 2);
            let mut sums = Vec::new();
            let take = |task: usize, result: usize| {
                assert_eq!(result, 2 * task);
                sums.push(task);
                Ok::<(), io::Error>(())
            };
            run(
                (0..100).rev().collect(),
                Plan { workers, limit: SECONDS, spare: Spare::default() },
                &work,
                |_| 0,
                take,
            )
            .expect("done");
            sums.sort_unstable();
            assert_eq!(sums, (0..100).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_waits_for_a_task_that_does_not_end() {
        let work: Work<&str> = Arc::new(|task, duty| {
            while task == 1 && duty.holds() {
                thread::sleep(Duration::from_millis(5));
            }
            "done"
        });
        let mut results = vec![""; 4];
        let take = |task: usize, result| {
            results[task] = result;
            Ok::<(), io::Error>(())
        };
        run(
            vec![0, 1, 2, 3],
            Plan { workers: 1, limit: &|_| Duration::from_millis(20), spare: Spare::default() },
            &work,
            |_| "lost",
            take,
        )
        .expect("done");
        assert_eq!(results, ["done", "lost", "done", "done"]);
    }

    #[test]
    fn an_error_of_the_taker_ends_the_work() {
        let work: Work<()> = Arc::new(|_, _| ());
        let mut taken = 0;
        let take = |_, ()| {
            taken += 1;
            Err(io::Error::other("full"))
        };
        let ended =
            run((0..1000).collect(), Plan { workers: 2, limit: SECONDS, spare: Spare::default() }, &work, |_| (), take);
        assert_eq!((ended.expect_err("ended").to_string(), taken), ("full".to_owned(), 1));
    }
}
