//! Scoring rules: the wordings of the case files, the corpus's truth where it is present, any string.

use jixiao::normalise::scoring::{
    self, AmountKind, Closed, Condition, Deduction, DeductionDirection, PartialStep, ScoringRule, Tier, flag,
};
use jixiao::normalise::values::{self, Comparator, Context};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::str::FromStr;

/// The folder of documents and truth files beside the repository.
fn shared() -> PathBuf {
    std::env::var_os("JIXIAO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// Every rule of the truth files with its weight, and whether the form has a weight column of its own.
fn truth() -> BTreeMap<(String, Option<String>), bool> {
    let mut rules = BTreeMap::new();
    for folder in ["corpus/public/truth", "seed/truth"] {
        let Ok(entries) = std::fs::read_dir(shared().join(folder)) else { continue };
        for entry in entries.flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a truth file is readable");
            let document: Json = serde_json::from_str(&text).expect("a truth file is JSON");
            let column = document["meta"]["template"] == "C";
            for table in document["tables"].as_array().into_iter().flatten() {
                for indicator in table["indicators"].as_array().into_iter().flatten() {
                    if let Some(rule) = indicator["scoring_raw"].as_str() {
                        let weight = indicator["weight"].as_str().map(str::to_string);
                        *rules.entry((rule.to_string(), weight)).or_default() |= column;
                    }
                }
            }
        }
    }
    rules
}

#[test]
fn the_corpus_states_the_weights_of_its_truth() {
    let rules = truth();
    if rules.is_empty() {
        println!("skipped: no truth files in {}", shared().display());
        return;
    }
    let mut wrong = Vec::new();
    for ((raw, weight), column) in &rules {
        let rule = scoring::parse(raw);
        let expected = weight.as_deref().map(|text| Decimal::from_str(text).expect("a decimal"));
        let weighs = rule.weight == expected || *column && rule.weight.is_none();
        if !weighs || rule.has(flag::NOT_UNDERSTOOD) || rule.has(flag::WEIGHT_CONFLICT) || !rule.rest.is_empty() {
            wrong.push(format!("{raw} (weight {weight:?}): {}", json(&rule)));
        }
    }
    wrong.iter().for_each(|line| println!("{line}"));
    assert!(rules.len() > 900, "only {} distinct rules were found", rules.len());
    assert!(wrong.is_empty(), "{} of {} distinct rules differ", wrong.len(), rules.len());
}

fn json(rule: &ScoringRule) -> String {
    serde_json::to_string(rule).expect("a rule serialises")
}

/// The case files: what each wording is to be read as.
#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// One rule and its intended parse in a short notation; what is absent is to be absent from the parse too.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The row of the list of wordings that the case shows.
    row: Option<u32>,
    raw: String,
    weight: Option<String>,
    full: Option<String>,
    #[serde(default)]
    deductions: Vec<String>,
    #[serde(default)]
    tiers: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    bonuses: Vec<String>,
    floor: Option<String>,
    cap: Option<String>,
    method: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    rest: Vec<String>,
}

/// The texts of the case files in a folder, with their names.
fn case_files(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scoring").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the case files").flatten().map(|e| e.path()).collect();
    files.sort();
    let named = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a case file is readable");
        (path.display().to_string(), text)
    };
    files.into_iter().map(named).collect()
}

/// All cases of wordings with the names of their files.
fn cases() -> Vec<(String, Case)> {
    let mut all = Vec::new();
    for (file, text) in case_files("wordings") {
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        all.extend(cases.case.into_iter().map(|case| (file.clone(), case)));
    }
    all
}

/// A condition in the case files' notation: 核查率≥98%, [80,90)%, ≥target, words.
fn condition(condition: &Condition) -> String {
    let sign = condition.comparator.map_or("", Comparator::sign);
    let subject = condition.subject.as_deref().unwrap_or_default();
    let unit = condition.unit.as_deref().unwrap_or_default();
    if condition.is_target {
        let within = if condition.comparator == Some(Comparator::Range) { "within " } else { "" };
        return format!("{subject}{within}{sign}target");
    }
    match (condition.value, condition.value_max) {
        (Some(low), Some(high)) => match condition.closed {
            None => format!("{subject}{low}~{high}{unit}"),
            Some(closed) => {
                let left = if matches!(closed, Closed::Lower | Closed::Both) { '[' } else { '(' };
                let right = if matches!(closed, Closed::Upper | Closed::Both) { ']' } else { ')' };
                format!("{subject}{left}{low},{high}{right}{unit}")
            }
        },
        (Some(value), None) => format!("{subject}{sign}{value}{unit}"),
        (None, _) => condition.raw.clone(),
    }
}

/// A deduction in the case files' notation: below 5% of target: 5.
fn deduction(deduction: &Deduction) -> String {
    let direction = match deduction.direction {
        DeductionDirection::Below => "below",
        DeductionDirection::Above => "above",
        DeductionDirection::Event => "event",
    };
    let unit = deduction.unit.as_deref().unwrap_or_default();
    let relative = if deduction.relative { " of target" } else { "" };
    let begun = if deduction.partial == PartialStep::Whole { " begun" } else { "" };
    let share = if deduction.amount_kind == AmountKind::PercentOfWeight { "%w" } else { "" };
    let from = deduction.from.as_ref().map(|from| format!(" from {}", condition(from))).unwrap_or_default();
    let limit = deduction.limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
    format!("{direction} {}{unit}{relative}{begun}: {}{share}{from}{limit}", deduction.step, deduction.amount)
}

