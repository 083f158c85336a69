//! Tables whose rules run across only: rows between the rules, columns from the ends of the rules' pieces where those tell
//! them, and from the text.

use super::columns::{self, Boundary, Crossings, OVERHANG, Row};
use super::grid::Grid;
use super::merged;
use super::parts::{self, Part};
use super::settings::{MAX_CELLS, SNAP, TOUCH};
use super::shape;
use crate::geometry::{Point, Rect};
use crate::read::document::{Axis, Glyph, Ruling};
use crate::read::pieces::Piece;
use std::ops::Range;

/// Rules of one table have left and right ends within this many points of each other.
const SAME_EXTENT: f32 = 12.0;
/// At least this many rules make a table, however far apart.
const MIN_RULES: usize = 3;
/// Two rules this near (ems of the text between them) are a table of one row: what a page break leaves of one.
const ONE_ROW: f32 = 8.0;
/// Widths of tables that are looked for on one page; lines of more are a drawing.
const MOST_FRAMES: usize = 32;
/// A title stands in the middle of its table, within this share of the table's width.
const MIDDLE: f32 = 0.15;
/// The ends of the rules' pieces are the columns where they stand in this share of the gaps between texts.
const TOLD: f32 = 0.9;
/// A boundary that at least this many rows have, and no fewer than text runs over, is one for all rows.
const FIRM: usize = 2;
/// Headings of prose on a page that are looked at.
const MOST_HEADINGS: usize = 256;

/// Finds the tables that lines across draw in text outside every ruled table, from top to bottom.
pub fn find(
    glyphs: &[Glyph],
    outside: &[Piece],
    (texts, titles): (&[Part], &[Point]),
    raw: &[Ruling],
    rules: &[Ruling],
) -> Vec<Grid> {
    sections(rules, titles).iter().filter_map(|rules| grid(glyphs, outside, texts, raw, rules)).collect()
}

/// Rules by the tables that they belong to.
fn sections(rules: &[Ruling], titles: &[Point]) -> Vec<Vec<Ruling>> {
    let mut rest = rules.to_vec();
    let mut sections = Vec::new();
    for _ in 0..MOST_FRAMES {
        let length = |rule: &Ruling| rule.to - rule.from;
        let Some(frame) = rest.iter().copied().max_by(|a, b| length(a).total_cmp(&length(b))) else { break };
        let is_whole =
            |rule: &Ruling| (rule.from - frame.from).abs() < SAME_EXTENT && (rule.to - frame.to).abs() < SAME_EXTENT;
        let wholes = || rest.iter().filter(|rule| is_whole(rule)).map(|rule| rule.at);
        let (top, bottom) = (wholes().fold(f32::MAX, f32::min), wholes().fold(f32::MIN, f32::max));
        // Where a page break cuts a merged cell, the first rules and the last ones do not run below it.
        let belongs = |rule: &Ruling| {
            rule.from > frame.from - SAME_EXTENT
                && rule.to < frame.to + SAME_EXTENT
                && ((top..=bottom).contains(&rule.at) || (rule.to - frame.to).abs() < SAME_EXTENT)
        };
        let (mut own, others): (Vec<Ruling>, Vec<Ruling>) = rest.iter().partition(|rule| belongs(rule));
        rest = others;
        own.sort_by(|a, b| a.at.total_cmp(&b.at));
        let parts_forms = |above: &Ruling, below: &Ruling| {
            let first = titles.partition_point(|title| title.y < above.at);
            let between = titles[first..].iter().take_while(|title| title.y < below.at);
            (is_whole(above) || is_whole(below)) && between.into_iter().any(|title| is_centred(title.x, &frame))
        };
        sections.extend(own.chunk_by(|above, below| !parts_forms(above, below)).map(<[Ruling]>::to_vec));
    }
    sections
}

fn is_centred(x: f32, frame: &Ruling) -> bool {
    (x - (frame.from + frame.to) / 2.0).abs() < MIDDLE * (frame.to - frame.from)
}

