//! Any text as a target value and as a scoring rule; what is read is scored.

#![no_main]

use jixiao::normalise::scoring;
use jixiao::normalise::values::{self, Context};
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(4, '\n');
    let (first, second) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let context = Context { sign: lines.next(), unit: lines.next(), year: Some(2022), name: Some(second), cost: false };
    let target = values::parse(first, &context);
    let actual = values::parse(second, &Context { sign: None, unit: None, year: None, name: None, cost: false });
    values::direction(second, &target);
    let rule = scoring::parse(first);
    for weight in [Decimal::ZERO, Decimal::TEN, Decimal::MAX, Decimal::new(-5, 1)] {
        let _ = scoring::score(&rule, weight, &target, &actual);
        let _ = scoring::max_deduction(&rule, weight, &target);
    }
});
