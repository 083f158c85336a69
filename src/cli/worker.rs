//! The process that converts for another: what it is told, what it may take, and that it ends with the other.

use super::args::Convert;
use crate::spare;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::process;
use std::thread;

/// Memory of a run in MiB, unless told.
const MEMORY: u32 = 4096;

/// What a worker is told, as one line of JSON on its standard input.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Orders {
    /// What came on the standard input of the command, where its list of files comes from there.
    pub list: Option<String>,
    /// Documents to be tried first, one at a time.
    pub suspects: BTreeSet<String>,
    /// Documents not to be tried, and why.
    pub fallen: Vec<(String, String)>,
}

/// Takes the orders. From now on the process ends as soon as its standard input does: then the other has ended.
///
/// # Errors
/// Standard input has no orders.
pub fn orders() -> io::Result<Orders> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let orders = serde_json::from_str(&line)?;
    let watch = || {
        // Nothing more is ever sent: this waits for the end.
        while io::stdin().read(&mut [0]).is_ok_and(|read| read > 0) {}
        process::exit(2)
    };
    thread::Builder::new().stack_size(1 << 16).spawn(watch)?;
    Ok(orders)
}

/// The memory that a run may take, in MiB.
pub fn memory(args: &Convert) -> u32 {
    args.max_memory.unwrap_or(MEMORY)
}

/// Has the system refuse this process more memory. A system that knows no such bound sets none.
pub fn limit_memory(args: &Convert) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let jobs = args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)) as u64;
        // A document may have been begun while the threads of others still help with one: up to twice as many stacks.
        let limit = (u64::from(memory(args)) << 20) + 2 * jobs * spare::STACK as u64;
        // Where it can be had, the bound is on memory that is written to, not on addresses: allocators reserve many of those.
        let resource = if cfg!(target_os = "linux") { Resource::Data } else { Resource::As };
        let Rlimit { maximum, .. } = getrlimit(resource);
        let limit = maximum.map_or(limit, |maximum| maximum.min(limit));
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum });
    }
    #[cfg(not(unix))]
    let _ = (args, spare::STACK);
}
