//! Bytes → [`Document`]: pages of glyphs and rulings, or a flow of lines and marked-up tables.

pub mod document;
