//! One statement against another elsewhere in the document.

pub mod x_cost_exe;
pub mod x_costsum;
pub mod x_dept_cover;
pub mod x_dept_level2;
pub mod x_dept_proj;
pub mod x_dept_sat;
pub mod x_dept_sum;
pub mod x_narr;
pub mod x_narr_dup;
pub mod x_narr_row;
pub mod x_peer;
pub mod x_prior;
