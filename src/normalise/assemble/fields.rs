//! Header fields and narratives as they are set in a form.

use super::Builder;
use crate::normalise::disclosure::{Field, Form, Narrative, PrintedNumber};
use crate::normalise::{heading, parsing};

/// What joins the two dates of a period, in a cell of its own.
const JOINERS: [&str; 10] = ["至", "到", "-", "—", "——", "－", "–", "~", "～", "－－"];
/// The same at the end of the one, or the beginning of the other.
const JOINING: [char; 8] = ['至', '到', '-', '—', '－', '–', '~', '～'];

/// A code before a project's name has so many letters and digits at least.
const CODE: usize = 10;

impl Builder<'_> {
    /// The finished form.
    pub(in crate::normalise) fn finish(mut self) -> Form {
        if let (Some(start), Some(end)) = (&self.start, &self.end)
            && self.form.period.is_none()
        {
            let text = match (&start.text, &end.text) {
                (Some(start), Some(end)) => Some(format!("{start}至{end}")),
                (one, other) => one.clone().or_else(|| other.clone()),
            };
            let mut place = start.place.clone();
            place.extend(&end.place);
            let label = format!("{}、{}", start.label, end.label);
            let repairs = vec!["joined from the dates of beginning and end".to_owned()];
            self.form.period = Some(Field { label, text, place, repairs });
        }
        if self.form.department.as_ref().is_none_or(|field| field.text.is_none())
            && let Some(superior) = self.superior.take()
        {
            self.form.department = Some(superior);
        }
        if self.form.project_code.as_ref().is_none_or(|field| field.text.is_none())
            && let Some(project) = &self.form.project
            && let Some(code) = project.text.as_deref().and_then(code_before)
        {
            self.form.project_code = Some(Field { text: Some(code.to_owned()), ..project.clone() });
        }
        self.form
    }

    /// Takes up the rest of a period whose dates, and what joins them, stand in cells of their own (`2024年1月1日`, `至`,
    /// `2024年12月31日`); how many cells that is.
    pub(super) fn join_period(&mut self, first: usize, after: &[usize]) -> usize {
        let text = |cell: usize| self.sheet.cells[cell].text.trim();
        let is_date = |text: &str| text.chars().count() <= 16 && heading::year_in(text).is_some();
        let joined = match after {
            [to, end, ..] if JOINERS.contains(&text(*to)) && is_date(text(*end)) => 2,
            [end, ..] if text(first).ends_with(JOINING) && is_date(text(*end)) => 1,
            [end, ..] if text(*end).strip_prefix(JOINING).is_some_and(is_date) => 1,
            _ => 0,
        };
        if !is_date(text(first).trim_end_matches(JOINING)) || joined == 0 {
            return 0;
        }
        let begun = self.sheet.cells[first].text.clone();
        let Some(period) = self.form.period.as_mut().filter(|period| period.text.as_ref() == Some(&begun)) else {
            return 0;
        };
        for &cell in &after[..joined] {
            self.sheet.place(cell);
            let cell = &self.sheet.cells[cell];
            period.text.get_or_insert_default().push_str(cell.text.trim());
            period.place.extend(&cell.place);
            period.repairs.extend(cell.repairs.iter().cloned());
        }
        period.repairs.push("joined from the cells of its dates".to_owned());
        joined
    }

    pub(in crate::normalise) fn push_narrative(&mut self, role: &str, field: Field) {
        self.form.narratives.push(Narrative {
            role: role.to_owned(),
            label: field.label,
            text: field.text.unwrap_or_default(),
            place: field.place,
            repairs: field.repairs,
        });
    }

    /// Sets a header field; a second value of the same field is kept among the other fields.
    pub(in crate::normalise) fn set_field(&mut self, name: &str, mut field: Field) {
        if name == "reporting_unit" || name == "department" {
            field.text = field.text.and_then(|text| without_seal(&text));
        }
        if name == "project" || name == "project_code" || name == "department" || name == "implementing_unit" {
            field.text = field.text.map(|text| text.replace('\n', ""));
        }
        let slot = match name {
            "project" => &mut self.form.project,
            "project_code" => &mut self.form.project_code,
            "department" => &mut self.form.department,
            "implementing_unit" => &mut self.form.implementing_unit,
            "reporting_unit" => &mut self.form.reporting_unit,
            "period" => &mut self.form.period,
            "period_start" => &mut self.start,
            "period_end" => &mut self.end,
            "currency_unit" if field.text.as_deref().is_some_and(|text| text.ends_with('元')) => {
                &mut self.form.currency_unit
            }
            "superior_department" => {
                self.superior = self.superior.take().or_else(|| Some(field.clone()));
                self.form.extra.push(field);
                return;
            }
            "total_score" if self.form.total_score.is_none() => {
                let printed = field.text.as_deref().unwrap_or_default().trim_end_matches('分');
                match parsing::number(printed) {
                    Some(number) => {
                        let (raw, place) = (field.text.clone().unwrap_or_default(), field.place.clone());
                        self.form.total_score = Some(PrintedNumber { raw, number: Some(number), place });
                    }
                    None => self.form.extra.push(field),
                }
                return;
            }
            "fiscal_year" => {
                heading::set_year(&mut self.form, field.text.as_deref().unwrap_or_default(), &field.place);
                self.form.extra.push(field);
                return;
            }
            _ => {
                self.form.extra.push(field);
                return;
            }
        };
        match slot {
            Some(known) if known.text.is_some() || field.text.is_none() => {
                if field.text.is_some() && field.text != known.text {
                    self.form.extra.push(field);
                }
            }
            _ => *slot = Some(field),
        }
    }
}

/// The code that a project's name begins with: `51000021R000000000001-工资性支出`.
fn code_before(name: &str) -> Option<&str> {
    let (code, rest) = name.split_once(['-', '－', '—'])?;
    let is_code = code.len() >= CODE
        && code.chars().all(|c| c.is_ascii_alphanumeric())
        && code.chars().any(|c| c.is_ascii_digit());
    (is_code && !rest.trim().is_empty()).then_some(code)
}

/// A unit's name without （盖章）; `None` where nothing else is printed.
pub(in crate::normalise) fn without_seal(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(']) {
        let close = rest[open..].find(['）', ')']).map(|close| open + close);
        let seal = close.is_some_and(|close| rest[open..close].ends_with('章'));
        let end = match close {
            Some(close) => close + rest[close..].chars().next().map_or(1, char::len_utf8),
            None => rest.len(),
        };
        out.push_str(&rest[..if seal { open } else { end }]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    let out: String = out.split('\n').collect();
    let out = out.trim_matches([' ', '：', ':', '\t']).to_owned();
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{code_before, without_seal};

    #[test]
    fn a_code_before_the_name_is_told_from_a_year() {
        assert_eq!(code_before("51000021R000000000001-工资性支出"), Some("51000021R000000000001"));
        for name in ["2023-2025年道路养护", "工资性支出", "ABCDEFGHIJKL-工程", "51000021R000000000001-"] {
            assert_eq!(code_before(name), None, "{name}");
        }
    }

    #[test]
    fn seals_go_and_other_brackets_stay() {
        assert_eq!(without_seal("某某局（盖章）").as_deref(), Some("某某局"));
        assert_eq!(without_seal("某某中心(筹)(公章)").as_deref(), Some("某某中心(筹)"));
        assert_eq!(without_seal("（盖章）"), None);
        assert_eq!(without_seal("某某局（盖章").as_deref(), Some("某某局（盖章"));
    }
}
