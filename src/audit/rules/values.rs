//! Targets.

pub mod val_cost_sign;
pub mod val_hidden;
pub mod val_num;
pub mod val_pct;
pub mod val_qual_share;
pub mod val_sat_range;
pub mod val_zero;
