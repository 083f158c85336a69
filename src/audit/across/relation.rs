//! How forms of different documents can belong together.

use super::pairs::Doubts;
use crate::audit::verdict::Verdict;

/// What two forms are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Target and self-evaluation of one year.
    Evaluated,
    /// Last year's target and this year's.
    Yearly,
    /// Last year's self-evaluation and this year's target.
    Reached,
    /// One form in two documents.
    Twice,
}

impl Relation {
    /// Why nothing is compared where there is no such pair.
    fn none(self) -> (&'static str, &'static str) {
        match self {
            Relation::Evaluated => (
                "各文件中没有同一项目同一年度的目标表与自评表",
                "no target form and self-evaluation of one project and year in different documents",
            ),
            Relation::Yearly => (
                "各文件中没有同一项目相邻两年的目标表",
                "no target forms of one project in two successive years in different documents",
            ),
            Relation::Reached => (
                "各文件中没有同一项目的上年自评表与本年目标表",
                "no self-evaluation of the year before of the same project in another document",
            ),
            Relation::Twice => ("没有在两份文件中都出现的同一张表", "no form stands in two documents"),
        }
    }

    /// The verdict of a rule over so many pairs, to begin with.
    pub(super) fn verdict(self, pairs: usize, doubts: &Doubts) -> Verdict {
        let (doubt_zh, doubt_en) = doubts.words();
        if pairs == 0 {
            // No other output tells why, so that it is told in any case.
            let mut verdict = Verdict::default();
            let (zh, en) = self.none();
            verdict.because(format!("{zh}{doubt_zh}"), format!("{en}{doubt_en}"));
            return verdict;
        }
        let mut verdict = Verdict::unless(
            "成对的表中没有可比的内容",
            "the forms that belong together have nothing in common to compare",
        );
        if !doubt_zh.is_empty() {
            verdict.state(
                format!("比较了 {pairs} 对表{doubt_zh}"),
                format!("{pairs} pairs of forms were compared{doubt_en}"),
            );
        }
        verdict
    }
}
