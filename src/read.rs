//! Bytes → [`Document`](document::Document): pages of glyphs and rulings, or a flow of lines and marked-up tables.

mod characters;
pub mod document;
pub mod limits;
pub mod pdf;
mod radicals;
mod twice;
