//! What a form must have, and where.

pub mod str_dept;
pub mod str_dup;
pub mod str_hdr;
pub mod str_l1;
pub mod str_l2_empty;
pub mod str_l2_kind;
pub mod str_l2_parent;
pub mod str_markup;
pub mod str_place;
pub mod str_shift;
pub mod str_typo;
pub mod str_year;
