//! One document of a run against another.

pub mod run_eval_budget;
pub mod run_eval_rows;
pub mod run_eval_target;
pub mod run_twice_amount;
pub mod run_twice_target;
pub mod run_year_budget;
pub mod run_year_copy;
pub mod run_year_prior;
pub mod run_year_target;
