//! Target and actual values: one notation family a file.
//!
//! [`parse`] reads a cell such as 不低于95%, 15万人 or 12月底前 together with the columns beside it; it never fails:
//! what no notation covers is [`ValueKind::Text`]. [`number`] and [`money`] read plain number cells.

mod absent;
pub(crate) mod between;
mod change;
mod chinese;
mod columns;
pub(crate) mod comparator;
mod constraints;
mod date;
mod direction;
mod display;
pub(crate) mod fold;
mod money;
pub(crate) mod number;
mod numeric;
mod proportion;
pub(crate) mod unit;
mod value;
mod word_list;
pub(crate) mod words;

pub use direction::{Better, Direction, Reason, direction};
pub use money::{Amount, amount, money, number};
pub use value::{Comparator, ComparatorSource, Grade, Value, ValueKind, flag};

/// What stands beside a value: columns of its own, and what the form and the row say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// 指标性质, 计算符号: ≥, ≤, =, 定性 …
    pub sign: Option<&'a str>,
    /// 度量单位, 计量单位.
    pub unit: Option<&'a str>,
    /// The form's year, for dates printed without one.
    pub year: Option<i32>,
    /// The indicator's name, for money printed without a unit and rates printed as fractions.
    pub name: Option<&'a str>,
    /// Whether it stands under a category of costs in money, where 60万 is 60万元.
    pub cost: bool,
}

/// Characters of a cell that are looked at; longer ones are prose.
const LONGEST: usize = 600;

/// Reads a target or an actual value. `raw` is kept as given. Never fails: what no notation covers is text.
pub fn parse(raw: &str, context: &Context<'_>) -> Value {
    let (text, too_long) = fold::fold(raw, LONGEST);
    let mut value = if too_long {
        Value { kind: ValueKind::Text, flags: vec![flag::TOO_LONG], ..Value::default() }
    } else if let Some(unreadable) = absent::unreadable(raw) {
        unreadable
    } else if absent::shifted_columns(raw) {
        Value { kind: ValueKind::Text, flags: vec![flag::COLUMN_SHIFT], ..Value::default() }
    } else {
        read(&text, context)
    };
    value.raw = raw.to_string();
    value
}

/// A folded cell with its columns brought in.
fn read(text: &str, context: &Context<'_>) -> Value {
    if let Some(blank) = absent::blank(text) {
        return blank;
    }
    // A sign column glued to the value: 定性优.
    let own = match text.strip_prefix("定性") {
        Some(rest) if !rest.is_empty() && !rest.starts_with(['分', '指', '评', '和', '与', '描']) => rest,
        _ => text,
    };
    let mut value = constraints::parse(own, context);
    columns::bring_in(&mut value, context);
    columns::resolve(&mut value);
    for other in &mut value.also {
        columns::resolve(other);
    }
    value
}
