//! What reviewers criticise though nothing contradicts: never an error.

pub mod q_basis;
pub mod q_duplicate;
pub mod q_explain;
pub mod q_few;
pub mod q_goal;
pub mod q_measurable;
pub mod q_name_kind;
pub mod q_name_length;
pub mod q_relevant;
pub mod q_required;
pub mod q_time_binding;
pub mod q_unit;
