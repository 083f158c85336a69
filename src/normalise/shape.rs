//! What a text looks like, at a glance: enough to tell columns apart, not to parse.

/// Signs that a comparator column holds.
const SIGNS: [&str; 16] = ["≥", "≤", "=", ">", "<", "＝", "＞", "＜", "﹦", "≧", "≦", ">=", "<=", "定性", "定量", "≠"];

/// A number with thousands separators, decimals, a percent sign or 分, and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim_end_matches(['%', '％', '分']);
    let text = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    text.chars().any(digit) && text.chars().all(|c| digit(c) || matches!(c, '.' | ',' | '，' | '．'))
}

/// A dash or slash where nothing applies.
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 4
        && text.chars().all(|c| matches!(c, '—' | '-' | '－' | '–' | '/' | '／' | '―' | '─' | '\\'))
}

/// A comparator, or 定性.
pub(super) fn is_sign(text: &str) -> bool {
    SIGNS.contains(&text)
}

/// Begins as a value does: a comparator, 不低于 …, or a number.
pub(super) fn is_valued(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["不低于", "不少于", "不超过", "不高于", "不大于", "不小于", "大于", "小于", "达到", "高于", "低于", "至少"];
    text.starts_with(|c: char| digit(c) || "≥≤=＝><＞＜﹦≧≦".contains(c))
        || WORDS.iter().any(|word| text.starts_with(word))
}

/// Reads as a scoring rule does.
pub(super) fn is_rule(text: &str) -> bool {
    text.contains("得满分")
        || text.contains("扣")
        || text.contains("得分")
        || text.contains("不得")
        || (text.contains('得') && text.contains('分'))
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for text in ["2115.3", "1,234.50", "78.11%", "10分", "-5", "９８"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "—", "12月", "≥5", "分"] {
            assert!(!is_number(text), "{text}");
        }
        assert!(is_dash("—") && is_dash("/") && !is_dash("") && !is_dash("-5"));
        assert!(is_sign("≥") && is_sign("定性") && !is_sign("≥5"));
        assert!(is_valued("≥5") && is_valued("550件") && is_valued("不低于95%") && !is_valued("有效保障"));
        assert!(is_rule("完成得满分") && is_rule("每少1件扣1分") && !is_rule("有效保障"));
    }
}
