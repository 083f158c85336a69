// What the comparison says otherwise than the report of a run, and besides.

Object.assign(WORDS.zh, {
  title: "部门与年度比较",
  lead: (n) => `${n.bureaus} 个单位，${n.years.length > 1 ? `${n.years[0]}–${n.years.at(-1)} 年` : `${n.years[0] ?? "—"} 年`}；数字均取自所转换的文件，金额为精确合计。`,
  search_hint: "在所有表中搜索单位、项目、指标……",
  rows: (n) => `${n} 行`,
  cut: (n) => `本页收入前 ${n.shown} 行，共 ${n.all} 行；全部见同目录的 ${n.name}.csv。`,
  none: "无。", none_found: "没有匹配的行。",
  series: "口径",
  yes: "是", no: "否",
  charts: {
    totals: "各单位各年度金额", change: "比上年变动", evaluations: "自评所用指标值与目标表", copied_goals: "同一目标出现的次数",
    weights: "各类指标的分值合计", qualitative: "定性指标占比", frequent_findings: "涉及的文件数",
  },
  same: "一致", differs: "不一致", no_target: "目标表无此指标",
  roles: { total: "资金总额", "total.initial": "年初预算", "total.adjusted": "全年预算", "total.executed": "全年执行" },
  severity_names: { error: "错误", warning: "警告", info: "提示" },
  footer: (v) => `由 jixiao ${v} 生成。本文件自成一体，不访问网络。`,
  key_list: [["/", "搜索"], ["Tab", "下一个按钮或链接"], ["Enter", "按此列排序；选用"], ["?", "本说明"]],
});

Object.assign(WORDS.en, {
  title: "Bureaus and years compared",
  lead: (n) => `${n.bureaus} bureaus, ${n.years.length > 1 ? `${n.years[0]}–${n.years.at(-1)}` : n.years[0] ?? "no year"}; every figure is from the documents that were converted, and sums are exact.`,
  search_hint: "Search bureaus, projects, indicators … in all tables",
  rows: (n) => `${n} rows`,
  cut: (n) => `The first ${n.shown} of ${n.all} rows are in this page; ${n.name}.csv beside it has all.`,
  none: "None.", none_found: "No row matches.",
  series: "Amount",
  yes: "yes", no: "no",
  charts: {
    totals: "Totals by bureau and year", change: "Change from the year before", evaluations: "Targets evaluated against targets set",
    copied_goals: "How often a goal stands", weights: "Weight by kind of indicator", qualitative: "Share of qualitative indicators",
    frequent_findings: "Documents concerned",
  },
  same: "the same", differs: "another", no_target: "not on the target form",
  roles: { total: "Total", "total.initial": "Initial budget", "total.adjusted": "Adjusted budget", "total.executed": "Executed" },
  severity_names: { error: "error", warning: "warning", info: "note" },
  footer: (v) => `Made by jixiao ${v}. This file is complete in itself and loads nothing from a network.`,
  key_list: [["/", "search"], ["Tab", "next button or link"], ["Enter", "sort by the column; choose"], ["?", "this list"]],
});
