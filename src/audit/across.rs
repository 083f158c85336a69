//! The documents of a run against each other: [`across`] runs every rule that compares documents over their facts.
//!
//! Forms are paired by year, kind and the names of bureau and project, never by position; where a name does not say
//! enough or fits several forms, nothing is compared, and the outcome says so.

mod identity;
mod pairs;
mod rows;

pub use pairs::{At, Pair};
pub use rows::{common, missing};

use crate::audit::Audit;
use crate::audit::facts::Facts;
use crate::audit::registry::registry;
use crate::audit::rule;
use crate::audit::settings::Settings;
use crate::audit::verdict::Verdict;
use rust_decimal::Decimal;

/// The documents of a run under audit, with the forms that belong together.
pub struct Run<'a> {
    /// Tolerances and the like.
    pub settings: &'a Settings,
    /// Target and self-evaluation of one year.
    pub evaluated: Vec<Pair<'a>>,
    /// Last year's target and this year's.
    pub yearly: Vec<Pair<'a>>,
    /// Last year's self-evaluation and this year's target.
    pub reached: Vec<Pair<'a>>,
    /// One form in two documents.
    pub twice: Vec<Pair<'a>>,
    /// Forms that could not be paired, by reason.
    pub doubts: pairs::Doubts,
}

impl<'a> Run<'a> {
    /// Pairs the forms of the documents.
    fn new(documents: &'a [Facts], settings: &'a Settings) -> Self {
        let entries = identity::entries(documents);
        let mut pairing = pairs::Pairing::of(&entries);
        Run {
            settings,
            evaluated: pairing.evaluated(),
            yearly: pairing.yearly(),
            reached: pairing.reached(),
            twice: pairing.twice(),
            doubts: pairing.doubts,
        }
    }

    /// The verdict of a rule over targets and self-evaluations, to begin with.
    pub fn over_evaluated(&self) -> Verdict {
        self.verdict(
            &self.evaluated,
            "各文件中没有同一项目同一年度的目标表与自评表",
            "no target form and self-evaluation of one project and year in different documents",
        )
    }

    /// The verdict of a rule over the targets of successive years, to begin with.
    pub fn over_yearly(&self) -> Verdict {
        self.verdict(
            &self.yearly,
            "各文件中没有同一项目相邻两年的目标表",
            "no target forms of one project in two successive years in different documents",
        )
    }

    /// The verdict of a rule over what was reached and the next year's targets, to begin with.
    pub fn over_reached(&self) -> Verdict {
        self.verdict(
            &self.reached,
            "各文件中没有同一项目的上年自评表与本年目标表",
            "no self-evaluation of the year before of the same project in another document",
        )
    }

    /// The verdict of a rule over one form in two documents, to begin with.
    pub fn over_twice(&self) -> Verdict {
        self.verdict(&self.twice, "没有在两份文件中都出现的同一张表", "no form stands in two documents")
    }

    /// Why nothing was compared, unless something is.
    fn verdict(&self, pairs: &[Pair], zh: &str, en: &str) -> Verdict {
        let (doubt_zh, doubt_en) = self.doubts.words();
        if pairs.is_empty() {
            // No other output tells why, so that it is told in any case.
            let mut verdict = Verdict::default();
            verdict.because(format!("{zh}{doubt_zh}"), format!("{en}{doubt_en}"));
            return verdict;
        }
        let none = Verdict::unless(
            "成对的表中没有可比的内容",
            "the forms that belong together have nothing in common to compare",
        );
        if doubt_zh.is_empty() {
            return none;
        }
        let mut verdict = none;
        verdict.state(
            format!("比较了 {} 对表{doubt_zh}", pairs.len()),
            format!("{} pairs of forms were compared{doubt_en}", pairs.len()),
        );
        verdict
    }
}

/// By how many percent a number changed; `None` where there was nothing before.
pub fn change(before: Decimal, after: Decimal) -> Option<Decimal> {
    let share = (after - before).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.abs());
    share.filter(|_| !before.is_zero())
}

/// Audits the documents of a run against each other. The facts come in the order of the inputs; the same facts and settings
/// give the same result, in the same order. A finding's [`origin`](crate::audit::Finding::origin) names its document.
pub fn across(documents: &[Facts], settings: &Settings) -> Audit {
    let run = Run::new(documents, settings);
    let verdicts = registry().iter().filter_map(|rule| match rule.check {
        rule::Check::Run(check) if settings.runs(rule) => Some((*rule, check(&run))),
        _ => None,
    });
    Audit::close(verdicts, settings)
}
