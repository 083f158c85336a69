//! jixiao (绩效): budget-performance disclosures of Chinese government bureaus, from PDF to audited data.
#![forbid(unsafe_code)]

pub mod audit;
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod convert;
pub mod emit;
pub mod error;
pub mod geometry;
pub mod normalise;
pub mod notice;
pub mod place;
pub mod read;
pub mod tables;
pub mod wording;
