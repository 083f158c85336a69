//! Tables without vertical rulings, or without any: columns from the ends of the rules and from the text, rows from the rules or
//! from the gaps between lines.
//!
//! Only a page that carries the header row of an indicator table is looked at, so that prose never becomes a table.

use super::fill::is_closing;
use super::grid::Grid;
use super::pieces::Piece;
use super::settings::{SNAP, TOUCH};
use super::shape;
use crate::geometry::Rect;
use crate::read::document::{Axis, Glyph, Ruling};

/// Rules of one table have left and right ends within this many points of each other.
const SAME_EXTENT: f32 = 12.0;
/// At least this many rules make a table.
const MIN_RULES: usize = 3;
/// A gap of this many ems between two texts of a row stands for a column boundary.
const COLUMN_GAP: f32 = 0.5;
/// Lines nearer than this many ems above one another are of one cell, where rows have no rules.
const LINE_GAP: f32 = 0.75;

/// A text of the page with its string, for deciding what it is.
struct Part {
    rect: Rect,
    size: f32,
    text: String,
}

/// Finds a table without vertical rulings in text that stands outside every ruled table.
pub fn find(
    glyphs: &[Glyph],
    outside: &[Piece],
    rulings: &[Ruling],
    horizontals: &[Ruling],
    taken: &[Grid],
) -> Option<Grid> {
    let parts = parts(glyphs, outside);
    let header = header_row(&parts)?;
    let free: Vec<Ruling> =
        horizontals.iter().filter(|rule| !taken.iter().any(|grid| touches(rule, &grid.area()))).copied().collect();
    match rules_around(&free, &header) {
        Some(rules) => ruled_across(&parts, &rules, rulings, &header),
        None => without_rules(&parts, &header),
    }
}

fn touches(rule: &Ruling, area: &Rect) -> bool {
    rule.at >= area.y0 - SNAP && rule.at <= area.y1 + SNAP && rule.to > area.x0 && rule.from < area.x1
}

