//! Small raised or lowered signs beside a text: notes, which are no part of it, and exponents, which are.

use super::fill::Target;
use super::flow::Cell;
use crate::read::document::{Direction, Glyph};
use crate::read::exclusion::{Excluded, Reason};
use crate::read::pieces::{Piece, is_blank};
use crate::read::raised::{self, Becomes, Height};

/// A mark is at most this share of the size of the text beside it.
const SMALL: f32 = 0.76;
/// The most characters of a mark: [12], 注1.
const LONGEST: u32 = 4;
/// A mark stands this far (ems of the text) above the text's baseline, at least and at most.
const RAISED: (f32, f32) = (0.2, 0.9);
/// The same below it.
const LOWERED: (f32, f32) = (0.1, 0.5);
/// The most characters of a value.
const VALUE: usize = 24;
/// From where to where (ems of the text) behind the text it begins.
const BEHIND: (f32, f32) = (-0.2, 0.4);
/// How far above and below a mark (ems of its own) the text beside it may have its baseline.
const NEAR: f32 = 2.0;

/// A sign beside a text.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// The piece that it is.
    pub piece: usize,
    /// The piece beside which it stands.
    pub host: usize,
    /// Whether it is a part of the text: m², CO₂.
    pub is_part: bool,
}

/// The signs among pieces, each in the cell of the text that it stands beside.
pub fn find(glyphs: &[Glyph], pieces: &[Piece], targets: &[Target]) -> Vec<Sign> {
    let sizes = extents(pieces);
    let has_host = |piece: &Piece| {
        let reach = NEAR * piece.size.max(1.0);
        sizes.iter().any(|(size, top, bottom)| {
            piece.size <= SMALL * size && (top - reach..=bottom + reach).contains(&piece.baseline)
        })
    };
    let may_be = |piece: &Piece| {
        piece.characters <= LONGEST
            && piece.direction == Direction::Right
            && has_host(piece)
            && glyphs[piece.first..piece.last].iter().all(|glyph| is_blank(glyph) || is_sign(glyph))
    };
    let candidates: Vec<usize> = (0..pieces.len()).filter(|index| may_be(&pieces[*index])).collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    // A mark looks at the pieces of its own height only.
    let mut found = Vec::new();
    let lines = Lines::of(pieces);
    for index in candidates {
        let own = &pieces[index];
        let is_host = |host: &usize| {
            let other = &pieces[*host];
            let gap = (own.rect.x0 - other.rect.x1) / other.size;
            let raised = (other.baseline - own.baseline) / other.size;
            *host != index
                && own.size <= SMALL * other.size
                && (BEHIND.0..=BEHIND.1).contains(&gap)
                && ((RAISED.0..=RAISED.1).contains(&raised) || (LOWERED.0..=LOWERED.1).contains(&-raised))
                && targets[*host] == targets[index]
        };
        let near = lines.near(own.baseline, NEAR * own.size.max(1.0));
        let host =
            near.iter().copied().filter(is_host).max_by(|a, b| pieces[*a].rect.x1.total_cmp(&pieces[*b].rect.x1));
        if let Some(host) = host {
            let is_part = is_part(glyphs, own, &pieces[host]);
            found.push(Sign { piece: index, host, is_part });
        }
    }
    found
}

/// The sizes of text on a page, each with the heights between which it stands: few, and the largest is at the top only, so most
/// text is seen at once to have nothing larger beside it.
fn extents(pieces: &[Piece]) -> Vec<(f32, f32, f32)> {
    const SIZES: usize = 32;
    let mut sizes: Vec<(f32, f32, f32)> = Vec::new();
    for piece in pieces {
        let known = match sizes.iter().position(|known| known.0.total_cmp(&piece.size).is_eq()) {
            Some(known) => known,
            None if sizes.len() < SIZES => {
                sizes.push((piece.size, piece.baseline, piece.baseline));
                continue;
            }
            // So many sizes: the last stands for all further ones.
            None => SIZES - 1,
        };
        let (size, top, bottom) = &mut sizes[known];
        *size = size.max(piece.size);
        *top = top.min(piece.baseline);
        *bottom = bottom.max(piece.baseline);
    }
    sizes
}

