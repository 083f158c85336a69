//! Tables without rulings: columns from the text, rows from the gaps between lines.
//!
//! Only what stands around the head of an indicator table is looked at, or has labels of its hierarchy, so that prose never
//! becomes a table.

use super::columns::{self, Crossings, Row};
use super::grid::Grid;
use super::parts::{self, Part, borders_of_row, bound, clusters};
use super::settings::{MAX_CELLS, SNAP};
use super::shape;
use crate::geometry::{Point, Rect};
use std::ops::RangeInclusive;

/// Lines nearer than this many ems above one another are of one cell, where rows have no rules.
const LINE_GAP: f32 = 0.75;
/// The share of a form's width that the labels at its left have at most.
const LABELS: f32 = 0.35;
/// Text this near (ems) to the middle of a row stands in it.
const IN_MIDDLE: f32 = 0.4;
/// So many columns of one row do not all wrap onto the same next line; a number below a number counts double.
const NEVER_WRAPPED: usize = 4;
/// More titles on a page are none of forms.
const MOST_FORMS: usize = 32;
/// More texts on a page are none of forms.
const MOST_TEXTS: usize = 10_000;
/// Text further (lines) below a form than this is none of it.
const FAR_BELOW: f32 = 6.0;

/// Finds the tables without rulings in text that stands outside every ruled table: one below each title.
pub fn find(texts: &[Part], titles: &[Point]) -> Vec<Grid> {
    if titles.len() > MOST_FORMS || texts.len() > MOST_TEXTS {
        return Vec::new();
    }
    let mut grids = Vec::new();
    for number in 0..=titles.len() {
        let from = number.checked_sub(1).map_or(f32::MIN, |before| titles[before].y);
        let to = titles.get(number).map_or(f32::MAX, |title| title.y);
        let is_own = |part: &&Part| part.rect.center().y > from && part.rect.center().y < to;
        let mut own: Vec<&Part> = texts.iter().filter(is_own).collect();
        drop_page_number(&mut own);
        grids.extend(match parts::header_row(own.iter().copied()) {
            Some(header) => without_rules(&own, &header),
            None if number == 0 => going_on(&own),
            None => None,
        });
    }
    grids
}

