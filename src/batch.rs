//! Many documents: which ones, converted in parallel, each walled off from the others, written whole or not at all.

pub mod inputs;
pub mod isolate;
pub mod names;
pub mod run;
pub mod write;