/// Texts of the page: pieces side by side with hardly a gap are one.
fn parts(glyphs: &[Glyph], pieces: &[Piece]) -> Vec<Part> {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect.x0.total_cmp(&b.rect.x0)));
    let mut parts: Vec<(f32, Part)> = Vec::new();
    for piece in sorted {
        let text: String = glyphs[piece.first..piece.last]
            .iter()
            .map(|glyph| glyph.char.unwrap_or('\u{fffd}'))
            .filter(|c| !c.is_whitespace())
            .collect();
        let joined = parts.iter_mut().rev().take(12).find(|(baseline, part)| {
            let gap = piece.rect.x0 - part.rect.x1;
            (baseline - piece.baseline).abs() < 0.5 * piece.size && gap < COLUMN_GAP * piece.size && gap > -piece.size
        });
        match joined {
            Some((_, part)) => {
                part.rect = part.rect.union(&piece.rect);
                part.text.push_str(&text);
            }
            None => parts.push((piece.baseline, Part { rect: piece.rect, size: piece.size, text })),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

/// The texts of the header row of the indicator table, left to right.
fn header_row(parts: &[Part]) -> Option<Vec<Rect>> {
    let anchors: Vec<&Part> = parts.iter().filter(|part| shape::is_indicator_header(&part.text)).collect();
    let anchor = anchors.iter().find(|part| {
        let beside = anchors.iter().filter(|other| (other.rect.center().y - part.rect.center().y).abs() < part.size);
        beside.count() >= 3
    })?;
    // A header cell may wrap onto two lines, so its neighbours are looked for within a line and a half.
    let mut cells: Vec<Rect> = Vec::new();
    let near = |part: &&Part| (part.rect.center().y - anchor.rect.center().y).abs() < 1.3 * anchor.size;
    for part in parts.iter().filter(near) {
        match cells.iter_mut().find(|cell| cell.x0 < part.rect.x1 && part.rect.x0 < cell.x1) {
            Some(cell) => *cell = cell.union(&part.rect),
            None => cells.push(part.rect),
        }
    }
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    Some(cells)
}

/// The rules that share their extent and enclose the header row.
fn rules_around(rules: &[Ruling], header: &[Rect]) -> Option<Vec<Ruling>> {
    let y = header[0].center().y;
    let left = rules.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let right = rules.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let whole = |rule: &&Ruling| (rule.from - left).abs() < SAME_EXTENT && (rule.to - right).abs() < SAME_EXTENT;
    let above = rules.iter().filter(whole).any(|rule| rule.at < y);
    let below = rules.iter().any(|rule| rule.at > y);
    (rules.len() >= MIN_RULES && above && below).then(|| rules.to_vec())
}

/// Horizontal rules only.
fn ruled_across(parts: &[Part], rules: &[Ruling], raw: &[Ruling], header: &[Rect]) -> Option<Grid> {
    let mut ys: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|next, kept| *next - *kept <= SNAP);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let left = rules.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let right = rules.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let inside: Vec<&Part> =
        parts.iter().filter(|part| part.rect.center().y > top && part.rect.center().y < bottom).collect();
    let header_top = ys.iter().copied().filter(|y| *y <= header[0].center().y).fold(top, f32::max);

    // Word processors draw the border of each cell apart: the ends of the pieces are the columns.
    let ends: Vec<(f32, f32)> = raw
        .iter()
        .filter(|rule| rule.axis == Axis::Horizontal && rule.at >= top - SNAP && rule.at <= bottom + SNAP)
        .flat_map(|rule| [(rule.from, rule.at), (rule.to, rule.at)])
        .collect();
    let mut xs = clusters(&ends.iter().map(|end| end.0).collect::<Vec<_>>());
    let by_ends = xs.len() >= header.len();
    if !by_ends {
        let below: Vec<&Part> = inside.iter().copied().filter(|part| part.rect.center().y > header_top).collect();
        // Where a rule ends between two header cells the boundary is known; elsewhere the text tells.
        let known = |pair: &[Rect]| xs.iter().any(|x| *x > pair[0].center().x && *x < pair[1].center().x);
        let told: Vec<f32> = header.windows(2).filter(|pair| !known(pair)).map(|pair| between(pair, &below)).collect();
        xs.extend(told);
        xs = clusters(&xs);
    }
    bound(&mut xs, left, right);
    let columns = xs.len() - 1;
    let rows = ys.len() - 1;
    let mut horizontal = vec![vec![true; columns]; rows + 1];
    for (row, drawn) in horizontal.iter_mut().enumerate().take(rows).skip(1) {
        for (column, drawn) in drawn.iter_mut().enumerate() {
            let middle = (xs[column] + xs[column + 1]) / 2.0;
            *drawn =
                rules.iter().any(|rule| (rule.at - ys[row]).abs() <= SNAP && rule.from <= middle && rule.to >= middle);
        }
    }
    let mut vertical = vec![vec![true; columns + 1]; rows];
    for (row, drawn) in vertical.iter_mut().enumerate() {
        if ys[row] >= header_top - SNAP {
            continue; // the indicator table proper has every column in every row
        }
        let text_borders = if by_ends { Vec::new() } else { borders_of_row(&inside, ys[row], ys[row + 1], &xs) };
        for (column, drawn) in drawn.iter_mut().enumerate().take(columns).skip(1) {
            let end_here = ends.iter().any(|(x, at)| {
                (x - xs[column]).abs() <= SNAP && ((at - ys[row]).abs() <= SNAP || (at - ys[row + 1]).abs() <= SNAP)
            });
            *drawn = end_here || text_borders.contains(&column);
        }
    }
    Some(Grid::from_parts(xs, ys, vertical, horizontal))
}

/// No rules at all.
fn without_rules(parts: &[Part], header: &[Rect]) -> Option<Grid> {
    let (header_y, line) = (header[0].center().y, header[0].height());
    // The form ends at its title above and where the text ends below (page numbers stand far below it).
    let top = parts
        .iter()
        .filter(|part| part.rect.y1 < header_y && shape::stands_above(&part.text))
        .map(|part| part.rect.y1)
        .fold(0.0, f32::max);
    let mut inside: Vec<&Part> = parts.iter().filter(|part| part.rect.center().y > top).collect();
    inside.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    let mut bottom = header_y;
    for part in &inside {
        if part.rect.y0 > bottom + 6.0 * line {
            break;
        }
        bottom = bottom.max(part.rect.y1);
    }
    inside.retain(|part| part.rect.y0 < bottom);
    let left = inside.iter().map(|part| part.rect.x0).fold(f32::MAX, f32::min) - 2.0;
    let right = inside.iter().map(|part| part.rect.x1).fold(f32::MIN, f32::max) + 2.0;
    let header_top = header.iter().map(|cell| cell.y0).fold(f32::MAX, f32::min) - 1.0;
    let below: Vec<&Part> = inside.iter().copied().filter(|part| part.rect.y0 >= header_top).collect();
    let mut xs: Vec<f32> = header.windows(2).map(|pair| between(pair, &below)).collect();
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
    let mut ys = bands(&upper, xs[1].min(left + 0.2 * (right - left)));
    let upper_rows = ys.len();
    // Rows of the indicator table: by the columns that no label spans, from the third-level name on.
    let spanning = header.len().saturating_sub(1).min(2) + usize::from(label > left);
    let leaf_x = xs[spanning.min(columns - 1)];
    ys.extend(bands(&below, leaf_x));
    ys.push(bottom + 2.0);
    ys.dedup_by(|next, kept| *next - *kept <= SNAP);
    if ys.len() < 3 {
        return None;
    }
    let rows = ys.len() - 1;
    let mut vertical = vec![vec![true; columns + 1]; rows];
    for (row, drawn) in vertical.iter_mut().enumerate().take(upper_rows.min(rows)) {
        let borders = borders_of_row(&upper, ys[row], ys[row + 1], &xs);
        for (column, drawn) in drawn.iter_mut().enumerate().take(columns).skip(1) {
            *drawn = borders.contains(&column);
        }
    }
    let mut horizontal = vec![vec![true; columns]; rows + 1];
    for column in 0..spanning.min(columns) {
        for row in undrawn_between_labels(&below, &ys, upper_rows, (xs[column], xs[column + 1])) {
            horizontal[row][column] = false;
        }
    }
    Some(Grid::from_parts(xs, ys, vertical, horizontal))
}

/// Row boundaries that a column of centred labels leaves undrawn: each label stands in the middle of the rows it spans.
fn undrawn_between_labels(parts: &[&Part], ys: &[f32], first_row: usize, column: (f32, f32)) -> Vec<usize> {
    let mut labels: Vec<(f32, f32)> = Vec::new();
    let mut own: Vec<&&Part> =
        parts.iter().filter(|part| part.rect.center().x > column.0 && part.rect.center().x < column.1).collect();
    own.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    for part in own {
        match labels.last_mut() {
            Some(label) if part.rect.y0 - label.1 < LINE_GAP * part.size => label.1 = label.1.max(part.rect.y1),
            _ => labels.push((part.rect.y0, part.rect.y1)),
        }
    }
    let rows = ys.len() - 1;
    let mut undrawn = Vec::new();
    let mut row = first_row
        .saturating_sub(usize::from(first_row > 0 && labels.first().is_some_and(|l| l.0 < ys[first_row.min(rows)])));
    for (index, label) in labels.iter().enumerate() {
        if row >= rows {
            break;
        }
        let centre = (label.0 + label.1) / 2.0;
        let last = index + 1 == labels.len();
        let off = |end: usize| ((ys[row] + ys[end + 1]) / 2.0 - centre).abs();
        let mut end = row;
        while end + 1 < rows && (last && off(end + 1) < off(end) || !last && off(end + 1) <= off(end)) {
            end += 1;
        }
        undrawn.extend(row + 1..=end);
        row = end + 1;
    }
    undrawn
}

/// Tops of the rows of texts: a gap wider than a line's begins a new row. Texts left of `leaf` span rows and do not count, unless
/// nothing else stands beside them.
fn bands(parts: &[&Part], leaf: f32) -> Vec<f32> {
    let mut leaves: Vec<&&Part> = parts.iter().filter(|part| part.rect.x1 > leaf).collect();
    let alone: Vec<&&Part> = parts
        .iter()
        .filter(|part| part.rect.x1 <= leaf)
        .filter(|part| {
            !leaves.iter().any(|other| {
                other.rect.y0 < part.rect.y1 + 0.5 * part.size && part.rect.y0 < other.rect.y1 + 0.5 * part.size
            })
        })
        .collect();
    leaves.extend(alone);
    leaves.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    let mut intervals: Vec<(f32, f32)> = Vec::new();
    for part in leaves {
        match intervals.last_mut() {
            Some(interval) if part.rect.y0 < interval.1 + 0.45 * part.size => interval.1 = interval.1.max(part.rect.y1),
            _ => intervals.push((part.rect.y0, part.rect.y1)),
        }
    }
    let mut tops = Vec::with_capacity(intervals.len());
    for (index, interval) in intervals.iter().enumerate() {
        tops.push(if index == 0 { interval.0 - 2.0 } else { (intervals[index - 1].1 + interval.0) / 2.0 });
    }
    tops
}

/// The column boundary between two neighbouring header cells: where the texts of the table leave the widest free strip.
fn between(pair: &[Rect], parts: &[&Part]) -> f32 {
    let (from, to) = (pair[0].center().x, pair[1].center().x);
    let mut edges: Vec<f32> = vec![from, to];
    edges.extend(parts.iter().flat_map(|part| [part.rect.x0, part.rect.x1]).filter(|x| *x > from && *x < to));
    edges.sort_by(f32::total_cmp);
    let crossing = |strip: &[f32]| {
        let x = (strip[0] + strip[1]) / 2.0;
        parts.iter().filter(|part| part.rect.x0 < x && part.rect.x1 > x).count()
    };
    let best = edges
        .windows(2)
        .filter(|strip| strip[1] - strip[0] > 0.5)
        .min_by(|a, b| crossing(a).cmp(&crossing(b)).then((b[1] - b[0]).total_cmp(&(a[1] - a[0]))));
    best.map_or((from + to) / 2.0, |strip| (strip[0] + strip[1]) / 2.0)
}

/// The column boundaries at which the texts of a row begin and end.
fn borders_of_row(parts: &[&Part], top: f32, bottom: f32, xs: &[f32]) -> Vec<usize> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    let mut own: Vec<&&Part> = parts
        .iter()
        .filter(|part| {
            part.rect.center().y > top && part.rect.center().y < bottom && !part.text.chars().all(is_closing)
        })
        .collect();
    own.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    for part in own {
        match spans.last_mut() {
            Some(span) if part.rect.x0 < span.1 + COLUMN_GAP * part.size => span.1 = span.1.max(part.rect.x1),
            _ => spans.push((part.rect.x0, part.rect.x1)),
        }
    }
    let mut borders = Vec::new();
    let last = xs.len() - 1;
    for (index, span) in spans.iter().enumerate() {
        // A text takes the columns it stands in; blank ones between two texts stay blank cells.
        let left = xs.iter().rposition(|x| *x <= span.0 + 1.0).unwrap_or(0);
        let right = xs.iter().position(|x| *x >= span.1 - 1.0).unwrap_or(last);
        let left_shared = index > 0 && xs[left] < spans[index - 1].1 - 1.0;
        let right_shared = spans.get(index + 1).is_some_and(|next| xs[right] > next.0 + 1.0);
        if !left_shared {
            borders.push(left);
        }
        if right_shared {
            let middle = (span.1 + spans[index + 1].0) / 2.0;
            let nearest = (1..last).min_by(|&a, &b| (xs[a] - middle).abs().total_cmp(&(xs[b] - middle).abs()));
            borders.extend(nearest);
        } else {
            borders.push(right);
        }
    }
    borders
}

/// Means of values that lie within a ruling's tolerance of each other, ascending.
fn clusters(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut means: Vec<(f32, f32, usize)> = Vec::new();
    for value in sorted {
        match means.last_mut() {
            Some((first, sum, count)) if value - *first <= TOUCH => {
                *sum += value;
                *count += 1;
            }
            _ => means.push((value, value, 1)),
        }
    }
    means.into_iter().map(|(_, sum, count)| sum / count as f32).collect()
}

/// Adds the outer borders and drops boundaries beyond them.
fn bound(xs: &mut Vec<f32>, left: f32, right: f32) {
    xs.retain(|x| *x > left + TOUCH && *x < right - TOUCH);
    xs.insert(0, left);
    xs.push(right);
}