/// No rules at all.
fn without_rules(parts: &[&Part], header: &[Rect]) -> Option<Grid> {
    let (header_y, line) = (header[0].center().y, header[0].height());
    // The form begins below its title, year and unit (page numbers stand far below it).
    let heads = |line: &[&Part]| line.iter().all(|part| shape::stands_above(&part.text));
    let above = lines(parts).into_iter().take_while(|line| line.iter().all(|part| part.rect.y1 < header_y));
    let above = above.take_while(|line| line.len() == 1 || heads(line)).filter(|line| heads(line));
    let top = above.flatten().map(|part| part.rect.y1).fold(0.0, f32::max);
    let mut inside: Vec<&Part> = parts.iter().copied().filter(|part| part.rect.center().y > top).collect();
    let bottom = cut_below(&mut inside, header_y, line);
    let (left, right) = sides(&inside);
    let header_top = header.iter().map(|cell| cell.y0).fold(f32::MAX, f32::min) - 1.0;
    let below: Vec<&Part> = inside.iter().copied().filter(|part| part.rect.y0 >= header_top).collect();
    // Between two neighbouring header cells: where the texts of the table leave the widest free strip.
    let crossings = Crossings::of(&below.iter().map(|part| (part.rect.x0, part.rect.x1)).collect::<Vec<_>>(), 0.0);
    let between = |pair: &[Rect]| crossings.clearest(pair[0].center().x, pair[1].center().x);
    let mut xs: Vec<f32> = header.windows(2).map(between).collect();
    // A label beside the whole indicator table (绩效指标) has no header of its own.
    let first = header[0];
    let beside = below.iter().filter(|part| part.rect.x1 < first.x0 + 0.5 * first.width() && part.rect.y0 > first.y1);
    let label = beside.filter(|part| part.rect.center().x < first.x0).map(|part| part.rect.x1).fold(f32::MIN, f32::max);
    if label > left {
        let next =
            below.iter().filter(|part| part.rect.x0 >= label - 1.0).map(|part| part.rect.x0).fold(f32::MAX, f32::min);
        xs.push((label + next.min(first.x0)) / 2.0);
    }
    xs = clusters(&xs);
    bound(&mut xs, left, right);
    let columns = xs.len() - 1;
    let upper: Vec<&Part> = inside.iter().copied().filter(|part| part.rect.y0 < header_top).collect();
    // The labels at the left have the first columns as far as one of them reaches.
    let is_crossed = |x: &&f32| upper.iter().any(|part| part.rect.x0 < **x && **x < part.rect.x1);
    let mut near = xs[1..columns].iter().take(2).filter(|x| **x < left + LABELS * (right - left));
    let leaf = near.find(|x| !is_crossed(x)).copied().unwrap_or_else(|| xs[1].min(left + 0.2 * (right - left)));
    let mut ys = bands(&upper, leaf);
    let upper_rows = ys.len();
    // Rows of the indicator table: by the columns that no label spans, from the third-level name on.
    let spanning = header.len().saturating_sub(1).min(2) + usize::from(label > left);
    let leaf_x = xs[spanning.min(columns - 1)];
    ys.extend(bands(&below, leaf_x));
    ys.push(bottom + 2.0);
    ys.dedup_by(|next, kept| *next - *kept <= SNAP);
    let rows = ys.len() - 1;
    if rows < 2 || columns * rows > MAX_CELLS {
        return None;
    }
    let mut vertical = vec![vec![true; columns + 1]; rows];
    for (row, drawn) in vertical.iter_mut().enumerate().take(upper_rows.min(rows)) {
        let borders = borders_of_row(&upper, ys[row], ys[row + 1], &xs);
        for (column, drawn) in drawn.iter_mut().enumerate().take(columns).skip(1) {
            *drawn = borders.contains(&column);
        }
    }
    let mut horizontal = vec![vec![true; columns]; rows + 1];
    for column in 0..spanning.min(columns) {
        for label in labels(&below, &ys, upper_rows, (xs[column], xs[column + 1])) {
            label.rows.skip(1).for_each(|row| horizontal[row][column] = false);
        }
    }
    // Above, the labels at the left span rows, and have as many columns as they reach over.
    for label in labels(&upper, &ys[..=upper_rows.min(rows)], 0, (left, leaf)) {
        let end = xs[..columns].partition_point(|x| *x < label.right - 1.0).max(1);
        for row in label.rows.clone() {
            vertical[row][1..end].fill(false);
            vertical[row][end] = true;
        }
        label.rows.skip(1).for_each(|row| horizontal[row][..end].fill(false));
    }
    let room = strips(&xs, &below);
    Some(Grid::from_parts(xs, ys, vertical, horizontal).with_room(room))
}

/// Leaves out a page number, which stands alone below everything else.
fn drop_page_number(parts: &mut Vec<&Part>) {
    let lowest = parts.iter().map(|part| part.rect.center().y).fold(f32::MIN, f32::max);
    let is_last = |part: &&Part| part.rect.center().y > lowest - 0.5 * part.size;
    if parts.iter().filter(|part| is_last(part)).count() == 1 {
        parts.retain(|part| !(is_last(part) && shape::is_page_number(&part.text)));
    }
}

/// Leaves out what stands far below the rest; where that ends.
fn cut_below(inside: &mut Vec<&Part>, from: f32, line: f32) -> f32 {
    inside.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    let mut bottom = from;
    for part in inside.iter() {
        if part.rect.y0 > bottom + FAR_BELOW * line {
            break;
        }
        bottom = bottom.max(part.rect.y1);
    }
    inside.retain(|part| part.rect.y0 < bottom);
    bottom
}

/// The sides of a table of texts.
fn sides(inside: &[&Part]) -> (f32, f32) {
    let left = inside.iter().map(|part| part.rect.x0).fold(f32::MAX, f32::min);
    let right = inside.iter().map(|part| part.rect.x1).fold(f32::MIN, f32::max);
    (left - 2.0, right + 2.0)
}

