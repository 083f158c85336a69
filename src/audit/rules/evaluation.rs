//! Self-evaluations: execution, scores, reasons.

pub mod exe_adj;
pub mod exe_base;
pub mod exe_low;
pub mod exe_over;
pub mod exe_rate;
pub mod exe_row;
pub mod exe_score;
pub mod se_cap;
pub mod se_copy;
pub mod se_date;
pub mod se_grade;
pub mod se_met;
pub mod se_noact;
pub mod se_over;
pub mod se_prorata;
pub mod se_reason;
pub mod se_sat_survey;
pub mod se_tier;
pub mod se_total;
