//! Target and actual values: one notation family a file.

mod value;

pub use value::{Comparator, ComparatorSource, Value, ValueKind};