/// The rest of an indicator table that begins on the page before: it has labels of the hierarchy, but no head.
fn going_on(parts: &[&Part]) -> Option<Grid> {
    let is_level = |part: &&&Part| shape::is_level_label(&part.text);
    parts.iter().find(is_level)?;
    let lines = lines(parts);
    let begin = lines.iter().find(|line| line.len() > 1)?[0];
    let mut inside: Vec<&Part> = parts.iter().copied().filter(|part| part.rect.y1 > begin.rect.y0).collect();
    let bottom = cut_below(&mut inside, begin.rect.y0, begin.rect.height());
    let (left, right) = sides(&inside);
    let rows: Vec<Row> = lines.iter().map(|line| Row::of_texts(line)).collect();
    let gaps: Vec<(f32, f32)> = rows.iter().flat_map(|row| row.gaps.iter().copied()).collect();
    let mut xs: Vec<f32> = columns::boundaries(&gaps, &rows, false)?.iter().map(|at| at.x).collect();
    bound(&mut xs, left, right);
    let columns = xs.len() - 1;
    // From the names of the indicators on, no cell spans rows.
    let levels = inside.iter().filter(is_level).map(|part| xs.partition_point(|x| *x <= part.rect.center().x));
    let spanning = levels.max().unwrap_or(0);
    if spanning + 2 > columns {
        return None;
    }
    let mut ys = bands(&inside, xs[spanning]);
    ys.push(bottom + 2.0);
    ys.dedup_by(|next, kept| *next - *kept <= SNAP);
    let rows = ys.len() - 1;
    if rows == 0 || columns * rows > MAX_CELLS {
        return None;
    }
    let mut horizontal = vec![vec![true; columns]; rows + 1];
    for column in 0..spanning {
        for label in labels(&inside, &ys, 0, (xs[column], xs[column + 1])) {
            label.rows.skip(1).for_each(|row| horizontal[row][column] = false);
        }
    }
    let room = strips(&xs, &inside);
    Some(Grid::from_parts(xs, ys, vec![vec![true; columns + 1]; rows], horizontal).with_room(room))
}

/// Texts by the line that they stand on, from top to bottom, each from left to right.
fn lines<'p>(parts: &[&'p Part]) -> Vec<Vec<&'p Part>> {
    let mut sorted: Vec<&Part> = parts.to_vec();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let near = |a: &&Part, b: &&Part| b.baseline - a.baseline < 0.3 * a.size;
    let mut lines: Vec<Vec<&Part>> = sorted.chunk_by(near).map(<[&Part]>::to_vec).collect();
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0)));
    lines
}

/// From where to where each boundary of columns may stand, for all that the texts tell. The outer ones lie anywhere beyond.
fn strips(xs: &[f32], parts: &[&Part]) -> Vec<(f32, f32)> {
    let mut strips: Vec<(f32, f32)> = xs
        .iter()
        .map(|x| {
            let ends = parts.iter().map(|part| part.rect.x1).filter(|end| end <= x);
            let begins = parts.iter().map(|part| part.rect.x0).filter(|begin| begin >= x);
            (ends.fold(f32::MIN, f32::max), begins.fold(f32::MAX, f32::min))
        })
        .collect();
    let last = strips.len() - 1;
    (strips[0].0, strips[last].1) = (f32::MIN, f32::MAX);
    strips
}

/// A label in a column, and the rows that it spans.
struct Label {
    rows: RangeInclusive<usize>,
    /// Where it ends.
    right: f32,
}

/// The labels of a column, each in the middle of the rows that it spans.
fn labels(parts: &[&Part], ys: &[f32], first_row: usize, column: (f32, f32)) -> Vec<Label> {
    let mut texts: Vec<Rect> = Vec::new();
    let mut own: Vec<&&Part> =
        parts.iter().filter(|part| part.rect.center().x > column.0 && part.rect.center().x < column.1).collect();
    own.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    let mut known = String::new();
    for part in own {
        match texts.last_mut() {
            Some(text) if part.rect.y0 - text.y1 < LINE_GAP * part.size && !is_whole(&known, text, part, ys) => {
                *text = text.union(&part.rect);
                known.push_str(&part.text);
            }
            _ => {
                texts.push(part.rect);
                known.clone_from(&part.text);
            }
        }
    }
    let rows = ys.len() - 1;
    let mut labels = Vec::new();
    let mut row = first_row
        .saturating_sub(usize::from(first_row > 0 && texts.first().is_some_and(|l| l.y0 < ys[first_row.min(rows)])));
    for (index, text) in texts.iter().enumerate() {
        if row >= rows {
            break;
        }
        let last = index + 1 == texts.len();
        let off = |end: usize| ((ys[row] + ys[end + 1]) / 2.0 - text.center().y).abs();
        let mut end = row;
        while end + 1 < rows && (last && off(end + 1) < off(end) || !last && off(end + 1) <= off(end)) {
            end += 1;
        }
        labels.push(Label { rows: row..=end, right: text.x1 });
        row = end + 1;
    }
    labels
}

