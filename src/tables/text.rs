//! Pieces of one cell → its text: characters in reading order, wrapped lines joined, paragraphs kept.

use super::fill::is_closing;
use super::settings::{CENTRED, SHORT_LINE, SPACE};
use super::shape;
use crate::geometry::Rect;
use crate::read::document::{Direction, Glyph};
use crate::read::pieces::{Piece, SAME_LINE, is_blank};
use std::borrow::Cow;

/// A line of a cell or of the page.
#[derive(Clone, Debug)]
pub struct TextLine {
    /// Its text, spaces cleaned.
    pub text: String,
    /// Its area.
    pub rect: Rect,
    /// Its font size.
    pub size: f32,
    /// Its non-blank characters.
    pub characters: u64,
    /// How surely the least sure of them was recognised, in hundredths; `None` where none was.
    pub confidence: Option<u8>,
}

/// Groups pieces into lines, top to bottom; parts further apart than `tab` ems are separated by a tab.
pub fn lines(glyphs: &[Glyph], pieces: &[Piece], tab: f32) -> Vec<TextLine> {
    let is_across = |piece: &Piece| matches!(piece.direction, Direction::Right | Direction::Oblique);
    let below = |a: &Piece, b: &Piece| a.baseline.total_cmp(&b.baseline).then(a.rect.x0.total_cmp(&b.rect.x0));
    // Most cells are written from top to bottom, and in one direction.
    let is_one_way = pieces.iter().all(is_across);
    let mut across = Cow::Borrowed(pieces);
    if !is_one_way || !pieces.is_sorted_by(|a, b| below(a, b).is_le()) {
        across = pieces.iter().filter(|piece| is_across(piece)).copied().collect();
        across.to_mut().sort_by(below);
    }
    let mut lines = Vec::new();
    let mut begin = 0;
    while begin < across.len() {
        let first = across[begin];
        let mut end = begin + 1;
        while end < across.len()
            && across[end].baseline - first.baseline < SAME_LINE * first.size.min(across[end].size).max(1.0)
        {
            end += 1;
        }
        if !across[begin..end].is_sorted_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0).is_le()) {
            across.to_mut()[begin..end].sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        }
        lines.push(line(glyphs, &across[begin..end], tab));
        begin = end;
    }
    if !is_one_way {
        let directions = [Direction::Down, Direction::Up, Direction::Left];
        lines.extend(directions.into_iter().filter_map(|direction| turned(glyphs, pieces, direction)));
    }
    lines
}

/// Text of one other direction than left to right, read as it is written: vertical writing and text turned clockwise in columns from
/// right to left, text turned the other way from left to right, text upside down from the bottom.
fn turned(glyphs: &[Glyph], pieces: &[Piece], direction: Direction) -> Option<TextLine> {
    let own = pieces.iter().filter(|piece| piece.direction == direction);
    let rect = own.clone().map(|piece| piece.rect).reduce(|all, one| all.union(&one))?;
    let size = own.clone().map(|piece| piece.size).fold(1.0, f32::max);
    let mut ordered: Vec<&Glyph> = own.flat_map(|piece| &glyphs[piece.first..piece.last]).collect();
    let lane = |glyph: &Glyph| match direction {
        Direction::Up => glyph.rect.center().x,
        Direction::Left => -glyph.rect.center().y,
        _ => -glyph.rect.center().x,
    };
    // From where to where a character stands on its line.
    let along = |glyph: &Glyph| match direction {
        Direction::Up => (-glyph.rect.y1, -glyph.rect.y0),
        Direction::Left => (-glyph.rect.x1, -glyph.rect.x0),
        _ => (glyph.rect.y0, glyph.rect.y1),
    };
    ordered.sort_by(|a, b| lane(a).total_cmp(&lane(b)));
    let mut text = String::new();
    let mut begin = 0;
    while begin < ordered.len() {
        let first = lane(ordered[begin]);
        let end = begin + ordered[begin..].partition_point(|glyph| lane(glyph) - first < SAME_LINE * size);
        ordered[begin..end].sort_by(|a, b| along(a).0.total_cmp(&along(b).0));
        let mut last: Option<f32> = None;
        for glyph in &ordered[begin..end] {
            let (from, to) = along(glyph);
            if is_blank(glyph) || last.is_some_and(|last| from - last > SPACE * glyph.size) {
                text.push(' ');
            }
            if !is_blank(glyph) {
                text.push(glyph.char.unwrap_or('\u{fffd}'));
                last = Some(to);
            }
        }
        begin = end;
    }
    let shown = || ordered.iter().filter(|glyph| !is_blank(glyph));
    Some(TextLine {
        text: clean_spaces(text.trim()),
        rect,
        size,
        characters: shown().count() as u64,
        confidence: shown().filter_map(|glyph| glyph.confidence).min(),
    })
}

