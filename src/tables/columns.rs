//! Where the columns of a table part, as its text tells.

use super::fill::is_closing;
use super::parts::{COLUMN_GAP, Part, WORD_GAP};
use crate::geometry::Rect;
use crate::read::document::{Direction, Glyph};
use crate::read::pieces::Piece;

/// Pieces that stand this near (ems) are of one text, whatever columns there are.
const TOUCHING: f32 = 0.02;
/// The most columns that are looked for: far beyond any form.
const MOST_COLUMNS: usize = 500;
/// Text that reaches this far (points) over a boundary does not run over it.
pub const OVERHANG: f32 = 1.0;

/// The text of one row.
#[derive(Default)]
pub struct Row {
    /// From where to where each piece of text stands.
    pub pieces: Vec<(f32, f32)>,
    /// The same of pieces with hardly a gap between them.
    pub stretches: Vec<(f32, f32)>,
    /// The same of pieces with no gap at all, without punctuation at the end, which may hang over the next cell.
    pub texts: Vec<(f32, f32)>,
    /// Between texts of which none stands above or below the gap.
    pub gaps: Vec<(f32, f32)>,
}

/// A boundary of columns.
#[derive(Clone, Copy, Debug)]
pub struct Boundary {
    /// Where it stands.
    pub x: f32,
    /// From where on it may stand as well, for all that the text tells.
    pub from: f32,
    /// Up to where.
    pub to: f32,
    /// Whether only rows above the head of the indicator table have it.
    pub above: bool,
    /// Whether so many rows have it that texts which touch there are two.
    pub firm: bool,
}

impl Boundary {
    /// One that a line tells.
    pub fn drawn(x: f32) -> Boundary {
        Boundary { x, from: x, to: x, above: false, firm: false }
    }
}

/// Counts the stretches of text that run over a position.
pub struct Crossings {
    begin: Vec<f32>,
    end: Vec<f32>,
}

/// The text of each row.
pub fn rows(glyphs: &[Glyph], outside: &[Piece], ys: &[f32], area: &Rect) -> Vec<Row> {
    let mut pieces: Vec<Vec<&Piece>> = vec![Vec::new(); ys.len() - 1];
    for piece in outside.iter().filter(|piece| piece.direction == Direction::Right) {
        let center = piece.rect.center();
        let row = ys.partition_point(|y| *y <= center.y);
        if row > 0 && row < ys.len() && area.contains(center) {
            pieces[row - 1].push(piece);
        }
    }
    pieces.into_iter().map(|pieces| Row::of(glyphs, pieces)).collect()
}

/// How far the texts of a row reach.
struct Covered {
    to: f32,
    /// Whether another text belongs to the last one, however far away.
    leads_on: bool,
}

impl Covered {
    /// Whether a piece that begins further right is of the same text.
    fn goes_on(&self, piece: &Piece) -> bool {
        self.leads_on || piece.rect.x0 < self.to + COLUMN_GAP * piece.size
    }
}

/// Whether a text is one that something belongs to: 其中：
fn leads_on(text: &[Glyph]) -> bool {
    text.iter().filter_map(|glyph| glyph.char).filter(|character| !character.is_whitespace()).eq("其中：".chars())
}

/// Where a text ends without the punctuation at its end; `None` where it has nothing else.
fn inked(text: &[Glyph]) -> Option<f32> {
    text.iter().rev().find(|glyph| !glyph.char.is_none_or(is_closing)).map(|glyph| glyph.rect.x1)
}

impl Row {
    /// The row of a line of texts, from left to right.
    pub fn of_texts(line: &[&Part]) -> Row {
        let stretches: Vec<(f32, f32)> = line.iter().map(|part| (part.rect.x0, part.rect.x1)).collect();
        let gaps = stretches.windows(2).map(|pair| (pair[0].1, pair[1].0)).filter(|gap| gap.0 < gap.1).collect();
        Row { pieces: stretches.clone(), texts: stretches.clone(), stretches, gaps }
    }

    /// Whether it has texts on both sides of a position, and none over it.
    pub fn is_parted(&self, x: f32) -> bool {
        let before = self.gaps.partition_point(|gap| gap.0 <= x);
        before > 0 && x <= self.gaps[before - 1].1
    }