/// What a note is written with.
fn is_sign(glyph: &Glyph) -> bool {
    glyph.char.is_some_and(|c| match c {
        '!'..='~' => c.is_ascii_alphanumeric() || matches!(c, '.' | '*' | '#' | '[' | ']' | '(' | ')' | ',' | '-'),
        '＊' | '※' | '†' | '‡' | '§' | '（' | '）' | '［' | '］' | '〔' | '〕' | '【' | '】' => true,
        '，' | '、' | '−' | '注' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '₀'..='₉' => true,
        _ => is_circled(c),
    })
}

/// A number in a circle.
pub fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '⓪' | '❶'..='❿' | '⓫'..='⓴' | '⓵'..='⓾' | '➀'..='➓')
}

/// Whether a sign belongs to the text: the power of a unit of length, the number of atoms.
fn is_part(glyphs: &[Glyph], sign: &Piece, host: &Piece) -> bool {
    let text = |piece: &Piece| -> String {
        glyphs[piece.first..piece.last].iter().filter(|glyph| !is_blank(glyph)).filter_map(|glyph| glyph.char).collect()
    };
    let height = if sign.baseline > host.baseline { Height::Lowered } else { Height::Raised };
    let small: String = text(sign).chars().map(on_the_line).collect();
    matches!(raised::tell(&small, height, &text(host), ""), Becomes::Text(_))
}

/// A small digit as the one that it is.
fn on_the_line(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_u32(u32::from(c) - 0x2070 + 0x30).unwrap_or(c),
        '₀'..='₉' => char::from_u32(u32::from(c) - 0x2080 + 0x30).unwrap_or(c),
        other => other,
    }
}

/// What is said of a cell whose text had a mark beside it.
pub fn repair(mark: &str) -> String {
    format!("mark kept apart: {mark}")
}

/// Takes a mark off the end of a value that is as large as the value itself: 186.5①, 24座②, 98%*. Numbers of paragraphs stand in
/// front of text, and one that text goes on with is none.
pub fn take_off(cell: &mut Cell) -> Option<Excluded> {
    let text = cell.text.trim_end_matches(|c| is_circled(c) || matches!(c, '*' | '＊' | '※'));
    let mark = &cell.text[text.len()..];
    let ends_value = text.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '％' | '元' | ')' | '）'));
    let is_value = text.contains(|c: char| c.is_ascii_digit()) && text.chars().count() <= VALUE && !text.contains('\n');
    if mark.is_empty() || !(ends_value || mark.starts_with(is_circled)) || !is_value || text.contains(is_circled) {
        return None;
    }
    let excluded = Excluded { reason: Reason::Mark, text: mark.to_owned(), place: cell.place.clone() };
    cell.repairs.push(repair(mark));
    cell.characters = cell.characters.saturating_sub(excluded.characters());
    cell.text.truncate(text.len());
    Some(excluded)
}

/// Pieces by their baseline.
struct Lines {
    order: Vec<usize>,
    at: Vec<f32>,
}

impl Lines {
    fn of(pieces: &[Piece]) -> Lines {
        let mut order: Vec<usize> =
            (0..pieces.len()).filter(|index| pieces[*index].direction == Direction::Right).collect();
        order.sort_by(|a, b| pieces[*a].baseline.total_cmp(&pieces[*b].baseline));
        let at = order.iter().map(|index| pieces[*index].baseline).collect();
        Lines { order, at }
    }

    fn near(&self, y: f32, reach: f32) -> &[usize] {
        let first = self.at.partition_point(|at| *at < y - reach);
        let end = self.at.partition_point(|at| *at <= y + reach);
        &self.order[first..end.max(first)]
    }
}
