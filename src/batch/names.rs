//! What the output of each document is called: its stem, made unlike every other stem of the run.

use super::inputs::Input;
use crate::convert::sha256;
use std::collections::{BTreeMap, BTreeSet};

/// The stem of each input's output file, in the order of the inputs.
///
/// A stem that only one document has is used as it is. Where several have it (also in another case, which some file
/// systems do not tell apart), each takes its relative path with `__` between the parts, then its extension, then a
/// number in the order of the inputs, whichever first tells it from the others. The names depend on the inputs alone.
pub fn stems(inputs: &[Input]) -> Vec<String> {
    let mut stems: Vec<String> = inputs.iter().map(|input| stem(file(&input.name)).to_owned()).collect();
    let by_path: fn(&Input) -> String = |input| stem(&input.name).replace('/', "__");
    let by_extension: fn(&Input) -> String = |input| input.name.replace('/', "__").replace('.', "_");
    for longer in [by_path, by_extension] {
        for position in clashes(&stems) {
            stems[position] = longer(&inputs[position]);
        }
    }
    stems.iter_mut().for_each(|stem| *stem = fitting(stem));
    number(&mut stems);
    stems
}

/// Bytes of a stem: with an extension and a number it stays below the 255 that file systems take.
const LONGEST: usize = 230;

/// A stem that can be a file's name: without characters that break lines or turn the writing round; a long one ends in its hash.
fn fitting(stem: &str) -> String {
    let plain: String = stem.chars().map(|c| if c == '\\' || is_unseen(c) { '_' } else { c }).collect();
    if plain.len() <= LONGEST {
        return plain;
    }
    let hash = &sha256(stem.as_bytes())[..16];
    let end = (0..=LONGEST - 17).rev().find(|end| plain.is_char_boundary(*end)).unwrap_or(0);
    format!("{}~{hash}", &plain[..end])
}

/// Whether a character of a name is an order to whoever prints it: control characters, line breaks, marks of direction.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The last part of a path.
fn file(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A name without its extension; a name that begins with its only dot keeps it.
fn stem(name: &str) -> &str {
    match name.rfind('.') {
        Some(dot) if dot > 0 && !name[dot..].contains('/') && !name[..dot].ends_with('/') => &name[..dot],
        _ => name,
    }
}

/// Names that run files of their own take, so that no document may.
const RESERVED: &[&str] = &["run"];

/// The positions whose stem another position has too, or that a file of the run has.
fn clashes(stems: &[String]) -> Vec<usize> {
    let mut positions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, stem) in stems.iter().enumerate() {
        positions.entry(stem.to_lowercase()).or_default().push(position);
    }
    let mut clashing: Vec<usize> = positions
        .into_iter()
        .filter(|(stem, positions)| positions.len() > 1 || RESERVED.contains(&stem.as_str()))
        .flat_map(|(_, positions)| positions)
        .collect();
    clashing.sort_unstable();
    clashing
}

/// Numbers what still clashes: the same relative path below two folders that were given.
fn number(stems: &mut [String]) {
    let mut taken: BTreeSet<String> = stems.iter().map(|stem| stem.to_lowercase()).collect();
    let clashing = clashes(stems);
    for position in clashing {
        let base = stems[position].clone();
        let free = (1..).map(|count| format!("{base}-{count}")).find(|name| taken.insert(name.to_lowercase()));
        stems[position] = free.unwrap_or(base);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Vec<String> {
        let input = |name: &&str| Input { path: name.into(), name: (*name).to_owned(), bytes: 0, entry: None };
        stems(&names.iter().map(input).collect::<Vec<_>>())
    }

    #[test]
    fn a_stem_of_its_own_stays() {
        assert_eq!(of(&["a/x.pdf", "b/y.v2.pdf", ".hidden", "绩效.pdf"]), ["x", "y.v2", ".hidden", "绩效"]);
    }

    #[test]
    fn clashes_are_told_apart_by_folder_then_extension_then_number() {
        assert_eq!(of(&["a/x.pdf", "b/x.pdf", "c.pdf"]), ["a__x", "b__x", "c"]);
        assert_eq!(of(&["x.pdf", "x.txt", "X.md"]), ["x_pdf", "x_txt", "X_md"]);
        assert_eq!(of(&["x.pdf", "x.pdf", "x-1.pdf"]), ["x_pdf-1", "x_pdf-2", "x-1"]);
    }

    #[test]
    fn long_names_are_shortened_and_told_apart() {
        let deep = "青禾县水务局绩效目标/".repeat(20);
        let stems = of(&[&format!("{deep}a.pdf"), &format!("b/{deep}a.pdf"), &"长".repeat(90), "a\n\u{202E}b.pdf"]);
        assert!(stems.iter().all(|stem| stem.len() <= LONGEST && !stem.contains(is_unseen)), "{stems:?}");
        assert!(stems[2].contains('~') && stems[0] != stems[1], "{stems:?}");
        assert_eq!(stems[3], "a__b");
    }

    #[test]
    fn files_of_the_run_keep_their_names() {
        assert_eq!(of(&["run.pdf", "sub/Run.txt", "report.pdf"]), ["run_pdf", "sub__Run", "report"]);
    }
}
