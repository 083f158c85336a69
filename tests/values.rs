//! Target and actual values: the notations of the case files, the corpus's truth where it is present, any string.

use jixiao::normalise::values::{self, Comparator, Context, Grade, Value, ValueKind};
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

/// The truth files' documents, by file name.
fn truth() -> Vec<(String, Json)> {
    let mut files = Vec::new();
    for folder in ["corpus/public/truth", "seed/truth"] {
        let Ok(entries) = std::fs::read_dir(shared().join(folder)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(entry.path()).expect("a truth file is readable");
            files.push((name, serde_json::from_str(&text).expect("a truth file is JSON")));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

#[test]
fn the_corpus_parses_as_its_truth_says() {
    let files = truth();
    if files.is_empty() {
        println!("skipped: no truth files in {}", shared().display());
        return;
    }
    let mut seen: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (_, document) in &files {
        for table in document["tables"].as_array().into_iter().flatten() {
            let year = table["fiscal_year"].as_i64().map(|year| year as i32);
            for indicator in table["indicators"].as_array().into_iter().flatten() {
                for field in ["target", "actual"] {
                    let expected = &indicator[field];
                    if expected.is_null() {
                        continue;
                    }
                    let context = Context { year, name: indicator["level3"].as_str(), ..Context::default() };
                    check(expected, &context, &mut seen);
                }
            }
        }
    }
    let wrong: Vec<&String> = seen.iter().filter(|(_, problem)| problem.is_some()).map(|(raw, _)| raw).collect();
    for raw in &wrong {
        println!("{raw}: {}", seen[*raw].as_deref().unwrap_or_default());
    }
    assert!(seen.len() > 900, "only {} distinct values were found", seen.len());
    assert!(wrong.is_empty(), "{} of {} distinct values differ", wrong.len(), seen.len());
}

/// Parses one value as printed and as its accepted forms with sign and unit in columns of their own.
fn check(expected: &Json, context: &Context<'_>, seen: &mut BTreeMap<String, Option<String>>) {
    let raw = expected["raw"].as_str().unwrap_or_default();
    let parsed = values::parse(raw, context);
    seen.insert(expected.to_string(), difference(expected, &parsed));
    let unit = expected["unit"].as_str();
    for other in expected["raw_accept"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        let sign = match raw.chars().next() {
            Some(c @ ('≥' | '≤' | '=' | '>' | '<')) => Some(c.to_string()),
            _ if unit.is_none() && expected["kind"] != "date" => Some("定性".to_string()),
            _ => None,
        };
        let context = Context { sign: sign.as_deref(), unit, ..*context };
        let parsed = values::parse(other, &context);
        seen.insert(format!("{other} [{sign:?} {unit:?}] {expected}"), difference(expected, &parsed));
    }
}

/// How a parse differs from the truth, by the scorer's rules; `None` where it agrees.
fn difference(expected: &Json, parsed: &Value) -> Option<String> {
    let output = serde_json::to_value(parsed).expect("a value serialises");
    let accepts = |key: &str| {
        let accepted = expected[format!("{key}_accept")].as_array().cloned().unwrap_or_default();
        output[key] == expected[key] || accepted.contains(&output[key])
    };
    let date = expected["kind"] == "date";
    let same =
        |key: &str| date || canonical(&output[key], &output["unit"]) == canonical(&expected[key], &expected["unit"]);
    // The truth calls one amount of 亿元 a quantity and its siblings money; the contract says money.
    let money = expected["kind"] == "quantity"
        && output["kind"] == "money"
        && expected["unit"].as_str().is_some_and(|unit| unit.ends_with('元'));
    let ok = (accepts("kind") || money) && accepts("comparator") && same("value") && same("value_max");
    (!ok).then(|| output.to_string())
}

/// Number and unit with 万, 亿, 千 multiplied out, as the scorer does.
fn canonical(number: &Json, unit: &Json) -> (Option<Decimal>, String) {
    let mut unit = unit.as_str().unwrap_or_default().replace('％', "%");
    let mut factor = 1;
    for (word, times) in [("千万", 10_000_000), ("百万", 1_000_000), ("万", 10_000), ("亿", 100_000_000), ("千", 1000)]
    {
        if let Some(rest) = unit.strip_prefix(word) {
            (unit, factor) = (rest.to_string(), times);
            break;
        }
    }
    let number = number.as_str().map(|text| Decimal::from_str(text).expect("a decimal") * Decimal::from(factor));
    (number.map(|n| n.normalize()), unit)
}

/// The case files: what each notation is to be read as.
#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// One cell with its columns, and its intended parse. What is absent is to be absent from the parse too, except base
/// values, which are checked where given.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The row of the list of notations that the case shows.
    row: Option<u32>,
    raw: String,
    sign: Option<String>,
    unit_column: Option<String>,
    name: Option<String>,
    #[serde(default)]
    cost: bool,
    year: Option<i32>,
    kind: ValueKind,
    comparator: Option<Comparator>,
    source: Option<String>,
    value: Option<String>,
    max: Option<String>,
    unit: Option<String>,
    base: Option<String>,
    base_max: Option<String>,
    base_unit: Option<String>,
    date: Option<String>,
    date_max: Option<String>,
    grade: Option<Grade>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

impl Case {
    fn parse(&self) -> Value {
        let (sign, unit, name) = (self.sign.as_deref(), self.unit_column.as_deref(), self.name.as_deref());
        values::parse(&self.raw, &Context { sign, unit, year: self.year, name, cost: self.cost })
    }
}

/// All cases with the names of their files.
fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/values");
    let mut all = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the case files").flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case file is readable");
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.extend(cases.case.into_iter().map(|case| (name.clone(), case)));
    }
    all
}

