//! Formulas as recognisers write them: `$\geq 98\%$` is ≥98%. A formula with a command that is not known stays as it is written.

use super::raised::{self, Becomes, Height};

/// Commands that are one sign; several names of one sign stand apart.
const SIGNS: &[(&str, &str)] = &[
    ("geq", "≥"),
    ("ge", "≥"),
    ("geqslant", "≥"),
    ("geqq", "≥"),
    ("leq", "≤"),
    ("le", "≤"),
    ("leqslant", "≤"),
    ("leqq", "≤"),
    ("gt", ">"),
    ("lt", "<"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("sim", "~"),
    ("pm", "±"),
    ("times", "×"),
    ("cdot", "·"),
    ("div", "÷"),
    ("circ", "°"),
    ("degree", "°"),
    ("prime", "′"),
    ("sum", "∑"),
    ("infty", "∞"),
    ("ldots", "…"),
    ("cdots", "…"),
    ("dots", "…"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("checkmark", "✓"),
    ("square", "□"),
    ("Box", "□"),
    ("quad", " "),
    ("qquad", " "),
    ("left", ""),
    ("right", ""),
    ("text", ""),
    ("mathrm", ""),
    ("mathbf", ""),
    ("mathit", ""),
    ("textbf", ""),
    ("textit", ""),
    ("mbox", ""),
    ("rm", ""),
    ("bf", ""),
    ("operatorname", ""),
    ("displaystyle", ""),
    ("mathsf", ""),
    ("yen", "¥"),
    ("permil", "‰"),
];
/// Signs that stand in recognised text without dollars as well.
const BARE: [&str; 10] = ["geqslant", "leqslant", "geqq", "leqq", "geq", "leq", "ge", "le", "times", "neq"];
/// Bytes of a formula at most.
const LONGEST: usize = 600;

/// The text with its formulas as they are read; marks raised above it go to `marks`.
pub(super) fn text(text: &str, marks: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['$', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((inner, after)) = formula(rest)
            && let Some((read, found)) = read(inner, &out)
        {
            out.push_str(&read);
            marks.extend(found);
            rest = after;
        } else if let Some((sign, after)) = bare(rest) {
            out.push_str(sign);
            rest = after;
        } else {
            // An escaped sign is no beginning of a formula.
            let length = rest.chars().take(if rest.starts_with('\\') { 2 } else { 1 }).map(char::len_utf8).sum();
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    out
}

/// The formula that a text begins with, and what follows it.
fn formula(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")] {
        let Some(inner) = text.strip_prefix(open) else { continue };
        let limit = inner.char_indices().map(|(at, _)| at).take_while(|&at| at < LONGEST).last().map_or(0, |at| at + 1);
        let window = inner.get(..limit).unwrap_or(inner);
        let at = window.find(close)?;
        let (body, after) = (&inner[..at], &inner[at + close.len()..]);
        // Two sums of dollars are no formula.
        let money = open == "$" && after.starts_with(|c: char| c.is_ascii_digit());
        let plain = body.is_ascii() && body.trim() == body;
        let is_one = body.contains(['\\', '^', '_']) || (plain && !money);
        return (is_one && !body.is_empty() && !body.contains('\n')).then_some((body, after));
    }
    None
}

fn bare(text: &str) -> Option<(&'static str, &str)> {
    let name = text.strip_prefix('\\')?;
    let found = BARE.iter().find(|known| name.starts_with(**known))?;
    let after = &name[found.len()..];
    (!after.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| (sign(found).unwrap_or_default(), after))
}

fn sign(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}

/// A group in braces that is open.
enum Group {
    Plain,
    Fraction,
    Small(Height, usize),
}

/// What a formula says; `None` where a command is not known.
fn read(formula: &str, before: &str) -> Option<(String, Vec<String>)> {
    let (mut out, mut marks, mut groups) = (String::new(), Vec::new(), Vec::new());
    let mut next = Group::Plain;
    let mut chars = formula.chars().peekable();
    while let Some(c) = chars.next() {
        let single = !matches!(c, '{' | '}' | '\\' | '^' | '_') && matches!(next, Group::Small(..));
        match c {
            '\\' => {
                let mut name = String::new();
                while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                    name.push(letter);
                }
                match name.as_str() {
                    "" => match chars.next()? {
                        ',' | ';' | ':' | '!' | ' ' | '\\' => out.push(' '),
                        other => out.push(other),
                    },
                    "frac" | "dfrac" | "tfrac" => next = Group::Fraction,
                    name => {
                        out.push_str(sign(name)?);
                        // `^\circ` is a small group of one sign.
                        if matches!(next, Group::Small(..)) && chars.peek() != Some(&'{') {
                            next = Group::Plain;
                        }
                    }
                }
            }
            '^' => next = Group::Small(Height::Raised, out.len()),
            '_' => next = Group::Small(Height::Lowered, out.len()),
            '{' => groups.push(std::mem::replace(&mut next, Group::Plain)),
            '}' => match groups.pop()? {
                Group::Plain => {}
                Group::Fraction if chars.next_if_eq(&'{').is_some() => {
                    out.push('/');
                    groups.push(Group::Plain);
                }
                Group::Fraction => return None,
                Group::Small(height, from) => settle(&mut out, &mut marks, height, from, before),
            },
            '~' => out.push(' '),
            '&' => return None,
            other => out.push(other),
        }
        if single && let Group::Small(height, from) = std::mem::replace(&mut next, Group::Plain) {
            settle(&mut out, &mut marks, height, from, before);
        }
    }
    groups.is_empty().then_some((out, marks))
}

fn settle(out: &mut String, marks: &mut Vec<String>, height: Height, from: usize, before: &str) {
    let small = out.split_off(from);
    if small == "°" || small.is_empty() {
        return out.push_str(&small);
    }
    match raised::tell(&small, height, &format!("{before}{out}"), "") {
        Becomes::Text(text) => out.push_str(&text),
        Becomes::Mark => marks.push(small.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_and_money_is_none() {
        for (raw, seen, mark) in [
            ("$\\geq$24座", "≥24座", ""),
            ("$\\ge24$座", "≥24座", ""),
            ("$\\geq 98\\%$", "≥ 98%", ""),
            ("$\\leqslant 4\\,\\text{小时}$", "≤ 4 小时", ""),
            ("1200$\\mathrm{m}^{2}$", "1200m²", ""),
            ("1200m$^{2}$", "1200m²", ""),
            ("186.5$^{1}$", "186.5", "1"),
            ("$186.5^{①}$", "186.5", "①"),
            ("$1.2\\times10^{4}$吨", "1.2×10⁴吨", ""),
            ("$25^{\\circ}\\mathrm{C}$", "25°C", ""),
            ("$\\mathrm{CO}_2$", "CO2", ""),
            ("$\\frac{1}{3}$", "1/3", ""),
            ("\\geq 95\\%", "≥ 95\\%", ""),
            ("$100,$200", "$100,$200", ""),
            ("$100 和 $200", "$100 和 $200", ""),
            ("$\\unknown{5}$", "$\\unknown{5}$", ""),
            ("US$", "US$", ""),
        ] {
            let mut marks = Vec::new();
            assert_eq!(text(raw, &mut marks), seen, "{raw}");
            assert_eq!(marks.concat(), mark, "{raw}");
        }
    }
}
