//! The process that minds another: `convert` starts itself a second time, and where that one dies of a document (its memory is
//! bounded, and a stack may overflow, which no library can catch), starts it again. The resume store keeps what was done. The
//! documents that were being converted are tried again, one at a time, and the one that the process dies of once more is a
//! failure of its own; the run goes on without it.

use super::args::Convert;
use super::console;
use super::worker::{self, Orders};
use crate::batch::{flight, inputs, store};
use std::collections::BTreeSet;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStderr, ChildStdin, Command, ExitCode, ExitStatus, Stdio};
use std::thread;

/// How often the process may die of nothing that a document explains.
const STRIKES: usize = 2;

/// Whether a second process is worth its start: where more than one document is to be converted, or memory is bounded.
pub fn pays(args: &Convert) -> bool {
    let single = matches!(args.inputs.as_slice(), [path] if path.is_file() && !inputs::is_archive(path));
    args.max_memory.is_some() || !single
}

/// Minds a worker until the run is over, and gives its exit code; `None` where none can be started.
pub fn run(args: &Convert, list: Option<String>) -> Option<ExitCode> {
    let mut orders = Orders { list, ..Orders::default() };
    let mut said = BTreeSet::new();
    let mut tried = BTreeSet::new();
    let mut strikes = 0;
    loop {
        // On a terminal the worker draws its own progress, until there is reason to hear what it dies of.
        let listens = !orders.suspects.is_empty() || !orders.fallen.is_empty() || !console::is_terminal();
        let (mut child, input) = start(&orders, listens).ok()?;
        let last = child.stderr.take().map(|stderr| hear(stderr, std::mem::take(&mut said)));
        let status = child.wait();
        drop(input);
        let heard = last.and_then(|thread| thread.join().ok()).unwrap_or_default();
        said = heard.said;
        let Ok(status) = status else { return Some(ExitCode::from(2)) };
        if let Some(code) = ended(status) {
            return Some(ExitCode::from(code));
        }
        let aloft = flight::aloft(&args.output.join(store::FOLDER));
        let alone = aloft.iter().next().filter(|name| aloft.len() == 1 && orders.suspects.contains(*name));
        if let Some(name) = alone {
            let cause = cause(status, &heard.last, worker::memory(args));
            orders.suspects.remove(name);
            orders.fallen.push((name.clone(), cause));
            continue;
        }
        if aloft.is_subset(&tried) {
            strikes += 1;
        }
        if strikes == STRIKES {
            let cause = cause(status, &heard.last, worker::memory(args));
            console::error(args.output.display(), format_args!("the run does not end: {cause}"));
            return Some(ExitCode::from(2));
        }
        tried.extend(aloft.iter().cloned());
        orders.suspects.extend(aloft);
    }
}

/// Starts the worker with the arguments of this process, and gives it its orders. Its standard input stays open for as long as
/// this process lives.
fn start(orders: &Orders, listens: bool) -> io::Result<(Child, Option<ChildStdin>)> {
    let mut arguments = env::args_os().skip(1);
    let mut command = Command::new(env::current_exe()?);
    command.args(arguments.next()).arg("--worker").args(arguments).stdin(Stdio::piped());
    if listens {
        command.stderr(Stdio::piped());
    }
    let mut child = command.spawn()?;
    let mut line = serde_json::to_vec(orders)?;
    line.push(b'\n');
    // Taken out of the child, for waiting closes what is still in it.
    let mut input = child.stdin.take();
    if let Some(input) = &mut input {
        // A worker that has died already is seen to by its keeper.
        let _ = input.write_all(&line);
    }
    Ok((child, input))
}

/// What was heard of a worker.
#[derive(Default)]
struct Heard {
    /// What the runtime said at the end, which is not passed on.
    last: String,
    /// Errors that were passed on: a worker that is started again finds the same.
    said: BTreeSet<Vec<u8>>,
}

