//! The sentence of a rule, clause by clause.

use super::deduction::{self, Change};
use super::levels::{self, Level};
use super::{
    AmountKind, Condition, Method, PartialStep, ScoringRule, award, clauses, condition, flag, formula, weight,
};
use crate::normalise::values::fold::fold;
use crate::normalise::values::{Comparator, number};
use rust_decimal::Decimal;

/// Characters of a rule that are read.
const LONGEST: usize = 3000;

/// Reads a scoring rule. Never fails: what is not understood stays in `rest`, and a rule without any sense at all
/// has the flag `not-understood`.
pub fn parse(raw: &str) -> ScoringRule {
    let (text, more) = fold(raw, LONGEST);
    let mut reader = Reader::default();
    if more {
        reader.rule.flag(flag::TOO_LONG);
    }
    if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '/' | '无')) {
        return reader.rule;
    }
    if let Some(tiers) = levels::three_tiers(&text) {
        reader.rule.tiers = tiers;
        reader.rule.full = reader.rule.tiers.first().map(|tier| tier.condition.clone());
        reader.weight = clauses::split(&text).into_iter().find_map(weight::clause);
        return reader.finish();
    }
    for clause in clauses::split(&text) {
        reader.clause(clause);
    }
    reader.finish()
}

/// What the clauses so far have said.
#[derive(Default)]
struct Reader {
    rule: ScoringRule,
    levels: Vec<Level>,
    /// Clauses that say neither points nor weight: conditions whose points follow.
    pending: Vec<String>,
    /// The weight as stated in so many words.
    weight: Option<Decimal>,
    /// Points of a level without condition (得10分；80%≤…).
    bare: Option<Decimal>,
}

impl Reader {
    /// Reads one clause.
    fn clause(&mut self, clause: &str) {
        let clause = self.limits(clause);
        let clause = clause.as_str();
        if clause.is_empty() {
            return;
        }
        if clause.contains("酌情") || clause.contains("视情") || clause.contains("适当扣") {
            self.rule.flag(flag::DISCRETIONARY);
            self.rule.method.get_or_insert(Method::Discretionary);
            self.pending.clear();
            return;
        }
        if clause.contains("不考核") || clause.contains("百分制") || clause.contains("不适用") {
            self.rule.flag(flag::RESCALE);
            return;
        }
        if formula::is_definition(clause) {
            self.rule.rest.push(clause.to_string());
            return;
        }
        if self.weight_only(clause) || self.whole_steps(clause) {
            return;
        }
        let pending = self.pending.join(",");
        if let Some(change) = deduction::find(clause, &pending) {
            self.change(change, clause);
            return;
        }
        if let Some(method) = formula::find(clause) {
            self.formula(method, clause);
            return;
        }
        if let Some((words, award, rest)) = award::find(clause) {
            self.level(words, award);
            if let Some(weight) = weight::after_full(rest) {
                self.state(weight);
            }
            return;
        }
        if let Some(levels) = levels::listed(clause) {
            self.levels.extend(levels);
            return;
        }
        // 制度健全（2分）
        if let Some(at) = clause.find('(').filter(|at| *at > 0)
            && let Some((points, "")) = weight::bracketed(&clause[at..])
        {
            let award = award::Award { amount: points, least: None, kind: AmountKind::Points, full: false };
            self.level(&clause[..at], award);
            return;
        }
        self.pending.push(clause.to_string());
    }

