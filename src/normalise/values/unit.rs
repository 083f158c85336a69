//! Units of measure: multipliers (万, 亿), compounds (元/人·月), what kind of value they make, and base units.

use super::value::ValueKind;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Units that disclosures print. A unit outside the list is accepted after Arabic digits if it looks like one.
const KNOWN: &str = "
    % ‰ 百分比 个百分点 百分点 个点
    元 美元 港元 港币 欧元 英镑 日元 人民币元 元整 块
    个工作日 工作日 个自然日 自然日 日历天 天 日 个日历日 个月 月 年 个年 周 个星期 星期 个小时 小时 分钟 秒 秒钟 个季度 季度 季 学期 个学期 年度 个年度 周年 刻钟
    人 名 位 人次 人·次 次 人天 人日 人年 人月 户 户次 户数 家 家次 家庭 口 群 班 班次 班级 队 支 组 批 批次 次数 趟 回 轮 遍 场 场次 期 次/年
    个 件 件次 起 宗 例 案 案件 件套 项 项次 项目 类 种 套 台 台次 台套 台件 部 辆 辆次 艘 架 台班 列 节 条 根 段 处 所 座 栋 幢 间 层 片 块 面 盏 杆 扇 樘 张 页 份 本 册 卷 篇 篇次 期次 幅 枚 只 头 匹 羽 尾 株 棵 丛 穴 粒 颗 盆 桶 瓶 袋 包 箱 盒 罐 筐 车 车次 航次 班列 列次 对 双 副 把 门 挺 枝 床 床位 张床 席 席位 座位 门次 门课程 学时 课时 学分 节课 堂 讲 人份 份数 剂 剂次 支次 针 针次 片次 单 笔 票 户籍 户用 点 个点位 点位 处所 站 站点 站次 村 乡镇 社区 县 市 区 街道 园 校 院 馆 店 厂 网点 平台 系统 模块 路 路段 线 条线 环节 款 首 部次 集 档 号 版 则 条次 题 道 步 级次 层级 户次数 人户 县区 字 万字 词 行 令 印张 码洋 帧 景 幅次 样 样次 样品 批样 份样 点次 频次 频道 套次 卡 证 牌 章 标段 包件 包次 栏 期刊 代 宗次 起次 案次 个案 人均 班组 个村 个乡镇 个社区 个县 个项目 个单位 个品种 个点 个部门 个行政村 个标段 个样品 个批次
    米 延米 延长米 千米 公里 里 海里 厘米 毫米 分米 微米 平方米 平方公里 平方千米 平米 平方 ㎡ m2 m² 亩 亩次 公顷 平方厘米 立方米 方 立方 m3 m³ 土方 石方 方量 升 毫升 吨 吨位 公斤 千克 克 毫克 斤 两 担 公担 吨公里 人公里 车公里
    千瓦 兆瓦 千瓦时 度 瓦 伏 千伏 千伏安 兆伏安 安 帕 千帕 焦 千焦 摄氏度 ℃ ° 分贝 吨标准煤 标准煤 标煤 吨标煤 吨二氧化碳 微克/立方米 毫克/升 毫克/千克 倍 成 折 分 公分 分值 级 星 星级 等 等级 位次 名次 码 点数 指数 比特 兆 GB TB MB M G T KB kg g t km m cm mm L ml mL kW kWh MW MWh kV kVA MVA V A W h d min s dB Mbps Gbps mg/L μg/m³ μg/m3 hm2 ha km2 km² 头份 毫克/立方米 当量 人当量
";

static KNOWN_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| KNOWN.split_whitespace().collect());

