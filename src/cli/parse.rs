//! `jixiao parse`: how one target, actual value or scoring rule is read.

use super::args::Parse;
use super::console;
use crate::normalise::scoring::{self, ScoringRule};
use crate::normalise::values::{self, Context, Value};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value as Json;
use std::process::ExitCode;

/// Prints what is read, one line for each field that says something.
pub fn run(args: &Parse) -> ExitCode {
    let context = Context {
        sign: args.sign.as_deref(),
        unit: args.unit.as_deref(),
        year: args.year,
        name: args.name.as_deref(),
        cost: false,
    };
    let rule = scoring::parse(&args.text);
    if !args.rule && (args.value || !says_something(&rule, &args.text)) {
        let value = values::parse(&args.text, &context);
        console::lines(fields("value", &value));
        let direction = values::direction(args.name.as_deref().unwrap_or(""), &value);
        console::lines(fields("direction", &direction));
        return ExitCode::SUCCESS;
    }
    console::lines(fields("scoring rule", &rule));
    if let (Some(target), Some(actual)) = (&args.target, &args.actual) {
        let (target, actual) = (values::parse(target, &context), values::parse(actual, &context));
        console::lines(points(&rule, args.weight.or(rule.weight), &target, &actual));
    }
    ExitCode::SUCCESS
}

/// Whether a text is a scoring rule: it speaks of points, and says what earns or costs them.
fn says_something(rule: &ScoringRule, text: &str) -> bool {
    let earns = rule.full.is_some() || !rule.tiers.is_empty() || !rule.parts.is_empty() || rule.method.is_some();
    text.contains('分') && (earns || !rule.deductions.is_empty())
}

/// The points that the rule gives for an actual value.
fn points(rule: &ScoringRule, weight: Option<Decimal>, target: &Value, actual: &Value) -> Vec<String> {
    let Some(weight) = weight else {
        return vec!["points".to_owned(), "  the rule names no weight; give it with --weight".to_owned()];
    };
    match scoring::score(rule, weight, target, actual) {
        Err(reason) => vec!["points".to_owned(), format!("  none: {}", reason.wording().en)],
        Ok(score) => {
            let mut lines = vec![format!("points\n  {} of {weight}", score.points)];
            if score.least < score.most {
                lines.push(format!("  from {} to {}, as the wording is read", score.least, score.most));
            }
            lines.extend(score.open.iter().map(|open| format!("  open: {}", open.wording().en)));
            lines
        }
    }
}

/// A heading, and below it one line for each field that says something.
fn fields(heading: &str, value: &impl Serialize) -> Vec<String> {
    let mut lines = vec![heading.to_owned()];
    match serde_json::to_value(value) {
        Ok(json) => flatten("", &json, &mut lines),
        Err(error) => lines.push(format!("  {error}")),
    }
    lines
}

fn flatten(path: &str, json: &Json, lines: &mut Vec<String>) {
    match json {
        Json::Null => {}
        Json::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, value, lines);
            }
        }
        Json::Array(values) => {
            for (number, value) in (1..).zip(values) {
                flatten(&format!("{path}[{number}]"), value, lines);
            }
        }
        Json::String(text) => lines.push(format!("  {path:<31} {text}")),
        other => lines.push(format!("  {path:<31} {other}")),
    }
}