    /// Takes 扣完为止, 最低零分, 最高120分, 满分为止 out of a clause.
    fn limits(&mut self, clause: &str) -> String {
        const FLOORS: [&str; 16] = [
            "直至扣完为止",
            "直到扣完为止",
            "扣完为止",
            "扣完即止",
            "扣光为止",
            "直至扣完",
            "扣完该项分值为止",
            "扣完本项分值为止",
            "扣至0分为止",
            "扣到0分为止",
            "扣至0分",
            "扣至零分",
            "最低零分",
            "最低0分",
            "最低得0分",
            "不计负分",
        ];
        const FULL: [&str; 7] =
            ["最高得满分", "最高计满分", "最高不超过满分", "不超过满分", "满分为止", "以满分为限", "直至满分"];
        let mut text = clause.to_string();
        if !text.contains(['扣', '最', '不', '满', '总']) {
            return text;
        }
        // A look whether a word is there takes a fraction of what it takes to look where, and most are not.
        for word in FLOORS {
            if text.contains(word)
                && let Some(at) = text.find(word)
            {
                self.rule.floor = Some(Decimal::ZERO);
                text.replace_range(at..at + word.len(), "");
                break;
            }
        }
        for word in FULL {
            if text.contains(word)
                && let Some(at) = text.find(word)
            {
                text.replace_range(at..at + word.len(), "");
            }
        }
        for word in ["最高不超过", "最高得", "最高加", "最高", "最多得", "最多加", "总分不超过"]
        {
            let Some(rest) = text.strip_prefix(word) else { continue };
            let rest = rest.strip_prefix(['得', '为']).unwrap_or(rest);
            if let Some((cap, "分")) = number::arabic(rest) {
                self.rule.cap = Some(cap);
                return String::new();
            }
        }
        for word in ["最低不低于", "最低得", "最低"] {
            let Some(rest) = text.strip_prefix(word) else { continue };
            if let Some((floor, "分")) = number::arabic(rest) {
                self.rule.floor = Some(floor);
                return String::new();
            }
        }
        text
    }

    /// A clause that states the weight, or what the condition before it earns: 计3分.
    fn weight_only(&mut self, clause: &str) -> bool {
        let certain = weight::is_certain(clause);
        if certain && let Some(weight) = weight::clause(clause) {
            self.state(weight);
            // 达到550件，共计20分: the condition before is that of full marks.
            if !self.pending.is_empty() && self.levels.is_empty() {
                let words = self.pending.join(",");
                self.pending.clear();
                self.level(&words, award::Award::full());
            }
            return true;
        }
        // 10分: a rule that is nothing but its weight.
        if self.pending.is_empty()
            && self.levels.is_empty()
            && let Some((weight, "分")) = number::arabic(clause)
        {
            self.state(weight);
            return true;
        }
        let after = |verb: &str| clause.strip_prefix(verb).and_then(award::amount);
        let Some((award, rest)) = after("得").or_else(|| after("计")).or_else(|| after("记")) else {
            if let Some((weight, "")) = weight::bracketed(clause) {
                self.state(weight);
                return true;
            }
            return false;
        };
        if !rest.is_empty() && !rest.starts_with('(') {
            return false;
        }
        if !self.pending.is_empty() {
            let words = self.pending.join(",");
            self.pending.clear();
            self.level(&words, award);
        } else if award.kind == AmountKind::Points {
            if self.levels.last().is_some_and(|level| level.award.full) {
                self.state(award.amount);
            } else {
                self.bare = Some(award.amount);
            }
        }
        true
    }

    /// 不足1天按1天计: an incomplete step counts whole.
    fn whole_steps(&mut self, clause: &str) -> bool {
        let whole = clause.starts_with("不足") && clause.contains('按') && clause.ends_with(['计', '算', '分']);
        if whole && let Some(last) = self.rule.deductions.last_mut() {
            last.partial = PartialStep::Whole;
        }
        whole
    }

    fn change(&mut self, change: Change, clause: &str) {
        match change {
            Change::Deduct(deduction) => {
                // 合格率100%，每降低1%扣0.5分: the threshold is that of full marks.
                let mut deduction = deduction;
                let threshold =
                    |from: &mut Condition| matches!(from.comparator, None | Some(Comparator::Eq | Comparator::Ge));
                if self.rule.full.is_none()
                    && self.levels.is_empty()
                    && let Some(from) = deduction.from.take_if(threshold)
                {
                    self.rule.full = Some(from);
                }
                self.rule.deductions.push(deduction);
            }
            Change::Add(bonus) => {
                self.rule.flag(flag::BONUS);
                self.rule.bonuses.push(bonus);
            }
            Change::Placeholder => {
                self.rule.flag(flag::PLACEHOLDER);
                self.rule.rest.push(clause.to_string());
            }
            Change::Proportional => {
                self.rule.flag(flag::PROPORTIONAL);
                self.rule.method.get_or_insert(Method::ProRata);
            }
            Change::Limit(limit) => match self.rule.deductions.last_mut() {
                Some(last) => last.limit = Some(limit),
                None => self.rule.rest.push(clause.to_string()),
            },
        }
        self.pending.clear();
    }

