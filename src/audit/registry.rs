//! The list of rules. One line here, one file under `rules/`, one case file under `tests/rules/`.

use crate::audit::rule::Rule;
use crate::audit::rules::{arithmetic::*, crosscheck::*, scoring::*, structure::*, values::*, weights::*};

/// All rules, in the order in which reports list them.
#[rustfmt::skip]
static REGISTRY: &[&Rule] = &[
    &bud_total_src::RULE,
    &bud_total_exp::RULE,
    &bud_src_exp::RULE,
    &bud_proj_sum::RULE,
    &bud_part_sum::RULE,
    &bud_upper_part::RULE,
    &bud_upper_scope::RULE,
    &bud_unit::RULE,
    &bud_unit_missing::RULE,
    &bud_phase::RULE,
    &bud_annual_narr::RULE,
    &bud_neg_zero::RULE,
    &bud_conc::RULE,
    &bud_personnel::RULE,
    &w_total_90::RULE,
    &w_total_100::RULE,
    &w_peer::RULE,
    &w_missing::RULE,
    &w_min::RULE,
    &w_dom::RULE,
    &w_l1::RULE,
    &w_l1_label::RULE,
    &str_hdr::RULE,
    &str_dept::RULE,
    &str_year::RULE,
    &str_dup::RULE,
    &str_l1::RULE,
    &str_l2_empty::RULE,
    &str_l2_parent::RULE,
    &str_l2_kind::RULE,
    &str_shift::RULE,
    &str_place::RULE,
    &str_markup::RULE,
    &val_num::RULE,
    &val_pct::RULE,
    &val_cost_sign::RULE,
    &val_zero::RULE,
    &val_sat_range::RULE,
    &val_qual_share::RULE,
    &rule_full_target::RULE,
    &rule_reach::RULE,
    &rule_early::RULE,
    &rule_floor::RULE,
    &rule_tier::RULE,
    &rule_term::RULE,
    &rule_extra::RULE,
    &rule_ambig::RULE,
    &x_narr::RULE,
    &x_narr_row::RULE,
    &x_narr_dup::RULE,
    &x_dept_proj::RULE,
    &x_dept_sat::RULE,
    &x_dept_sum::RULE,
    &x_dept_level2::RULE,
    &x_dept_cover::RULE,
    &x_peer::RULE,
    &x_cost_exe::RULE,
    &x_costsum::RULE,
    &x_prior::RULE,
];

/// All rules, in the order in which reports list them.
pub fn registry() -> &'static [&'static Rule] {
    REGISTRY
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.id == id).copied()
}