/// A table in the making.
struct Table<'t> {
    texts: &'t [Part],
    area: Rect,
    ys: Vec<f32>,
    rows: Vec<Row>,
    /// For each row what its texts, and its stretches of text, run over.
    over: Vec<[Crossings; 2]>,
    /// Where pieces of its rules end: x and y.
    ends: Vec<(f32, f32)>,
    /// The row of the head of the indicator table, where there is one.
    header: Option<usize>,
    /// Whether its first two rows are names of columns.
    named: bool,
}

fn grid(glyphs: &[Glyph], outside: &[Piece], texts: &[Part], raw: &[Ruling], rules: &[Ruling]) -> Option<Grid> {
    let mut ys: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    ys.dedup_by(|next, kept| *next - *kept <= SNAP);
    let left = rules.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let right = rules.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let area = |ys: &[f32]| Some(Rect::new(left, *ys.first()?, right, *ys.last()?));
    let mut rows = columns::rows(glyphs, outside, &ys, &area(&ys)?);
    // A rule of the page's head or foot is as long as a table's may be; what lies between has no text, or the page's number.
    let is_whole = |at: f32| {
        let first = rules.partition_point(|rule| rule.at < at - SNAP);
        let mut near = rules[first..].iter().take_while(|rule| rule.at <= at + SNAP);
        near.any(|rule| rule.from < left + SAME_EXTENT && rule.to > right - SAME_EXTENT)
    };
    let is_bare = |row: &Row, from: f32, to: f32| {
        let mut within = texts.iter().filter(|part| (from..to).contains(&part.rect.center().y));
        row.pieces.is_empty()
            || within.next().is_some_and(|part| shape::is_page_number(&part.text)) && within.next().is_none()
    };
    while let [.., from, to] = ys[..]
        && rows.last().is_some_and(|row| is_bare(row, from, to))
        && is_whole(from)
    {
        rows.pop();
        ys.pop();
    }
    let is_outside = |(row, at): &(&Row, &[f32])| is_bare(row, at[0], at[1]) && is_whole(at[1]);
    let above = rows.iter().zip(ys.windows(2)).take_while(is_outside).count();
    rows.drain(..above);
    ys.drain(..above);
    let area = area(&ys)?;
    let (top, bottom) = (area.y0, area.y1);
    if rows.is_empty() {
        return None;
    }
    if ys.len() < MIN_RULES {
        let size = outside.iter().find(|piece| area.contains(piece.rect.center())).map_or(0.0, |piece| piece.size);
        if bottom - top > ONE_ROW * size {
            return None;
        }
    }
    let is_own = |rule: &&Ruling| {
        rule.axis == Axis::Horizontal
            && (top - SNAP..=bottom + SNAP).contains(&rule.at)
            && rule.from > left - TOUCH
            && rule.to < right + TOUCH
    };
    let ends = raw.iter().filter(is_own).flat_map(|rule| [(rule.from, rule.at), (rule.to, rule.at)]).collect();
    let header = parts::header_row(texts.iter().filter(|part| area.contains(part.rect.center())));
    let header = header.map(|header| ys.partition_point(|y| *y <= header[0].center().y).saturating_sub(1));
    let named = ys.len() > MIN_RULES && merged::is_head(texts, &area, ys[2]);
    let over = |row: &Row| [&row.texts, &row.stretches].map(|texts| Crossings::of(texts, OVERHANG));
    let over = rows.iter().map(over).collect();
    Table { texts, area, ys, rows, over, ends, header, named }.grid(rules)
}