#[test]
fn every_notation_parses_as_its_case_says() {
    let mut wrong = Vec::new();
    for (file, case) in cases() {
        let parsed = case.parse();
        let text = |number: Option<Decimal>| number.map(|n| n.to_string());
        let source = parsed.comparator_source.map(|s| serde_json::to_value(s).expect("a source serialises"));
        let expected_source = case.comparator.map(|_| case.source.clone().unwrap_or_else(|| "explicit".to_string()));
        let also: Vec<String> = parsed.also.iter().map(Value::to_string).collect();
        let checks = [
            ("raw", parsed.raw == case.raw),
            ("kind", parsed.kind == case.kind),
            ("comparator", parsed.comparator == case.comparator),
            ("source", source.as_ref().and_then(Json::as_str) == expected_source.as_deref()),
            ("value", text(parsed.value) == case.value),
            ("max", text(parsed.value_max) == case.max),
            ("unit", parsed.unit == case.unit),
            ("base", case.base.is_none() || text(parsed.base_value) == case.base),
            ("base_max", case.base_max.is_none() || text(parsed.base_value_max) == case.base_max),
            ("base_unit", case.base_unit.is_none() || parsed.base_unit == case.base_unit),
            ("date", parsed.date == case.date),
            ("date_max", parsed.date_max == case.date_max),
            ("grade", parsed.grade == case.grade),
            ("flags", parsed.flags == case.flags),
            ("also", also == case.also),
        ];
        let failed: Vec<&str> = checks.iter().filter(|(_, ok)| !ok).map(|(what, _)| *what).collect();
        if !failed.is_empty() {
            wrong.push(format!("{file}: {:?} differs in {failed:?}: {parsed:?}", case.raw));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

/// The case file of amounts: cell, number (≈ where approximate), unit, note.
#[derive(serde::Deserialize)]
struct Amounts {
    amount: Vec<[String; 4]>,
}

#[test]
fn every_amount_is_read_as_its_case_says() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/amounts/amounts.toml");
    let text = std::fs::read_to_string(file).expect("the case file is readable");
    let cases: Amounts = toml::from_str(&text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for expected in cases.amount {
        let found = values::amount(&expected[0]).map_or_else(Default::default, |amount| {
            let about = if amount.approximate { "≈" } else { "" };
            let number = format!("{about}{}", amount.value);
            [number, amount.unit.unwrap_or_default(), amount.note.unwrap_or_default()]
        });
        if found != expected[1..] {
            wrong.push(format!("{expected:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_of_the_list_of_notations_has_a_case() {
    const ROWS: u32 = 80;
    let shown: BTreeSet<u32> = cases().iter().filter_map(|(_, case)| case.row).collect();
    let missing: Vec<u32> = (1..=ROWS).filter(|row| !shown.contains(row)).collect();
    assert!(missing.is_empty(), "rows without a case: {missing:?}");
}

/// What two parses of one meaning have in common.
fn meaning(value: &Value) -> impl PartialEq + std::fmt::Debug + use<> {
    let numbers = [value.base_value, value.base_value_max].map(|n| n.map(|n| n.normalize()));
    let dates = (value.date.clone(), value.date_max.clone());
    (value.kind, value.comparator, numbers, value.base_unit.clone(), dates, value.grade)
}

#[test]
fn what_is_printed_parses_back_to_the_same_value() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    let mut check = |value: &Value, context: &Context<'_>| {
        let printed = value.to_string();
        let again = values::parse(&printed, context);
        let twice = again.to_string();
        seen += 1;
        if meaning(value) != meaning(&again) || twice != printed && !again.raw.contains(&printed) {
            wrong.push(format!("{:?} prints {printed:?}, then {twice:?}\n  {value:?}\n  {again:?}", value.raw));
        }
    };
    for (_, case) in cases() {
        let context = Context { year: case.year, name: case.name.as_deref(), cost: case.cost, ..Context::default() };
        check(&case.parse(), &context);
    }
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let text = random.notation();
        check(&values::parse(&text, &Context::default()), &Context::default());
    }
    assert!(seen > 20_000);
    assert!(wrong.is_empty(), "{} of {seen} differ\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn no_string_panics_or_takes_long() {
    let mut random = Random::new(42);
    for _ in 0..30_000 {
        let text = random.text();
        let (sign, unit, name) = (random.text(), random.text(), random.text());
        let context = Context { sign: Some(&sign), unit: Some(&unit), year: Some(2022), name: Some(&name), cost: true };
        let value = values::parse(&text, &context);
        assert_eq!(value.raw, text);
        let _ = (value.to_string(), values::number(&text), values::money(&text));
        let _ = values::direction(&name, &value);
    }
    let started = std::time::Instant::now();
    for piece in ["9", "一", "≥", "9-", "不低于", "，1次", "(", "年", "1,000", "<p", "&lt;", "每", "约"] {
        let long = piece.repeat(200_000);
        let value = values::parse(&long, &Context::default());
        assert_eq!(value.raw.len(), long.len());
        let _ = (values::number(&long), values::money(&long));
    }
    assert!(started.elapsed().as_secs() < 10, "long strings took {:?}", started.elapsed());
}

/// Pseudo-random strings, the same in every run.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// Pieces of notations and any characters, in any order.
    fn text(&mut self) -> String {
        const PIECES: [&str; 60] = [
            "≥",
            "≤",
            ">=",
            "＜",
            "不低于",
            "不超过",
            "达到",
            "控制在",
            "约",
            "9",
            "12",
            "2022",
            "0.5",
            "1,000",
            "三",
            "十余",
            "百分之",
            "万",
            "亿元",
            "%",
            "％",
            "个百分点",
            "人",
            "次",
            "元/人·月",
            "（含）",
            "（",
            "）",
            "-",
            "～",
            "至",
            "以上",
            "以内",
            "左右",
            "年",
            "月",
            "日",
            "底前",
            "第三季度",
            "同比",
            "增长",
            "下降",
            "每",
            "扣",
            "分",
            "得满分",
            "，",
            "；",
            "。",
            "且",
            ":",
            "/",
            "*",
            "X",
            "无",
            "全覆盖",
            "有效保障",
            "<p>",
            "&lt;",
            " ",
        ];
        let length = self.below(12);
        let mut text = String::new();
        for _ in 0..length {
            if self.below(5) == 0 {
                text.extend(char::from_u32(self.below(0x1_1000) as u32));
            } else {
                text.push_str(self.pick(&PIECES));
            }
        }
        text
    }

    /// A comparator, a number and a unit that belong together.
    fn notation(&mut self) -> String {
        let sign = self.pick(&[
            "",
            "≥",
            "≤",
            ">",
            "＜",
            "=",
            "不低于",
            "不超过",
            "至少",
            "约",
            "同比增长",
            "较上年下降",
            "年均增长",
            "完成",
        ]);
        let number = match self.below(4) {
            0 => self.below(100_000).to_string(),
            1 => format!("{}.{}", self.below(1000), self.below(100)),
            2 => format!("{},{:03}", 1 + self.below(999), self.below(1000)),
            _ => format!(
                "{}{}",
                self.below(100),
                self.pick(&["-", "～", "至"]).to_string() + &(100 + self.below(100)).to_string()
            ),
        };
        let unit = self.pick(&[
            "%",
            "‰",
            "个百分点",
            "人",
            "万人",
            "元",
            "万元",
            "亿元/年",
            "元/人·月",
            "件",
            "个月",
            "小时",
            "个工作日",
            "公里",
            "万平方米",
            "",
        ]);
        let tail = self.pick(&["", "", "", "以上", "以内", "及以下", "（含）以上", "左右"]);
        format!("{sign}{number}{unit}{tail}")
    }
}