/// Whether a label is whole, and the next line close below it another one: it is a label of the hierarchy, or stands in the middle
/// of the rows that it reaches over, and the line in another row.
fn is_whole(known: &str, text: &Rect, below: &Part, ys: &[f32]) -> bool {
    if shape::is_level_label(known) {
        return !shape::are_halves_of_level_label(known, &below.text);
    }
    let row = |y: f32| ys.partition_point(|at| *at <= y);
    let line = 0.5 * below.rect.height();
    let (first, last) = (row(text.y0 + line), row(text.y1 - line));
    first > 0
        && last < ys.len()
        && row(below.rect.center().y) != last
        && ((ys[first - 1] + ys[last]) / 2.0 - text.center().y).abs() < IN_MIDDLE * below.size
        && !below.text.starts_with(['（', '('])
}

/// Tops of the rows of texts: a gap wider than a line's begins a new row, and so does a line that tells it ([`Band::ends_before`]).
/// Texts left of `leaf` span rows and do not count, unless nothing else stands beside them.
fn bands(parts: &[&Part], leaf: f32) -> Vec<f32> {
    let mut leaves: Vec<&Part> = parts.iter().copied().filter(|part| part.rect.x1 > leaf).collect();
    let alone: Vec<&Part> = parts
        .iter()
        .copied()
        .filter(|part| part.rect.x1 <= leaf)
        .filter(|part| {
            !leaves.iter().any(|other| {
                other.rect.y0 < part.rect.y1 + 0.5 * part.size && part.rect.y0 < other.rect.y1 + 0.5 * part.size
            })
        })
        .collect();
    leaves.extend(alone);
    let mut bands: Vec<Band<'_>> = Vec::new();
    for line in lines(&leaves) {
        let top = line.iter().map(|part| part.rect.y0).fold(f32::MAX, f32::min);
        let bottom = line.iter().map(|part| part.rect.y1).fold(f32::MIN, f32::max);
        match bands.last_mut() {
            Some(band) if top < band.bottom + 0.45 * line[0].size && !band.ends_before(&line) => band.add(line, bottom),
            _ => bands.push(Band::of(line, top, bottom)),
        }
    }
    let mut tops = Vec::with_capacity(bands.len());
    for (index, band) in bands.iter().enumerate() {
        tops.push(if index == 0 { band.top - 2.0 } else { (bands[index - 1].bottom + band.top) / 2.0 });
    }
    tops
}

/// Whether one text stands above or below the other.
fn meets(a: &Part, b: &Part) -> bool {
    a.rect.x0 < b.rect.x1 && b.rect.x0 < a.rect.x1
}

/// A row of texts.
struct Band<'p> {
    top: f32,
    bottom: f32,
    /// Where labels that end in a colon begin.
    closed: Vec<f32>,
    /// The lowest text at each place across.
    lowest: Vec<&'p Part>,
}

impl<'p> Band<'p> {
    fn of(line: Vec<&'p Part>, top: f32, bottom: f32) -> Self {
        let mut band = Band { top, bottom, closed: Vec::new(), lowest: Vec::new() };
        band.add(line, bottom);
        band
    }

    fn add(&mut self, line: Vec<&'p Part>, bottom: f32) {
        let ends = |part: &&&Part| part.text.ends_with(['：', ':']);
        self.closed.extend(line.iter().filter(ends).map(|part| part.rect.x0));
        self.bottom = self.bottom.max(bottom);
        let is_above = |part: &&Part| !line.iter().any(|below| meets(part, below));
        self.lowest.retain(is_above);
        self.lowest.extend(line);
    }

    /// Whether a line close below is a row of its own: it begins below a label that ends in a colon, or has text below text in as
    /// many columns as never wrap in the same places.
    fn ends_before(&self, line: &[&Part]) -> bool {
        let mut starts = line.iter().map(|part| (part.rect.x0, part.size));
        if starts.any(|(start, size)| self.closed.iter().any(|x| (start - x).abs() < size)) {
            return true;
        }
        let pairs = line
            .iter()
            .flat_map(|part| self.lowest.iter().filter(|above| meets(above, part)).map(move |above| (above, part)));
        let (mut together, mut numbers) = (0, false);
        for (above, part) in pairs {
            numbers |= shape::is_number(&above.text) && shape::is_number(&part.text);
            together += 1;
        }
        together + usize::from(numbers) >= NEVER_WRAPPED
    }
}