/// Multipliers that a unit may begin with, longer ones first.
const MULTIPLIERS: [(&str, u64); 10] = [
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// The characters of the longest known unit.
const LONGEST_KNOWN: usize = 6;

/// The multiplier a unit begins with, and the rest: 万人 → (10000, 人), but 千米 stays whole.
pub(crate) fn multiplier(unit: &str) -> (u64, &str) {
    for (word, factor) in MULTIPLIERS {
        let Some(rest) = unit.strip_prefix(word) else { continue };
        let physical = word == "千" && rest.starts_with(['克', '米', '瓦', '伏', '帕', '焦']);
        if physical || (word == "百" && rest.starts_with('分')) || (rest.is_empty() && factor < 10_000) {
            return (1, unit);
        }
        return (factor, rest);
    }
    (1, unit)
}

/// Whether all parts of a (possibly compound) unit are in the list.
pub(crate) fn is_known(unit: &str) -> bool {
    let (factor, base) = multiplier(unit);
    if base.is_empty() {
        return factor > 1;
    }
    KNOWN_SET.contains(base)
        || base.contains(['/', '每'])
            && base.split(['/', '·', '*', '每', '.', '、']).all(|part| KNOWN_SET.contains(part))
}

/// The longest known unit that a text begins with, compounds included, and what follows it.
pub(crate) fn known_prefix(text: &str) -> Option<(&str, &str)> {
    let mut end = simple_prefix(text)?;
    // 元/人、月 is written for 元/人·月.
    let joins = |end: usize, c: char| matches!(c, '/' | '·') || (c == '、' && text[..end].contains('/'));
    while let Some(more) = text[end..].strip_prefix(|c| joins(end, c)).and_then(simple_prefix) {
        let separator = text[end..].chars().next().map_or(0, char::len_utf8);
        end += separator + more;
    }
    Some(text.split_at(end))
}

/// Bytes of the longest known unit without compounds, multiplier included.
fn simple_prefix(text: &str) -> Option<usize> {
    let (factor, base) = multiplier(text);
    let skipped = text.len() - base.len();
    let mut ends = [0; LONGEST_KNOWN];
    let mut count = 0;
    for (at, c) in base.char_indices().take(LONGEST_KNOWN) {
        ends[count] = at + c.len_utf8();
        count += 1;
    }
    let longest = ends[..count].iter().rev().find(|end| KNOWN_SET.contains(&base[..**end]));
    match longest {
        Some(end) => Some(skipped + end),
        None if factor >= 10_000 => Some(skipped),
        None => None,
    }
}

/// Whether an unlisted run of characters may be a unit: short, and Han or Latin throughout.
pub(crate) fn is_plausible(run: &str) -> bool {
    const MOST: usize = 6;
    const NOT_UNITS: [&str; 24] = [
        "完成", "达到", "达标", "实现", "标准", "要求", "满分", "得分", "计划", "预算", "目标", "同比", "增长", "下降",
        "提高", "提升", "不", "无", "合格", "覆盖", "确保", "保障", "开展", "年底",
    ];
    if run.is_empty() || run.chars().count() > MOST || NOT_UNITS.iter().any(|word| run.contains(word)) {
        return false;
    }
    let han = run.chars().any(is_han);
    let latin = run.chars().any(|c| c.is_ascii_alphabetic());
    // 5A级, 5G网络: a name, not a number of something.
    if han && run.starts_with(|c: char| c.is_ascii_alphabetic()) || !han && !latin {
        return false;
    }
    run.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '/' | '·' | '²' | '³' | '㎡' | '℃'))
}

/// Whether a character is a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// What a unit measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// The kind of value the unit makes.
    pub kind: ValueKind,
    /// What a number in this unit is multiplied by to be in `base`.
    pub factor: Decimal,
    /// The base unit; empty where the unit is a bare multiplier.
    pub base: String,
}

/// What a unit measures: 万元/人 → money, 10000, 元/人.
pub(crate) fn measure(unit: &str) -> Measure {
    let (factor, base) = multiplier(unit);
    let mut factor = Decimal::from(factor);
    let base = match base.contains(['每', '.', '、']) {
        true => Cow::Owned(base.replace('每', "/").replace(['.', '、'], "·")),
        false => Cow::Borrowed(base),
    };
    let base = base.as_ref();
    let (numerator, denominator) = match base.find('/') {
        Some(at) => base.split_at(at),
        None => (base, ""),
    };
    let kind = match numerator {
        "%" | "‰" | "百分比" | "个百分点" | "百分点" | "个点" => ValueKind::Ratio,
        _ if is_money(numerator) => ValueKind::Money,
        "工作日" | "个工作日" | "自然日" | "个自然日" | "日历天" | "小时" | "个小时" | "分钟" | "秒" | "秒钟"
        | "日" | "周" | "星期" | "个星期"
            if denominator.is_empty() =>
        {
            ValueKind::Duration
        }
        _ => ValueKind::Quantity,
    };
    let numerator = match numerator {
        "百分比" => "%",
        "‰" => {
            factor /= Decimal::TEN;
            "%"
        }
        "百分点" | "个点" => "个百分点",
        "个工作日" => "工作日",
        "个小时" => "小时",
        "㎡" | "m2" | "m²" | "平米" | "平方" => "平方米",
        "m3" | "m³" | "立方" | "方" => "立方米",
        "千米" | "km" => "公里",
        "千克" | "kg" => "公斤",
        "名" | "位" => "人",
        "人·次" => "人次",
        "元整" | "人民币元" => "元",
        other => other,
    };
    // A count a month or quarter is a count a year; money and other rates stay as they are.
    let yearly = match (kind, denominator) {
        (ValueKind::Quantity, "/月") => Some(12),
        (ValueKind::Quantity, "/季度" | "/季") => Some(4),
        (ValueKind::Quantity, "/半年") => Some(2),
        (ValueKind::Quantity, "/周" | "/星期") => Some(52),
        _ => None,
    };
    match yearly {
        Some(times) => Measure { kind, factor: factor * Decimal::from(times), base: format!("{numerator}/年") },
        None => Measure { kind, factor, base: format!("{numerator}{denominator}") },
    }
}

/// Whether a unit without multiplier is one of money.
pub(crate) fn is_money(unit: &str) -> bool {
    matches!(unit, "元" | "元整" | "人民币元" | "美元" | "港元" | "港币" | "欧元" | "英镑" | "日元")
}

/// Whether a unit without denominator counts time.
pub(crate) fn is_time(unit: &str) -> bool {
    matches!(
        unit,
        "工作日"
            | "个工作日"
            | "自然日"
            | "个自然日"
            | "日历天"
            | "个日历日"
            | "小时"
            | "个小时"
            | "分钟"
            | "秒"
            | "秒钟"
            | "日"
            | "周"
            | "星期"
            | "个星期"
            | "天"
            | "月"
            | "个月"
            | "年"
            | "个季度"
            | "季度"
            | "年度"
            | "个年度"
    )
}
