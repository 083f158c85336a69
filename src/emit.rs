//! Conversions → bytes: one output format a file. Emitters never compute; what they print was decided before.

pub mod json;
