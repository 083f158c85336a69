//! References to cells and ranges: `B5`, `A1:C3`; counted from 0.

/// `B5` → (4, 1).
pub(super) fn position(reference: &str) -> Option<(u32, u32)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(split);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)).flatten()
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// First row, first column, last row, last column.
pub(super) type Range = [u32; 4];

/// `A1:C3` → its corners.
pub(super) fn range(text: &str) -> Option<Range> {
    let (from, to) = text.split_once(':')?;
    let (from, to) = (position(from)?, position(to)?);
    (from.0 <= to.0 && from.1 <= to.1).then_some([from.0, from.1, to.0, to.1])
}

/// Rows or columns that are hidden: runs of them in order, first and last.
#[derive(Default)]
pub(super) struct Hidden(Vec<(u32, u32)>);

impl Hidden {
    /// Of runs in any order.
    pub(super) fn of(mut runs: Vec<(u32, u32)>) -> Self {
        runs.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in runs {
            match joined.last_mut() {
                Some(known) if first <= known.1.saturating_add(1) => known.1 = known.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Hidden(joined)
    }

    /// The first one from here on that shows.
    pub(super) fn shown_from(&self, at: u32) -> u32 {
        let run = self.0.partition_point(|run| run.1 < at);
        self.0.get(run).filter(|run| run.0 <= at).map_or(at, |run| run.1.saturating_add(1))
    }

    /// Whether this one is hidden.
    pub(super) fn has(&self, at: u32) -> bool {
        self.shown_from(at) != at
    }
}