/// A level in the case files' notation: [80,90)%: 4.
fn tier(tier: &Tier) -> String {
    let share = if tier.amount_kind == AmountKind::PercentOfWeight { "%w" } else { "" };
    let least = tier.amount_min.map(|least| format!("{least}~")).unwrap_or_default();
    let amount = tier.amount.map(|amount| amount.to_string()).unwrap_or_default();
    format!("{}: {least}{amount}{share}", condition(&tier.condition))
}

#[test]
fn every_wording_parses_as_its_case_says() {
    let mut wrong = Vec::new();
    for (file, case) in cases() {
        let rule = scoring::parse(&case.raw);
        let text = |number: Option<Decimal>| number.map(|n| n.to_string());
        let method = rule.method.map(|m| serde_json::to_value(m).expect("a method serialises"));
        let checks = [
            ("weight", text(rule.weight) == case.weight),
            ("full", rule.full.as_ref().map(condition) == case.full),
            ("deductions", rule.deductions.iter().map(deduction).collect::<Vec<_>>() == case.deductions),
            ("tiers", rule.tiers.iter().map(tier).collect::<Vec<_>>() == case.tiers),
            ("parts", rule.parts.iter().map(tier).collect::<Vec<_>>() == case.parts),
            ("bonuses", rule.bonuses.iter().map(deduction).collect::<Vec<_>>() == case.bonuses),
            ("floor", text(rule.floor) == case.floor),
            ("cap", text(rule.cap) == case.cap),
            ("method", method.as_ref().and_then(Json::as_str) == case.method.as_deref()),
            ("flags", rule.flags == case.flags),
            ("rest", rule.rest == case.rest),
        ];
        let failed: Vec<&str> = checks.iter().filter(|(_, ok)| !ok).map(|(what, _)| *what).collect();
        if !failed.is_empty() {
            wrong.push(format!("{file}: {:?} differs in {failed:?}: {}", case.raw, json(&rule)));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_of_the_list_of_wordings_has_a_case() {
    const ROWS: u32 = 42;
    let shown: BTreeSet<u32> = cases().iter().filter_map(|(_, case)| case.row).collect();
    let missing: Vec<u32> = (1..=ROWS).filter(|row| !shown.contains(row)).collect();
    assert!(missing.is_empty(), "rows without a case: {missing:?}");
}

/// Actual values scored: rule, weight, target, actual, and the points with their span.
#[derive(serde::Deserialize)]
struct PointCases {
    case: Vec<PointCase>,
}

/// One actual value and its points; `least` and `most` are the points where absent.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PointCase {
    rule: String,
    weight: Decimal,
    target: String,
    actual: String,
    year: Option<i32>,
    points: Option<Decimal>,
    least: Option<Decimal>,
    most: Option<Decimal>,
    #[serde(default)]
    open: Vec<String>,
    unscored: Option<String>,
}

/// A serialised name: percent_or_point.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).expect("a name serialises").as_str().unwrap_or_default().to_string()
}

#[test]
fn actual_values_earn_the_points_of_their_cases() {
    let mut wrong = Vec::new();
    for (file, text) in case_files("points") {
        let cases: PointCases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in cases.case {
            let context = Context { year: case.year, ..Context::default() };
            let (target, actual) = (values::parse(&case.target, &context), values::parse(&case.actual, &context));
            let scored = scoring::score(&scoring::parse(&case.rule), case.weight, &target, &actual);
            let agrees = match &scored {
                Ok(score) => {
                    let open: Vec<String> = score.open.iter().map(name).collect();
                    Some(score.points) == case.points
                        && score.least == case.least.unwrap_or(score.points)
                        && score.most == case.most.unwrap_or(score.points)
                        && sorted(open) == sorted(case.open.clone())
                }
                Err(reason) => case.unscored == Some(name(reason)),
            };
            if !agrees {
                wrong.push(format!("{} | {} | {}: {scored:?}", case.rule, case.target, case.actual));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// How far deductions reach: rule, weight, target, and the numbers.
#[derive(serde::Deserialize)]
struct ReachCases {
    case: Vec<ReachCase>,
}

/// One rule and how far its deductions reach; `least` is the deduction where absent, `worst` zero.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ReachCase {
    rule: String,
    weight: Decimal,
    target: String,
    #[serde(default)]
    unbounded: bool,
    deduction: Option<Decimal>,
    least: Option<Decimal>,
    remaining: Option<Decimal>,
    exhausted_at: Option<Decimal>,
    worst: Option<Decimal>,
    unit: Option<String>,
    #[serde(default)]
    open: Vec<String>,
}

#[test]
fn deductions_reach_as_far_as_their_cases_say() {
    let mut wrong = Vec::new();
    for (file, text) in case_files("reach") {
        let cases: ReachCases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in cases.case {
            let target = values::parse(&case.target, &Context::default());
            let reach = scoring::max_deduction(&scoring::parse(&case.rule), case.weight, &target);
            let agrees = match &reach {
                Some(reach) => {
                    Some(reach.deduction) == case.deduction
                        && reach.least == case.least.unwrap_or(reach.deduction)
                        && Some(reach.remaining) == case.remaining
                        && reach.exhausted_at == case.exhausted_at
                        && reach.worst == case.worst.unwrap_or_default()
                        && Some(&reach.unit) == case.unit.as_ref()
                        && sorted(reach.open.iter().map(name).collect()) == sorted(case.open.clone())
                }
                None => case.unbounded,
            };
            if !agrees {
                wrong.push(format!("{} | {}: {reach:?}", case.rule, case.target));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn full_marks_in_the_corpus_are_full_marks_by_the_arithmetic() {
    let (mut scored, mut unscored, mut wrong) = (0, 0, Vec::new());
    for folder in ["corpus/public/truth"] {
        let Ok(entries) = std::fs::read_dir(shared().join(folder)) else {
            println!("skipped: no truth files in {}", shared().display());
            return;
        };
        for entry in entries.flatten() {
            let text = std::fs::read_to_string(entry.path()).expect("a truth file is readable");
            let document: Json = serde_json::from_str(&text).expect("a truth file is JSON");
            // A planted fault may sit in any row of the document.
            let planted = document["findings"].to_string();
            if planted.contains("score_arithmetic") {
                continue;
            }
            for table in document["tables"].as_array().into_iter().flatten() {
                let year = table["fiscal_year"].as_i64().map(|year| year as i32);
                for indicator in table["indicators"].as_array().into_iter().flatten() {
                    let decimal = |key: &str| indicator[key].as_str().and_then(|text| Decimal::from_str(text).ok());
                    let (Some(weight), Some(printed)) = (decimal("weight"), decimal("score")) else { continue };
                    let context = Context { year, name: indicator["level3"].as_str(), ..Context::default() };
                    let value = |key: &str| values::parse(indicator[key]["raw"].as_str().unwrap_or_default(), &context);
                    let (target, actual) = (value("target"), value("actual"));
                    match scoring::score(&ScoringRule::default(), weight, &target, &actual) {
                        Ok(score) if printed == weight && score.most == weight => scored += 1,
                        Ok(score) if printed < weight && score.least < weight => scored += 1,
                        Err(_) => unscored += 1,
                        other => wrong.push(format!("{target} | {actual} | {printed} of {weight}: {other:?}")),
                    }
                }
            }
        }
    }
    assert!(scored > 150 && unscored < 5, "{scored} scored, {unscored} not");
    assert!(wrong.is_empty(), "{} of {} scores differ\n{}", wrong.len(), scored + wrong.len(), wrong.join("\n"));
}

#[test]
fn no_rule_panics_or_takes_long() {
    const PIECES: [&str; 52] = [
        "完成",
        "达到",
        "≥",
        "≤",
        "<",
        "大于",
        "98%",
        "550件",
        "15万人",
        "0.04",
        "三",
        "百分之一",
        "1个百分点",
        "目标值",
        "得满分",
        "得12分",
        "不得分",
        "共计20分",
        "（10分）",
        "计5分",
        "每",
        "少",
        "下降",
        "超过",
        "延迟",
        "发现",
        "1次",
        "一起",
        "扣",
        "加",
        "权重分的1%",
        "扣完为止",
        "最多扣5分",
        "，",
        "；",
        "。",
        "、",
        "①",
        "(",
        "）",
        "-",
        "×",
        "÷",
        "/",
        "得分=",
        "按完成比例",
        "酌情",
        "三档",
        "分别",
        "100%-80%",
        "否则",
        "不足1天按1天计",
    ];
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % limit
    };
    let samples =
        ["98%", "0%", "≤5万元", "12月底前", "有效保障", "3-5次", "79228162514264337593543950335人", "一般", ""];
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..below(14) {
            if below(8) == 0 {
                text.extend(char::from_u32(below(0x1_1000) as u32));
            } else {
                text.push_str(PIECES[below(PIECES.len())]);
            }
        }
        let rule = scoring::parse(&text);
        let context = Context { year: Some(2022), ..Context::default() };
        let (target, actual) = (samples[below(samples.len())], samples[below(samples.len())]);
        let (target, actual) = (values::parse(target, &context), values::parse(actual, &context));
        let weight = [Decimal::ZERO, Decimal::TEN, Decimal::MAX][below(3)];
        if let Ok(score) = scoring::score(&rule, weight, &target, &actual) {
            assert!(score.least <= score.points && score.points <= score.most, "{text}: {score:?}");
        }
        let _ = scoring::max_deduction(&rule, weight, &target);
    }
    let started = std::time::Instant::now();
    for piece in PIECES {
        let _ = scoring::parse(&piece.repeat(100_000));
    }
    assert!(started.elapsed().as_secs() < 10, "long rules took {:?}", started.elapsed());
}
