//! Many documents: which ones, converted in parallel, each walled off from the others, written whole or not at all.

pub mod config;
pub mod files;
pub mod inputs;
pub mod isolate;
pub mod names;
pub mod part;
pub mod run;
pub mod write;
