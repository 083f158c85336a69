//! Bytes → [`Document`](document::Document): pages of glyphs and rulings, or a flow of lines and marked-up tables.

mod characters;
pub mod cross_check;
pub mod document;
pub mod docx;
pub mod exclusion;
mod folding;
mod gbk;
pub mod html;
pub mod ink;
mod inline_markup;
mod latex;
mod layer;
pub mod limits;
pub mod markdown;
mod number_format;
#[cfg(feature = "ocr")]
pub mod ocr;
#[cfg(not(feature = "ocr"))]
#[path = "read/no_ocr.rs"]
pub mod ocr;
pub(crate) mod office;
pub mod pdf;
pub(crate) mod pieces;
mod preflight;
mod radicals;
pub(crate) mod raised;
pub mod spacing;
mod symbol_font;
pub mod text_dump;
pub(crate) mod text_encoding;
mod text_rows;
pub(crate) mod tiles;
mod twice;
mod upright;
pub mod xlsx;
