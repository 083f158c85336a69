//! The rows of tables in plain text: between tabs, between separators (CSV), between drawn lines.

/// What a line of a text is.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// A row of cells.
    Row(Vec<String>),
    /// A drawn line between rows.
    Border,
}

/// Lines that a quoted cell runs over at most.
const LONGEST: usize = 40;
/// Signs that drawn lines are made of.
const DRAWN: &str = "─━═│┃║┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰┍┑┕┙┝┥┯┷┿+-=|: ";

/// The separator of a text of comma-separated values, told by its content: most lines have it, and as often as one another.
pub(super) fn separator(text: &str) -> Option<char> {
    [',', ';'].into_iter().find(|&separator| {
        let lines = text.lines().take(500).filter(|line| !line.trim().is_empty());
        let counts: Vec<usize> = lines.map(|line| split(line, separator).0.len() - 1).collect();
        let most = counts.iter().copied().filter(|&count| count > 0).max().unwrap_or(0);
        let same = counts.iter().filter(|&&count| count == most).count();
        most >= 2 && same >= 3 && same * 10 >= counts.len() * 6
    })
}

/// The cells of a line, and whether the last is quoted and not closed.
pub(super) fn split(line: &str, separator: char) -> (Vec<String>, bool) {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            c if c == separator && !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    (cells, quoted)
}

/// The row that begins at a line, and the lines it takes: a quoted cell runs on to the line that closes its quote. A quote that is
/// not closed is a sign like any other.
pub(super) fn quoted_row(lines: &[&str], separator: char) -> (Vec<String>, usize) {
    let mut whole = lines[0].to_owned();
    for taken in 1..=LONGEST {
        let (cells, open) = split(&whole, separator);
        if !open {
            return (cells, taken);
        }
        let Some(next) = lines.get(taken) else { break };
        whole.push('\n');
        whole.push_str(next);
    }
    (lines[0].split(separator).map(str::to_owned).collect(), 1)
}

/// A line of a table whose lines are drawn with characters; `None` where it is none.
pub(super) fn drawn(line: &str) -> Option<Line> {
    let line = line.trim();
    let first = line.chars().next()?;
    if line.len() >= 3 && line.chars().all(|c| DRAWN.contains(c)) && line.contains(['─', '━', '═', '-', '=']) {
        return (first != '-' && first != '=').then_some(Line::Border);
    }
    if !matches!(first, '│' | '┃' | '║' | '|') || line.chars().filter(|&c| c == first).count() < 2 {
        return None;
    }
    let inner = &line[first.len_utf8()..];
    let inner = inner.strip_suffix(['│', '┃', '║', '|']).unwrap_or(inner);
    let is_line = |c: char| matches!(c, '│' | '┃' | '║') || (c == '|' && first == '|');
    Some(Line::Row(inner.split(is_line).map(|cell| cell.trim().to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_separators_and_drawn_lines() {
        let (row, taken) = quoted_row(&["a\t\"b", "c \"\"d\"\"\"\t1", "x"], '\t');
        assert_eq!((row, taken), (vec!["a".to_owned(), "b\nc \"d\"".to_owned(), "1".to_owned()], 2));
        assert_eq!(quoted_row(&["5\"\t\"x"], '\t'), (vec!["5\"".to_owned(), "\"x".to_owned()], 1));
        assert_eq!(separator("名称,甲,1\n乙,\"a,b\",2\n丙,,3\n"), Some(','));
        assert_eq!(separator("a;b;c\nd;e;f\n;;g\n标题"), Some(';'));
        assert_eq!(separator("项目，名称\n甲, 乙\n丙"), None);
        assert_eq!(drawn("├──┼──┤"), Some(Line::Border));
        assert_eq!(drawn("+----+---+"), Some(Line::Border));
        assert_eq!(drawn("│甲 │ │"), Some(Line::Row(vec!["甲".to_owned(), String::new()])));
        assert_eq!(drawn("--- 甲"), None);
        assert_eq!(drawn("----"), None);
    }
}
