//! Sums and units of money.

pub mod bud_annual_narr;
pub mod bud_conc;
pub mod bud_neg_zero;
pub mod bud_part_sum;
pub mod bud_personnel;
pub mod bud_phase;
pub mod bud_proj_sum;
pub mod bud_src_exp;
pub mod bud_total_exp;
pub mod bud_total_src;
pub mod bud_unit;
pub mod bud_unit_missing;
pub mod bud_upper_part;
pub mod bud_upper_scope;