/// Passes on what the worker says, line by line.
fn hear(stderr: ChildStderr, said: BTreeSet<Vec<u8>>) -> thread::JoinHandle<Heard> {
    thread::spawn(move || {
        let mut heard = Heard { said, ..Heard::default() };
        let mut lines = BufReader::new(stderr);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            if is_last(&text) || (!heard.last.is_empty() && !is_ours(&text)) {
                heard.last.push_str(&text);
            } else if !text.starts_with("error: ") || heard.said.insert(line.clone()) {
                console::pass_on(&line);
            }
            line.clear();
        }
        heard
    })
}

/// Whether with a line Rust's runtime begins to say of what the process dies.
fn is_last(line: &str) -> bool {
    ["memory allocation of ", "thread '", "fatal runtime error:", "\n"].iter().any(|begin| line.starts_with(begin))
}

/// Whether a line is an error or an event of the log.
fn is_ours(line: &str) -> bool {
    line.starts_with("error: ") || line.starts_with('{')
}

/// The exit code of a worker that ended of itself, or because somebody wanted it to.
fn ended(status: ExitStatus) -> Option<u8> {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        // Hang-up, interrupt, quit, terminate: the one who sent it means the run.
        return [1, 2, 3, 15].contains(&signal).then(|| 128 + u8::try_from(signal).unwrap_or_default());
    }
    status.code().and_then(|code| u8::try_from(code).ok()).filter(|code| *code <= 2)
}

/// Why the worker died, and what can be done.
fn cause(status: ExitStatus, last: &str, memory: u32) -> String {
    if last.contains("memory allocation of ") {
        return format!(
            "it needs more memory than the {memory} MiB of --max-memory; raise it if the document is trusted"
        );
    }
    if last.contains("overflowed its stack") {
        return "it nests too deeply (the stack overflowed); please report the file".to_owned();
    }
    #[cfg(unix)]
    if std::os::unix::process::ExitStatusExt::signal(&status) == Some(9) {
        return "the system ended the process while it was converted (SIGKILL), as where memory is short; free some, or bound it with --max-memory".to_owned();
    }
    format!("the process died while it was converted ({status}); please report the file")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    /// The status of a process that a signal ended, or that ended with a code, as the system packs it.
    fn status(signal: i32, code: i32) -> ExitStatus {
        ExitStatus::from_raw(code << 8 | signal)
    }

    #[test]
    fn an_end_that_somebody_wanted_is_told_from_a_death() {
        assert_eq!([0, 1, 2].map(|code| ended(status(0, code))), [Some(0), Some(1), Some(2)]);
        assert_eq!([2, 15].map(|signal| ended(status(signal, 0))), [Some(130), Some(143)]);
        assert_eq!([6, 9, 11].map(|signal| ended(status(signal, 0))), [None; 3]);
        assert_eq!(ended(status(0, 101)), None, "a panic outside every document");
    }

    #[test]
    fn the_cause_says_what_can_be_done() {
        let of = |signal, last: &str| cause(status(signal, 0), last, 80);
        assert!(of(6, "memory allocation of 65536 bytes failed\n").contains("the 80 MiB of --max-memory; raise it"));
        assert!(of(6, "thread '<unknown>' has overflowed its stack\n").contains("nests too deeply"));
        assert!(of(9, "").contains("SIGKILL"));
        assert!(of(11, "").contains("signal: 11"), "{}", of(11, ""));
        assert!([6, 9, 11].iter().all(|signal| !of(*signal, "").contains('\n')));
    }

    #[test]
    fn what_the_runtime_says_at_the_end_is_not_passed_on() {
        for line in ["memory allocation of 9 bytes failed\n", "thread 'main' (7) panicked at x.rs:1:1:\n", "\n"] {
            assert!(is_last(line) && !is_ours(line), "{line}");
        }
        for line in ["error: a.pdf: the file is empty (0 bytes); download it again\n", "{\"event\":\"begin\"}\n"] {
            assert!(is_ours(line) && !is_last(line), "{line}");
        }
        assert!(!is_last("120/4000 documents, 9 pages/s, 0 failed, about 3 s left\n"));
    }
}
