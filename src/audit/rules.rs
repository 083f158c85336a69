//! The rules, by group; one file each, named after the id.

pub mod across;
pub mod arithmetic;
pub mod crosscheck;
pub mod evaluation;
pub mod quality;
pub mod scoring;
pub mod structure;
pub mod values;
pub mod weights;