fn line(glyphs: &[Glyph], pieces: &[Piece], tab: f32) -> TextLine {
    let all = || pieces.iter().flat_map(|piece| &glyphs[piece.first..piece.last]);
    let count = pieces.iter().map(|piece| piece.last - piece.first).sum();
    if all().is_sorted_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0).is_le()) {
        return set(all(), count, pieces[0].rect, tab);
    }
    // Pieces may overlap by a hair (kerning), so their glyphs are put in order as a whole.
    let mut ordered: Vec<&Glyph> = Vec::with_capacity(count);
    ordered.extend(all());
    ordered.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    set(ordered.into_iter(), count, pieces[0].rect, tab)
}

/// The line of so many glyphs, from left to right, that begins in an area.
fn set<'g>(ordered: impl Iterator<Item = &'g Glyph>, count: usize, begins: Rect, tab: f32) -> TextLine {
    let mut characters = 0;
    let mut rect = begins;
    let mut size = 0_f32;
    let mut last: Option<&Glyph> = None;
    let mut blank = false;
    let mut confidence: Option<u8> = None;
    let mut text = String::with_capacity(count * '字'.len_utf8());
    for glyph in ordered {
        if is_blank(glyph) {
            blank = true;
            continue;
        }
        if let Some(last) = last {
            let gap = glyph.rect.x0 - last.rect.x1;
            let em = last.size.min(glyph.size);
            if gap > tab * em {
                text.push('\t');
            } else if blank || gap > SPACE * em {
                text.push(' ');
            }
        }
        blank = false;
        text.push(glyph.char.unwrap_or('\u{fffd}'));
        characters += 1;
        confidence = confidence.min(glyph.confidence).or(confidence).or(glyph.confidence);
        rect = rect.union(&glyph.rect);
        size = size.max(glyph.size);
        last = Some(glyph);
    }
    let text = if text.contains(' ') { clean_spaces(&text) } else { text };
    TextLine { text, rect, size, characters, confidence }
}

/// Drops the spaces that layout made: only between two Latin words (or a Latin word and a number) does a space carry meaning.
fn clean_spaces(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != ' ' {
            cleaned.push(character);
            continue;
        }
        while characters.next_if_eq(&' ').is_some() {}
        let before = cleaned.chars().next_back();
        let after = characters.peek().copied();
        if let (Some(before), Some(after)) = (before, after)
            && separates(before, after)
        {
            cleaned.push(' ');
        }
    }
    cleaned
}

fn separates(before: char, after: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || (c.is_alphabetic() && (c as u32) < 0x250);
    (word(before) && word(after))
        || (matches!(before, ',' | '.' | ';' | ':' | ')') && after.is_ascii_alphabetic())
        || (before.is_ascii_alphabetic() && after == '(')
}

/// Joins the lines of one cell: wrapped lines become one, paragraphs are separated by `\n`.
pub fn join(mut lines: Vec<TextLine>, cell: &Rect) -> String {
    if let [only] = &mut lines[..] {
        return std::mem::take(&mut only.text);
    }
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    let centred = is_centred(&lines, cell);
    let limit = lines.iter().map(|line| line.rect.x1).fold(f32::MIN, f32::max);
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            let previous = &lines[index - 1];
            let limit = limit.max(cell.x1 - previous.size);
            if !centred && ends_paragraph(previous, line, limit) {
                text.push('\n');
            } else if let (Some(before), Some(after)) = (text.chars().next_back(), line.text.chars().next())
                && before.is_ascii_alphabetic()
                && after.is_ascii_alphabetic()
            {
                text.push(' ');
            }
        }
        text.push_str(&line.text);
    }
    text
}

fn is_centred(lines: &[TextLine], cell: &Rect) -> bool {
    lines.len() > 1
        && lines.iter().all(|line| {
            let left = line.rect.x0 - cell.x0;
            let right = cell.x1 - line.rect.x1;
            (left - right).abs() < CENTRED * line.size
        })
        && lines.iter().any(|line| line.rect.x0 - cell.x0 > 1.5 * line.size)
}

fn ends_paragraph(line: &TextLine, next: &TextLine, limit: f32) -> bool {
    let numbered = shape::is_numbered(&next.text);
    let terminal = line.text.ends_with(['。', '；', ';', '！', '：', ':', '.']);
    if numbered && terminal {
        return true;
    }
    let number_goes_on = line.text.ends_with(|c: char| c.is_ascii_digit())
        && next.text.starts_with(|c: char| c.is_ascii_digit() || c == '%');
    if number_goes_on {
        return false;
    }
    let unit = next.size * unbreakable(&next.text);
    limit - line.rect.x1 > unit + SHORT_LINE * line.size
}

/// Width in ems of what could not be left at the end of the line before: a word or a character, with the closing punctuation
/// that must not begin a line.
fn unbreakable(text: &str) -> f32 {
    let mut width = 0.0;
    let mut first = true;
    let mut in_word = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    for character in text.chars() {
        let goes_on =
            first || (in_word && (character.is_ascii_alphanumeric() || character == '.')) || is_closing(character);
        if !goes_on {
            break;
        }
        in_word &= character.is_ascii_alphanumeric() || character == '.';
        first = false;
        width += if character.is_ascii() { 0.55 } else { 1.0 };
    }
    width
}
