//! Which forms can belong together at all: those that share a project and the name of a body, directly or by way of others.

/// The forms of a run, by number in the order of the inputs.
#[derive(Debug, Default)]
pub struct Blocks {
    forms: Vec<Indexed>,
}

/// A form: where it stands, and hashes of project and body. Two names with one hash only make a block larger.
#[derive(Clone, Copy, Debug)]
struct Indexed {
    place: u64,
    keys: [u64; 2],
}

impl Blocks {
    /// Adds a form.
    pub fn add(&mut self, place: u64, keys: [u64; 2]) {
        self.forms.push(Indexed { place, keys });
    }

    /// Where each form stands.
    pub fn places(&self) -> Vec<u64> {
        self.forms.iter().map(|form| form.place).collect()
    }

    /// The blocks of two forms and more, each ascending.
    pub fn into_blocks(self) -> impl Iterator<Item = Vec<u32>> {
        let count = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let mut keyed: Vec<(u64, u32)> =
            (0..count).zip(&self.forms).flat_map(|(at, form)| form.keys.map(|key| (key, at))).collect();
        drop(self.forms);
        keyed.sort_unstable();
        let mut above: Vec<u32> = (0..count).collect();
        for neighbours in keyed.windows(2) {
            if neighbours[0].0 == neighbours[1].0 {
                let (one, other) = (top(&mut above, neighbours[0].1), top(&mut above, neighbours[1].1));
                above[one.max(other) as usize] = one.min(other);
            }
        }
        drop(keyed);
        let mut forms: Vec<(u32, u32)> = (0..count).map(|at| (top(&mut above, at), at)).collect();
        forms.sort_unstable();
        let mut start = 0;
        std::iter::from_fn(move || {
            let (block, _) = *forms.get(start)?;
            let end = start + forms[start..].partition_point(|(other, _)| *other == block);
            let block = forms[start..end].iter().map(|(_, at)| *at).collect::<Vec<u32>>();
            start = end;
            Some(block)
        })
        .filter(|block| block.len() > 1)
    }
}

/// The first form of a form's block so far; the way there is shortened.
fn top(above: &mut [u32], mut at: u32) -> u32 {
    while above[at as usize] != at {
        above[at as usize] = above[above[at as usize] as usize];
        at = above[at as usize];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_share_a_key_by_way_of_others_are_one_block() {
        let mut blocks = Blocks::default();
        for (place, keys) in [(0, [1, 1]), (9, [2, 3]), (20, [4, 4]), (30, [3, 5]), (40, [1, 1]), (50, [5, 5])] {
            blocks.add(place, keys);
        }
        assert_eq!(blocks.places(), [0, 9, 20, 30, 40, 50]);
        assert_eq!(blocks.into_blocks().collect::<Vec<_>>(), [vec![0, 4], vec![1, 3, 5]]);
    }
}
