//! Many documents: which ones, converted in parallel, each walled off from the others, kept between runs, written whole or
//! not at all.
//!
//! Threads share out documents, and where there are fewer documents than threads, the pages of one ([`spare`](crate::spare)):
//! stretches of them are read, and searched for tables, at once. What a page says hangs on no other, but for scans: a line may
//! go on behind the page break, and every scanned page moves the deadline, so that these are read in their turn. A huge document
//! holds nobody up: large ones are begun first, the largest before the others ([`run`]), and results that wait for an earlier
//! one are kept on disk beyond 64 MiB.

pub mod across;
pub mod archive;
mod checksum;
pub mod compare;
pub mod config;
pub mod crew;
pub mod files;
pub mod flight;
mod html;
pub mod inputs;
mod inside;
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
