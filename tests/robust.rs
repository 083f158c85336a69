//! Whatever the bytes: a result or a typed error, no panic, no hang, bounded memory.
//!
//! `JIXIAO_MUTATIONS` sets how many damaged copies of small documents are converted (10,000 unless told; of the whole samples a
//! thirtieth of that); `JIXIAO_SEED` which.

#[path = "corpus/folder.rs"]
mod corpus;
#[path = "robust/mutate.rs"]
mod mutate;

use jixiao::convert::{self, Options, Source};
use jixiao::error::Error;
use jixiao::read::limits::Limits;
use mutate::{Random, mutate};
use std::collections::BTreeMap;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Each file has to be done in this time (seconds).
const PATIENCE: Duration = Duration::from_secs(5);
/// Peak memory of the whole test process, where the system tells it (bytes).
const MEMORY: u64 = 1 << 30;

/// How a conversion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Converted,
    Damaged,
    OtherError,
    /// A library panicked, and the document ended with an error for it.
    Internal,
    /// A panic left the conversion.
    Panicked,
}

fn convert(name: &str, bytes: &[u8], limits: Limits) -> (End, Duration, String) {
    let options = Options { limits, ..Options::default() };
    let begin = Instant::now();
    let caught = panic::catch_unwind(AssertUnwindSafe(|| convert::convert(&Source { name, bytes }, &options)));
    let took = begin.elapsed();
    let (end, message) = match caught {
        Ok(Ok(_)) => (End::Converted, String::new()),
        Ok(Err(error @ Error::Damaged { .. })) => (End::Damaged, error.to_string()),
        Ok(Err(error @ Error::Internal { .. })) => (End::Internal, error.to_string()),
        Ok(Err(error)) => (End::OtherError, error.to_string()),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            (End::Panicked, text.or(panic.downcast_ref::<&str>().map(|s| (*s).into())).unwrap_or_default())
        }
    };
    (end, took, message)
}

#[test]
fn every_damaged_file_of_the_corpus_ends() {
    let Some(shared) = corpus::shared() else { return };
    let mut ends: BTreeMap<End, usize> = BTreeMap::new();
    let mut slowest = Duration::ZERO;
    for path in corpus::pdfs(&shared.join("corpus/real/robust")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a readable file");
        let (end, took, message) = convert(&name, &bytes, Limits::default());
        assert!(!matches!(end, End::Panicked | End::Internal), "{name}: {message}");
        assert!(took < PATIENCE, "{name}: {took:?}");
        slowest = slowest.max(took);
        *ends.entry(end).or_default() += 1;
    }
    println!("{ends:?}, the slowest took {slowest:?}, at most {} MiB", peak_memory() >> 20);
    assert!(ends[&End::Converted] > 0);
    assert!(peak_memory() < MEMORY);
}

/// The PDFs of a folder, and copies of them whose streams are not compressed, so that damage reaches their content.
fn originals(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut originals = Vec::new();
    for path in corpus::pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a sample");
        if let Ok(mut document) = lopdf::Document::load_mem(&bytes)
            && !document.is_encrypted()
        {
            document.decompress();
            let mut plain = Vec::new();
            document.save_to(&mut plain).expect("memory takes everything");
            originals.push((format!("{name}, not compressed"), plain));
        }
        originals.push((name, bytes));
    }
    originals
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn no_damage_to_small_documents_brings_the_conversion_down() {
    let originals = [originals("fuzz/seeds/pdf"), originals("tests/documents")].concat();
    damage(&originals, number("JIXIAO_MUTATIONS", 10_000) as usize);
}

#[test]
fn no_damage_to_the_samples_brings_the_conversion_down() {
    damage(&originals("samples"), number("JIXIAO_MUTATIONS", 10_000) as usize / 30);
}

/// Converts this many damaged copies.
fn damage(originals: &[(String, Vec<u8>)], count: usize) {
    panic::set_hook(Box::new(|_| {})); // panics of libraries are counted below, not printed
    assert!(!originals.is_empty());
    let seed = number("JIXIAO_SEED", 1);
    let next = AtomicUsize::new(0);
    let ends: Mutex<BTreeMap<End, usize>> = Mutex::default();
    let faults: Mutex<Vec<String>> = Mutex::default();
    let slowest = Mutex::new((Duration::ZERO, String::new()));
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let mut random = Random::new(seed << 32 | index as u64);
            let (name, original) = &originals[random.below(originals.len())];
            let (bytes, damage) = mutate(original, &mut random);
            let limits = Limits { time: PATIENCE, ..Limits::default() };
            let (end, took, message) = convert("damaged.pdf", &bytes, limits);
            *ends.lock().expect("no panic").entry(end).or_default() += 1;
            let what = format!("{index}: {name}: {damage}: {message}");
            if matches!(end, End::Panicked | End::Internal) || took > 4 * PATIENCE {
                if let Some(folder) = std::env::var_os("JIXIAO_KEEP") {
                    let _ = fs::write(Path::new(&folder).join(format!("{seed}-{index}.pdf")), &bytes);
                }
                faults.lock().expect("no panic").push(format!("{took:?} {what}"));
            }
            let mut slowest = slowest.lock().expect("no panic");
            if took > slowest.0 {
                *slowest = (took, what);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            let thread = std::thread::Builder::new().stack_size(jixiao::spare::STACK);
            thread.spawn_scoped(scope, work).expect("a thread");
        }
    });
    let (took, what) = slowest.into_inner().expect("no panic");
    println!("{count} damaged copies: {:?}", ends.into_inner().expect("no panic"));
    println!("the slowest took {took:?}: {what}; at most {} MiB", peak_memory() >> 20);
    let faults = faults.into_inner().expect("no panic");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(peak_memory() < MEMORY);
}

/// The most memory this process ever held (bytes); 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}