impl Table<'_> {
    fn grid(self, rules: &[Ruling]) -> Option<Grid> {
        let (bounds, by_ends) = self.boundaries()?;
        let xs: Vec<f32> = bounds.iter().map(|at| at.x).collect();
        let columns = xs.len() - 1;
        if columns < 2 || columns * self.rows.len() > MAX_CELLS {
            return None;
        }
        let horizontal = drawn_across(rules, &xs, &self.ys);
        let mut vertical = self.drawn_down(&bounds, by_ends, &horizontal);
        let first = self.header.unwrap_or(0);
        for (row, text) in self.rows.iter().enumerate() {
            let lines = |column: usize| (horizontal[row][column], horizontal[row + 1][column]);
            merged::widen(&mut vertical[row], &xs, text, row >= first, lines);
        }
        if self.named {
            merged::head(&mut vertical[0], &xs, [&self.rows[0], &self.rows[1]], &horizontal[1]);
        }
        let vertical = agreed(&horizontal, |column, mut rows| rows.all(|row| vertical[row][column]));
        let room = bounds.iter().map(|at| (at.from, at.to)).collect();
        Some(Grid::from_parts(xs, self.ys, vertical, horizontal).with_room(room))
    }

    /// The boundaries of its columns, and whether the ends of the rules' pieces tell all of them; `None` where they are too many.
    fn boundaries(&self) -> Option<(Vec<Boundary>, bool)> {
        let mut xs = parts::clusters(&self.ends.iter().map(|end| end.0).collect::<Vec<_>>());
        parts::bound(&mut xs, self.area.x0, self.area.x1);
        let mut bounds: Vec<Boundary> = xs.into_iter().map(Boundary::drawn).collect();
        let first = self.header.unwrap_or(0);
        let (above, proper) = self.rows.split_at(first);
        let gaps = || self.rows.iter().flat_map(|row| row.gaps.iter());
        // Word processors draw the border of each cell apart: the ends of the pieces are the columns.
        let untold = gaps().filter(|gap| !is_told(gap, &bounds)).count();
        let by_ends = gaps().next().is_some() && (untold as f32) <= (1.0 - TOLD) * gaps().count() as f32;
        if !by_ends {
            for (rows, above) in [(proper, false), (above, true)] {
                let gaps: Vec<(f32, f32)> =
                    rows.iter().flat_map(|row| row.gaps.iter().copied()).filter(|gap| !is_told(gap, &bounds)).collect();
                bounds.extend(columns::boundaries(&gaps, rows, above)?);
                bounds.sort_by(|a, b| a.x.total_cmp(&b.x));
            }
        }
        // Without a head over the columns, prose whose words happen to part there speaks against a boundary as well.
        let has_head = self.header.is_some() || self.named;
        for at in &mut bounds {
            let runs_over = |[texts, stretches]: &[Crossings; 2]| if has_head { texts } else { stretches }.at(at.x);
            let parted = proper.iter().filter(|row| row.is_parted(at.x)).count();
            at.firm = parted >= FIRM && parted >= self.over[first..].iter().filter(|row| runs_over(row) > 0).count();
        }
        Some((bounds, by_ends))
    }

    /// Which boundaries of columns are drawn in which rows, as the rules' pieces and the text tell.
    fn drawn_down(&self, bounds: &[Boundary], by_ends: bool, horizontal: &[Vec<bool>]) -> Vec<Vec<bool>> {
        let xs: Vec<f32> = bounds.iter().map(|at| at.x).collect();
        let ended = ends_at(&self.ends, &xs, &self.ys);
        let prose = headed_prose(self.texts, &self.area, &self.ys);
        let is_proper = |row: usize| row >= self.header.unwrap_or(0);
        // The indicator table proper has every column in every row.
        let is_told = |row: usize, column: usize| match by_ends {
            true => self.header.is_some_and(|header| row >= header) || ended[row][column] || ended[row + 1][column],
            false => !is_proper(row) || !bounds[column].above,
        };
        let clear: Vec<Vec<bool>> = self
            .over
            .iter()
            .enumerate()
            .map(|(number, [texts, stretches])| {
                let is_clear = |at: &Boundary| {
                    let are_two =
                        is_proper(number) && at.firm || prose[number].iter().any(|gap| gap.0 < at.x && at.x < gap.1);
                    if are_two { texts } else { stretches }.at(at.x) == 0
                };
                bounds.iter().map(is_clear).collect()
            })
            .collect();
        agreed(horizontal, |column, mut rows| {
            rows.clone().any(|row| is_told(row, column)) && rows.all(|row| clear[row][column])
        })
    }
}

