//! Scoring rules against their targets.

pub mod rule_ambig;
pub mod rule_early;
pub mod rule_extra;
pub mod rule_floor;
pub mod rule_full_target;
pub mod rule_reach;
pub mod rule_term;
pub mod rule_tier;
