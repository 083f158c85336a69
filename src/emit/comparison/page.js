// The page: a search over all tables, and for each its charts and its rows.

const DATA = JSON.parse(document.getElementById("data").textContent);
const state = { query: "", series: "", order: {} };
/** Rows that are drawn at once. */
const ROWS = 20;

/** What a cell shows: words for what the dataset has as names. */
function shown(column, text) {
  if (column.name === "kind") return kindName(text);
  if (column.name === "role") return roleName(text);
  if (column.name === "severity") return t("severity_names")[text] ?? text;
  if (column.name === "same_target") return t(text) ?? text;
  if (column.name === "rule") return `${ruleTitle(text)} ${text}`;
  return column.name.endsWith("yuan") ? grouped(text) : text;
}

class ComparisonView {
  constructor() {
    const rows = DATA.tables.flatMap((table) => table.rows.map((row) => named(table, row)));
    const bureaus = new Set(rows.map((row) => row.department).filter(Boolean));
    const years = [...new Set(rows.map((row) => row.fiscal_year).filter(Boolean))].sort();
    this.sections = DATA.tables.map((table) => h("section", { class: "comparison", id: table.name, "aria-labelledby": `${table.name}-heading` }));
    this.field = h("input", { class: "search", type: "search", placeholder: t("search_hint"), "aria-label": t("search"), value: state.query, oninput: () => {
      state.query = this.field.value;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.draw(), 120);
    } });
    const contents = h("nav", { class: "contents" }, DATA.tables.map((table) => h("a", { href: `#${table.name}` }, pick(table.title), h("span", { class: "count" }, table.all))));
    this.element = h("div", { class: "index" },
      h("header", { class: "title" }, h("h1", {}, t("title")), h("p", { class: "lead" }, t("lead", { bureaus: bureaus.size, years }))),
      contents, h("div", { class: "find" }, this.field), this.sections, h("footer", { class: "foot" }, t("footer", DATA.version)));
    this.draw();
  }

  draw() {
    const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    DATA.tables.forEach((table, at) => {
      const passes = (row) => {
        if (words.length === 0) return true;
        const text = row.map((cell, column) => `${cell} ${shown(table.columns[column], cell)}`).join(" ").toLowerCase();
        return words.every((word) => text.includes(word));
      };
      const rows = table.rows.filter(passes);
      found += rows.length;
      this.section(this.sections[at], table, rows);
    });
    if (words.length > 0) say(t("rows", found));
  }

  section(section, table, rows) {
    const cut = table.all > table.rows.length && h("p", { class: "caution" }, t("cut", { shown: table.rows.length, all: table.all, name: table.name }));
    const heading = h("h2", { id: `${table.name}-heading` }, pick(table.title), h("span", { class: "count" }, t("rows", rows.length)));
    if (rows.length === 0) return replace(section, heading, h("p", { class: "empty" }, table.all > 0 ? t("none_found") : t("none")));
    const known = rows.map((row) => named(table, row));
    const series = table.name === "totals" ? seriesOf(known) : [];
    if (series.length > 0 && !series.includes(state.series)) state.series = series[0];
    const charts = CHARTS[table.name](known, state.series).filter(([, bars]) => bars.length > 0);
    const choice = series.length > 1 && h("label", { class: "series" }, t("series"), " ", h("select", { onchange: (event) => { state.series = event.target.value; this.section(section, table, rows); section.querySelector("select").focus(); } },
      series.map((key) => h("option", { value: key, selected: key === state.series }, key.split(" ").map((part, at) => (at ? roleName : kindName)(part)).join(" · ")))));
    replace(section, heading, cut, choice, h("div", { class: "charts" }, charts.map(([name, bars]) => chart(t("charts")[name], bars, 10))), this.table(section, table, rows));
  }

  table(section, table, rows) {
    const { column: by, down } = state.order[table.name] ?? {};
    const compare = (a, b) => {
      if (a === "" || b === "") return (a === "") - (b === "");
      const sign = down ? -1 : 1;
      return sign * (table.columns[by].numeric ? Number(a) - Number(b) : a.localeCompare(b, "zh"));
    };
    const sorted = by === undefined ? rows : [...rows].sort((a, b) => compare(a[by], b[by]));
    const sort = (at) => {
      const first = table.columns[at].numeric;
      if (by !== at) state.order[table.name] = { column: at, down: first };
      else if (down === first) state.order[table.name] = { column: at, down: !first };
      else delete state.order[table.name];
      this.section(section, table, rows);
      section.querySelectorAll(".sort")[at].focus();
    };
    const head = table.columns.map((column, at) => h("th", { scope: "col", class: column.numeric ? "numeric" : null, "aria-sort": by === at ? (down ? "descending" : "ascending") : null },
      h("button", { type: "button", class: "sort", onclick: () => sort(at) }, pick(column.title))));
    const body = h("tbody", {});
    const row = (cells) => h("tr", {}, cells.map((cell, at) => h("td", { class: table.columns[at].numeric ? "numeric" : cell.length > 24 ? "long" : null }, cell === "" ? "" : shown(table.columns[at], cell))));
    const list = growing(body, sorted, row, ROWS, (n) => t("more", n));
    return [h("div", { class: "wide", tabindex: 0, role: "region", "aria-label": pick(table.title) }, h("table", { class: "documents" }, h("thead", {}, h("tr", {}, head)), body)), list[1]];
  }
}

function route() {
  if (!view) {
    view = new ComparisonView();
    replace(main, view.element);
    document.title = t("title");
  }
  const section = document.getElementById(location.hash.slice(1));
  if (section?.classList.contains("comparison")) section.scrollIntoView();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open || typing(event.target)) return;
  const run = { "/": () => view.field.focus(), "?": showKeys }[event.key];
  if (!run) return;
  event.preventDefault();
  run();
});

addEventListener("hashchange", route);
begin(DATA.lang);
