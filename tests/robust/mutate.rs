//! Damages documents at random, the same way for the same seed.

/// SplitMix64: small, and the same numbers on every machine.
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// A damaged copy, and what was done to it.
pub fn mutate(original: &[u8], random: &mut Random) -> (Vec<u8>, String) {
    let mut bytes = original.to_vec();
    let mut done = Vec::new();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        let longest = [16, 256, 4096, 65_536][random.below(4)];
        let length = 1 + random.below(longest);
        let end = (at + length).min(bytes.len());
        let what = match random.below(9) {
            0 => {
                let count = 1 + random.below(64);
                for _ in 0..count {
                    flip(&mut bytes, random);
                }
                format!("{count} bits flipped")
            }
            1 => {
                bytes.truncate(at);
                format!("cut off at {at}")
            }
            2 => {
                bytes.drain(at..end);
                format!("{at}..{end} deleted")
            }
            3 => {
                let chunk = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, chunk);
                format!("{at}..{end} again at {to}")
            }
            4 => {
                let chunk = bytes[at..end].to_vec();
                let to = random.below(bytes.len().saturating_sub(chunk.len()));
                bytes[to..to + chunk.len()].copy_from_slice(&chunk);
                format!("{at}..{end} over {to}")
            }
            5 => {
                bytes[at..end].fill([0, b' ', 0xff, b'('][random.below(4)]);
                format!("{at}..{end} overwritten")
            }
            6 => swap_streams(&mut bytes, random),
            7 => change_number(&mut bytes, random),
            _ => swap_names(&mut bytes, random),
        };
        done.push(what);
        if bytes.is_empty() {
            break;
        }
    }
    (bytes, done.join(", "))
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

/// Exchanges the data of two streams.
fn swap_streams(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let starts = occurrences(bytes, b"stream\n").into_iter().chain(occurrences(bytes, b"stream\r\n"));
    let starts: Vec<usize> = starts.filter(|at| !bytes[..*at].ends_with(b"end")).collect();
    let stream = |at: usize| {
        let end = occurrences(&bytes[at..], b"endstream").first().map_or(bytes.len(), |end| at + end);
        (at + 7, end.max(at + 7))
    };
    if starts.len() < 2 {
        return "no streams to swap".into();
    }
    let (a, b) = (stream(starts[random.below(starts.len())]), stream(starts[random.below(starts.len())]));
    let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    if a.1 > b.0 {
        return "a stream swapped with itself".into();
    }
    let swapped = [&bytes[..a.0], &bytes[b.0..b.1], &bytes[a.1..b.0], &bytes[a.0..a.1], &bytes[b.1..]].concat();
    *bytes = swapped;
    format!("streams at {} and {} swapped", a.0, b.0)
}

/// Replaces a number of the file's syntax by one that hurts.
fn change_number(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let from = random.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else {
        return "no number to change".into();
    };
    let end = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |at| start + at);
    let numbers = ["0", "-1", "1", "2", "3", "255", "65536", "4294967295", "99999999999999999999", "0.00001", "1e9"];
    let number = numbers[random.below(numbers.len())];
    bytes.splice(start..end, number.bytes());
    format!("number at {start} now {number}")
}

/// Replaces one name by another of the file.
fn swap_names(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let names = occurrences(bytes, b"/");
    if names.is_empty() {
        return "no names to swap".into();
    }
    let name = |at: usize| {
        let rest = &bytes[at + 1..];
        let length = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (at + 1, at + 1 + length)
    };
    let (to, from) = (name(names[random.below(names.len())]), name(names[random.below(names.len())]));
    let replacement = bytes[from.0..from.1].to_vec();
    let what = format!("name at {} now {}", to.0, String::from_utf8_lossy(&replacement));
    bytes.splice(to.0..to.1, replacement);
    what
}

fn occurrences(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, what).collect()
}