    fn formula(&mut self, method: Method, clause: &str) {
        self.rule.method = match (self.rule.method, method) {
            (Some(Method::ProRata), Method::ProRataReverse) | (Some(Method::ProRataReverse), Method::ProRata) => {
                Some(Method::ProRataByDirection)
            }
            (Some(Method::ProRataByDirection), _) => Some(Method::ProRataByDirection),
            (_, method) => Some(method),
        };
        if let Some(weight) = weight::factor(clause) {
            self.state(weight);
        }
        self.pending.clear();
    }

    /// A level with its condition; clauses pending before it belong to the condition.
    fn level(&mut self, words: &str, award: award::Award) {
        let words = words.strip_prefix("其中").unwrap_or(words);
        let words = if self.pending.is_empty() {
            words.to_string()
        } else {
            let mut all = std::mem::take(&mut self.pending);
            all.push(words.to_string());
            all.retain(|part| !part.is_empty());
            all.join(",")
        };
        if words.is_empty() && award.full {
            return; // 得满分 of what, the rule does not say
        }
        self.levels.push(Level { condition: condition::parse(&words), award });
    }

    fn state(&mut self, weight: Decimal) {
        match self.weight {
            Some(earlier) if earlier != weight => self.rule.flag(flag::WEIGHT_CONFLICT),
            _ => self.weight = Some(weight),
        }
    }

    /// Puts the levels together and settles weight and flags.
    fn finish(mut self) -> ScoringRule {
        let mut rule = self.rule;
        let parts = levels::are_parts(&self.levels);
        if let Some(bare) = self.bare
            && !self.levels.is_empty()
        {
            // 得10分；80%≤执行率<100%得7分: what no band covers.
            let award = award::Award { amount: bare, least: None, kind: AmountKind::Points, full: false };
            self.levels.push(Level { condition: Condition::default(), award });
        }
        if parts {
            rule.flag(flag::ADDITIVE);
            rule.parts = self.levels.iter().filter(|l| !l.award.amount.is_zero()).map(Level::tier).collect();
        } else {
            let best = levels::best(&self.levels);
            if rule.full.is_none() {
                rule.full = best.map(|level| level.condition.clone()).filter(|full| !full.raw.is_empty());
            }
            let only_full = self.levels.len() == 1 && best.is_some();
            if !only_full && rule.tiers.is_empty() {
                share_units(&mut self.levels);
                rule.tiers = self.levels.iter().map(Level::tier).collect();
                if rule.full.is_some()
                    && let Some(best) = levels::best(&self.levels)
                {
                    rule.full = Some(best.condition.clone()).filter(|full| !full.raw.is_empty());
                }
            }
        }
        let best_points = levels::best(&self.levels).filter(|level| level.award.kind == AmountKind::Points);
        let earned = if parts {
            Some(self.levels.iter().map(|level| level.award.amount).sum())
        } else {
            self.bare.or(best_points.map(|level| level.award.amount))
        };
        if let (Some(stated), Some(earned)) = (self.weight, earned)
            && stated != earned
        {
            rule.flag(flag::WEIGHT_CONFLICT);
        }
        rule.weight = self.weight.or(earned);
        let open: Vec<&'static str> = rule.deductions.iter().flat_map(deduction::flags).collect();
        open.into_iter().for_each(|flag| rule.flag(flag));
        if rule.weight.is_none() {
            rule.flag(flag::NO_WEIGHT);
        }
        rule.rest.append(&mut self.pending);
        let nothing = rule.full.is_none()
            && rule.deductions.is_empty()
            && rule.tiers.is_empty()
            && rule.parts.is_empty()
            && rule.bonuses.is_empty()
            && rule.method.is_none();
        if nothing && !rule.has(flag::RESCALE) {
            rule.flag(flag::NOT_UNDERSTOOD);
        }
        rule
    }
}

/// Bands printed without a unit take that of the others: ≥90%得10分；80-90得8.
fn share_units(levels: &mut [Level]) {
    let percent = |condition: &Condition| condition.unit.as_deref() == Some("%");
    if !levels.iter().any(|level| percent(&level.condition)) {
        return;
    }
    for level in levels {
        if level.condition.value.is_some() && level.condition.unit.is_none() {
            level.condition.unit = Some("%".to_string());
        }
    }
}
