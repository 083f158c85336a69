//! Many documents: which ones, converted in parallel, each walled off from the others, kept between runs, written whole or
//! not at all.
//!
//! Documents are what threads share, pages are not. What a page says may hang on those before it: a font of theirs names the
//! characters of one of its own (`read::pdf::unmapped`), a line of a scan goes on behind the page break, every scanned page
//! moves the deadline. And reading is about half of a conversion's time, so that a second thread for its pages would save a
//! quarter at most, where a second document on it saves half. A huge document holds nobody up for that: large ones are begun
//! first, the largest before the others ([`run`]), and results that wait for an earlier one are kept on disk beyond 64 MiB.

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