    fn of(glyphs: &[Glyph], mut pieces: Vec<&Piece>) -> Row {
        let mut row = Row::default();
        let text = |piece: &Piece| &glyphs[piece.first..piece.last];
        pieces.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        let mut covered: Option<Covered> = None;
        for piece in &pieces {
            let own = Covered { to: piece.rect.x1, leads_on: leads_on(text(piece)) };
            row.pieces.push((piece.rect.x0, own.to));
            match &mut covered {
                Some(before) if before.goes_on(piece) => {
                    if own.to > before.to {
                        *before = own;
                    }
                }
                // Punctuation never begins a text.
                _ if inked(text(piece)).is_none() => {}
                _ => {
                    row.gaps.extend(covered.map(|before| (before.to, piece.rect.x0)));
                    covered = Some(own);
                }
            }
        }
        pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let mut line: Vec<&Piece> = Vec::new();
        for piece in pieces {
            if line.first().is_some_and(|first| piece.baseline - first.baseline > 0.5 * piece.size) {
                row.add_line(glyphs, std::mem::take(&mut line));
            }
            line.push(piece);
        }
        row.add_line(glyphs, line);
        row
    }

    fn add_line(&mut self, glyphs: &[Glyph], mut line: Vec<&Piece>) {
        line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        let mut stretch: Option<(f32, f32)> = None;
        // With where the last piece ends.
        let mut text: Option<(f32, f32, f32)> = None;
        for piece in line {
            let (from, to) = (piece.rect.x0, piece.rect.x1);
            match &mut stretch {
                Some(open) if from < open.1 + WORD_GAP * piece.size => open.1 = open.1.max(to),
                _ => self.stretches.extend(stretch.replace((from, to))),
            }
            let inked = inked(&glyphs[piece.first..piece.last]).unwrap_or(from);
            match &mut text {
                Some(open) if (from - open.2).abs() < TOUCHING * piece.size => (open.1, open.2) = (inked, to),
                _ => self.texts.extend(text.replace((from, inked, to)).map(|(from, inked, _)| (from, inked))),
            }
        }
        self.stretches.extend(stretch);
        self.texts.extend(text.map(|(from, inked, _)| (from, inked)));
    }
}

impl Crossings {
    /// The crossings of stretches; what reaches so far over a position does not run over it.
    pub fn of(stretches: &[(f32, f32)], overhang: f32) -> Crossings {
        let wide = || stretches.iter().filter(|(from, to)| to - from > 2.0 * overhang);
        let mut begin: Vec<f32> = wide().map(|stretch| stretch.0 + overhang).collect();
        let mut end: Vec<f32> = wide().map(|stretch| stretch.1 - overhang).collect();
        begin.sort_by(f32::total_cmp);
        end.sort_by(f32::total_cmp);
        Crossings { begin, end }
    }

    /// How many run over a position.
    pub fn at(&self, x: f32) -> usize {
        self.begin.partition_point(|begin| *begin < x) - self.end.partition_point(|end| *end <= x)
    }

    /// The middle of the widest strip of those that the least text crosses.
    pub fn clearest(&self, from: f32, to: f32) -> f32 {
        let mut edges: Vec<f32> = vec![from, to];
        edges.extend(self.begin.iter().chain(&self.end).copied().filter(|x| *x > from && *x < to));
        edges.sort_by(f32::total_cmp);
        let middle = |strip: &[f32]| (strip[0] + strip[1]) / 2.0;
        let best = edges.windows(2).filter(|strip| strip[1] - strip[0] > 0.5).min_by(|a, b| {
            let crossed = self.at(middle(a)).cmp(&self.at(middle(b)));
            crossed.then((b[1] - b[0]).total_cmp(&(a[1] - a[0])))
        });
        best.map_or((from + to) / 2.0, middle)
    }
}

/// The fewest positions of which one lies in each gap, each where it runs through the least text of the rows; `None` where they
/// are too many.
pub fn boundaries(gaps: &[(f32, f32)], rows: &[Row], above: bool) -> Option<Vec<Boundary>> {
    let mut by_end = gaps.to_vec();
    by_end.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut found: Vec<f32> = Vec::new();
    for (from, to) in by_end {
        if found.last().is_none_or(|last| *last < from) {
            found.push(to);
        }
    }
    if found.len() > MOST_COLUMNS {
        return None;
    }
    let pieces: Vec<(f32, f32)> = rows.iter().flat_map(|row| row.pieces.iter().copied()).collect();
    let crossings = Crossings::of(&pieces, OVERHANG);
    let mut bounds = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let before = index.checked_sub(1).map_or(f32::MIN, |before| found[before]);
        let after = found.get(index + 1).copied().unwrap_or(f32::MAX);
        // Gaps that have no other boundary.
        let alone =
            gaps.iter().filter(|gap| (gap.0..=gap.1).contains(&found[index]) && before < gap.0 && gap.1 < after);
        let (from, to) = alone.fold((f32::MIN, f32::MAX), |(from, to), gap| (from.max(gap.0), to.min(gap.1)));
        if from < to && from > f32::MIN {
            found[index] = crossings.clearest(from, to);
        }
        bounds.push(Boundary { x: found[index], from: from.max(before), to: to.min(after), above, firm: false });
    }
    Some(bounds)
}
