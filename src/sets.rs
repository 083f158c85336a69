//! Disjoint sets of numbered items (union-find): each item names another of its set, or itself, as its parent.

/// The root of an item in a union-find forest, halving paths on the way.
pub fn root(parent: &mut [usize], mut item: usize) -> usize {
    while parent[item] != item {
        parent[item] = parent[parent[item]];
        item = parent[item];
    }
    item
}

/// Unites the sets of two items; the smaller root stays, so that the order of calls does not matter.
pub fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}
