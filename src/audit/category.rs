//! What a 一级指标 or 二级指标 is, by the words all variants of the forms share.

use crate::normalise::disclosure::Indicator;

/// A 二级指标, by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// 数量指标
    Quantity,
    /// 质量指标
    Quality,
    /// 时效指标
    Timeliness,
    /// 成本指标, or one of 经济成本, 社会成本, 生态环境成本
    Cost,
    /// 经济效益指标
    Economic,
    /// 社会效益指标
    Social,
    /// 生态效益指标, 环境效益指标
    Ecological,
    /// 可持续影响指标
    Sustainable,
    /// 满意度指标
    Satisfaction,
}

/// A 一级指标, by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level1 {
    /// 产出指标
    Output,
    /// 效益指标, 效果指标
    Benefit,
    /// 满意度指标
    Satisfaction,
    /// 成本指标
    Cost,
}

impl Category {
    /// All of them.
    const ALL: [Category; 9] = [
        Category::Quantity,
        Category::Quality,
        Category::Timeliness,
        Category::Cost,
        Category::Economic,
        Category::Social,
        Category::Ecological,
        Category::Sustainable,
        Category::Satisfaction,
    ];

    /// The category that a label means.
    pub fn named(label: &str) -> Option<Category> {
        // Nearly all labels are the usual ones, and every rule asks for every indicator.
        Category::ALL.into_iter().find(|category| category.label() == label).or_else(|| Category::by_words(label))
    }

    /// The category of the words in a label.
    fn by_words(label: &str) -> Option<Category> {
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        Some(match () {
            () if has(&["满意"]) => Category::Satisfaction,
            () if has(&["成本"]) => Category::Cost,
            () if has(&["数量"]) => Category::Quantity,
            () if has(&["质量"]) => Category::Quality,
            () if has(&["时效", "进度"]) => Category::Timeliness,
            () if has(&["可持续"]) => Category::Sustainable,
            () if has(&["生态", "环境"]) => Category::Ecological,
            () if has(&["经济"]) => Category::Economic,
            () if has(&["社会"]) => Category::Social,
            () => return None,
        })
    }

    /// The category an indicator is filed under.
    pub fn of(indicator: &Indicator) -> Option<Category> {
        let named = |label: &Option<String>| label.as_deref().and_then(Category::named);
        named(&indicator.level2).or_else(|| named(&indicator.level1))
    }

    /// Whether a row has the name of a category where that of an indicator belongs: its columns were not told apart.
    pub fn is_name_of(indicator: &Indicator) -> bool {
        let name = indicator.level3.trim();
        name.ends_with("指标") && Category::named(name).is_some_and(|category| names_only(name, category))
    }

    /// Whether a row has nothing but the name of a category, where the name of an indicator belongs: a row whose columns were
    /// not told apart. Categories without indicators are no rows.
    pub fn is_all_of(indicator: &Indicator) -> bool {
        let name = indicator.level3.trim();
        indicator.target.raw.trim().is_empty() && name.ends_with("指标") && Category::named(name).is_some()
    }

    /// The 一级指标 it belongs under by the official hierarchy; for satisfaction and cost the newer one.
    pub fn level1(self) -> Level1 {
        match self {
            Category::Quantity | Category::Quality | Category::Timeliness => Level1::Output,
            Category::Cost => Level1::Cost,
            Category::Satisfaction => Level1::Satisfaction,
            Category::Economic | Category::Social | Category::Ecological | Category::Sustainable => Level1::Benefit,
        }
    }

    /// The usual Chinese label.
    pub fn label(self) -> &'static str {
        match self {
            Category::Quantity => "数量指标",
            Category::Quality => "质量指标",
            Category::Timeliness => "时效指标",
            Category::Cost => "成本指标",
            Category::Economic => "经济效益指标",
            Category::Social => "社会效益指标",
            Category::Ecological => "生态效益指标",
            Category::Sustainable => "可持续影响指标",
            Category::Satisfaction => "满意度指标",
        }
    }
}

/// Whether a name says no more than that it is of the category: 数量指标, 经济效益指标, 服务对象满意度指标.
fn names_only(name: &str, category: Category) -> bool {
    let short = category.label().trim_end_matches("指标");
    name.trim_end_matches("指标") == short || category == Category::Satisfaction
}

impl Level1 {
    /// The level that a label means.
    pub fn named(label: &str) -> Option<Level1> {
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        Some(match () {
            () if has(&["满意"]) => Level1::Satisfaction,
            () if has(&["成本"]) => Level1::Cost,
            () if has(&["产出"]) => Level1::Output,
            () if has(&["效益", "效果"]) => Level1::Benefit,
            () => return None,
        })
    }

    /// The usual Chinese label.
    pub fn label(self) -> &'static str {
        match self {
            Level1::Output => "产出指标",
            Level1::Benefit => "效益指标",
            Level1::Satisfaction => "满意度指标",
            Level1::Cost => "成本指标",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_labels_mean_what_their_words_mean() {
        for category in Category::ALL {
            assert_eq!(Category::by_words(category.label()), Some(category));
        }
    }
}
