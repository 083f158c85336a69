//! Points of indicators.

pub mod w_dom;
pub mod w_l1;
pub mod w_l1_label;
pub mod w_min;
pub mod w_missing;
pub mod w_peer;
pub mod w_total_100;
pub mod w_total_90;
