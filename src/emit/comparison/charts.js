// What each table looks like. A chart is made of the rows that pass the search; lengths are drawn from numbers, what is written
// beside them is the text of the table.

/** The cells of a row by column name. */
function named(table, row) {
  return Object.fromEntries(table.columns.map((column, at) => [column.name, row[at]]));
}

/** Digits in groups of three; the text of a number is never computed with. */
function grouped(text) {
  const [whole, ...rest] = text.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}

const year = (row) => [row.department || t("unnamed"), row.fiscal_year].filter(Boolean).join(" · ");
const kindName = (kind) => t("kinds")[kind] ?? kind;
const roleName = (role) => t("roles")[role] ?? role;

/** Columns of money by kind of form: what may be compared with one another. */
function seriesOf(rows) {
  const counts = new Map();
  for (const row of rows) {
    const key = `${row.kind} ${row.role}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const first = (key) => (key.endsWith(" total") ? 0 : 1);
  return [...counts].sort((a, b) => first(a[0]) - first(b[0]) || b[1] - a[1]).map(([key]) => key);
}

const CHARTS = {
  totals(rows, chosen) {
    // The bureaus with the largest amounts first, each with its years; what names no bureau comes last.
    const of = rows.filter((row) => `${row.kind} ${row.role}` === chosen);
    const largest = new Map();
    for (const row of of) largest.set(row.department, Math.max(largest.get(row.department) ?? 0, Number(row.amount_yuan)));
    const rank = (row) => [row.department === "" ? 1 : 0, -largest.get(row.department)];
    const own = [...of].sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1] || a.department.localeCompare(b.department, "zh") || a.fiscal_year.localeCompare(b.fiscal_year));
    const sums = own.filter((row) => row.amount_yuan).map((row) => ({ label: year(row), note: grouped(row.amount_yuan), segments: [{ value: Math.max(Number(row.amount_yuan), 0), look: "plain" }] }));
    const changes = own.filter((row) => row.change_percent).map((row) => {
      const up = !row.change_percent.startsWith("-");
      return { label: year(row), note: `${up ? "+" : ""}${row.change_percent}%`, segments: [{ value: Math.abs(Number(row.change_percent)), look: up ? "plain" : "warning" }] };
    });
    return [["totals", sums], ["change", changes]];
  },
  evaluations(rows) {
    const by = new Map();
    for (const row of rows) {
      const counts = by.get(row.department) ?? by.set(row.department, [0, 0, 0]).get(row.department);
      counts[{ yes: 0, no: 1 }[row.same_target] ?? 2] += 1;
    }
    const words = [t("same"), t("differs"), t("no_target")];
    return [["evaluations", [...by].map(([department, counts]) => ({
      label: department || t("unnamed"), note: counts.join(" / "), title: words.map((word, at) => `${word} ${counts[at]}`).join("，"),
      segments: counts.map((value, at) => ({ value, look: ["plain", "warning", "info"][at] })),
    }))]];
  },
  copied_goals(rows) {
    const by = new Map();
    for (const row of rows) by.set(row.copy, [...(by.get(row.copy) ?? []), row]);
    const bars = [...by.values()].map((copies) => ({ label: copies[0].goal, note: copies.length, segments: [{ value: copies.length, look: "plain" }] }));
    return [["copied_goals", bars.sort((a, b) => b.note - a.note)]];
  },
  weights(rows) {
    const bars = rows.filter((row) => row.sum).map((row) => ({
      label: [row.level2 || row.level1 || "—", row.fiscal_year].filter(Boolean).join(" · "), title: `${kindName(row.kind)} ${row.level1} ${row.level2}`,
      note: `${row.sum} (${row.least}–${row.median}–${row.most})`, segments: [{ value: Number(row.sum), look: "plain" }],
    }));
    return [["weights", bars.sort((a, b) => b.segments[0].value - a.segments[0].value)]];
  },
  qualitative(rows) {
    return [["qualitative", rows.map((row) => ({ label: year(row), note: `${row.percent}%`, title: `${row.qualitative} / ${row.indicators}`, segments: [{ value: Number(row.percent), look: "plain" }] }))]];
  },
  frequent_findings(rows) {
    return [["frequent_findings", rows.map((row) => ({ label: ruleTitle(row.rule), title: row.rule, note: row.documents, segments: [{ value: Number(row.documents), look: row.severity }] }))]];
  },
};

function ruleTitle(id) {
  return DATA.rules[id] ? pick(DATA.rules[id]) : id;
}