/// Whether a boundary is known for a gap.
fn is_told(gap: &(f32, f32), bounds: &[Boundary]) -> bool {
    bounds.get(bounds.partition_point(|at| at.x < gap.0)).is_some_and(|at| at.x <= gap.1)
}

/// At which boundary of rows pieces of rules end on which boundary of columns.
fn ends_at(ends: &[(f32, f32)], xs: &[f32], ys: &[f32]) -> Vec<Vec<bool>> {
    let mut ended = vec![vec![false; xs.len()]; ys.len()];
    for (x, y) in ends {
        let near = |bounds: &[f32], at: f32| {
            let first = bounds.partition_point(|bound| *bound < at - SNAP);
            first..first + bounds[first..].iter().take_while(|bound| **bound <= at + SNAP).count()
        };
        for row in near(ys, *y) {
            ended[row][near(xs, *x)].fill(true);
        }
    }
    ended
}

/// Where the rules, sorted by position, are drawn along the columns.
fn drawn_across(rules: &[Ruling], xs: &[f32], ys: &[f32]) -> Vec<Vec<bool>> {
    let (columns, last) = (xs.len() - 1, ys.len() - 1);
    let mut horizontal = vec![vec![true; columns]; last + 1];
    for row in 1..last {
        let first = rules.partition_point(|rule| rule.at < ys[row] - SNAP);
        let mut own: Vec<&Ruling> = rules[first..].iter().take_while(|rule| rule.at <= ys[row] + SNAP).collect();
        own.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut own = own.into_iter().peekable();
        let mut reach = f32::MIN;
        for column in 0..columns {
            let middle = (xs[column] + xs[column + 1]) / 2.0;
            while let Some(rule) = own.next_if(|rule| rule.from <= middle) {
                reach = reach.max(rule.to);
            }
            horizontal[row][column] = reach >= middle;
        }
    }
    horizontal
}

/// For each row the gaps in which two columns of prose begin: below headings side by side (预期目标, 实际完成情况).
fn headed_prose(texts: &[Part], area: &Rect, ys: &[f32]) -> Vec<Vec<(f32, f32)>> {
    let mut prose = vec![Vec::new(); ys.len() - 1];
    let is_heading = |part: &&Part| area.contains(part.rect.center()) && shape::heads_prose(&part.text);
    let headings: Vec<&Part> = texts.iter().filter(is_heading).take(MOST_HEADINGS).collect();
    for left in &headings {
        let row = ys.partition_point(|y| *y <= left.rect.center().y);
        let is_beside =
            |part: &&&Part| part.rect.x0 > left.rect.x1 && ys.partition_point(|y| *y <= part.rect.center().y) == row;
        let next = headings.iter().filter(is_beside).map(|part| part.rect.x0).reduce(f32::min);
        if let (Some(gaps), Some(right)) = (prose.get_mut(row), next) {
            gaps.push((left.rect.x1, right));
        }
    }
    prose
}

/// Which boundaries of columns are drawn in which rows, alike in cells that no line parts one above the other.
fn agreed(horizontal: &[Vec<bool>], drawn: impl Fn(usize, Range<usize>) -> bool) -> Vec<Vec<bool>> {
    let (rows, columns) = (horizontal.len() - 1, horizontal[0].len());
    let mut vertical = vec![vec![true; columns + 1]; rows];
    for column in 1..columns {
        let mut begin = 0;
        while begin < rows {
            let mut end = begin + 1;
            while end < rows && !horizontal[end][column - 1] && !horizontal[end][column] {
                end += 1;
            }
            let drawn = drawn(column, begin..end);
            vertical[begin..end].iter_mut().for_each(|row| row[column] = drawn);
            begin = end;
        }
    }
    vertical
}
