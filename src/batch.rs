//! Many documents: which ones, converted in parallel, each walled off from the others, kept between runs, written whole or
//! not at all.

pub mod across;
pub mod archive;
pub mod compare;
pub mod config;
pub mod crew;
pub mod files;
pub mod flight;
mod html;
pub mod inputs;
pub mod isolate;
mod listing;
pub mod manifest;
pub mod models;
pub mod names;
pub mod part;
#[cfg(feature = "parquet")]
pub mod partitions;
pub mod run;
mod spool;
mod staged;
pub mod store;
#[cfg(feature = "parquet")]
pub mod unit;
pub mod write;
