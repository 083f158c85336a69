//! The rules, by group; one file each, named after the id.

pub mod arithmetic;
pub mod structure;
pub mod weights;
