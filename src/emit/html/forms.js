// The forms of a document as data; every value is a button that shows its place on the page.

class Forms {
  /** `onselect(value)` is told which value was chosen; `concerns` maps places to the findings that rest on them. */
  constructor({ tables, projects }, concerns, onselect) {
    this.tables = tables;
    this.concerns = concerns;
    this.onselect = onselect;
    this.values = new Map();
    this.buttons = new Map();
    this.sections = new Map();
    this.selected = null;
    for (const form of tables) for (const value of valuesOf(form)) this.values.set(value.key, value);
    const open = tables.length === 1;
    this.element = h("div", { class: "forms" }, this.chart(projects),
      tables.length === 0 && h("p", { class: "empty" }, t("no_forms")),
      tables.map((form, at) => this.section(form, open || at === 0)));
  }

  /** The budgets of the projects, longest first as printed. */
  chart(projects) {
    if (projects.length < 2) return null;
    const rows = projects.map(({ table, entry, yuan }) => {
      const form = this.tables.find((each) => each.id === table);
      const amount = form.budget[entry];
      const key = `${table}.budget.${entry}`;
      return {
        label: subject(form), note: `${amount.amount} ${amount.unit ?? form.currency_unit ?? ""}`,
        segments: [{ value: Math.max(Number(yuan), 0), look: "plain" }], pick: () => this.reach(key),
      };
    });
    rows.sort((a, b) => total(b) - total(a));
    return chart(t("by_project"), rows, 12);
  }

  section(form, open) {
    const kind = t("kinds")[form.kind] ?? form.kind;
    const pages = form.pages.length > 1 ? t("pages", form.pages[0], form.pages.at(-1)) : form.pages.length ? t("page", form.pages[0]) : "";
    const facts = [kind, form.fiscal_year, form.indicators.length ? t("indicator_count", form.indicators.length) : "", pages].filter(Boolean);
    const section = h("details", { class: "form", "data-form": form.id },
      h("summary", {}, h("span", { class: "subject" }, subject(form)), h("span", { class: "facts" }, facts.join(" · "))));
    const build = () => {
      if (section.childElementCount === 1) section.append(this.body(form));
    };
    section.addEventListener("toggle", build);
    this.sections.set(form.id, { section, build });
    if (open) {
      section.open = true;
      build();
    }
    return section;
  }

  body(form) {
    return h("div", { class: "form-body" }, this.header(form), this.budget(form), this.prose(form), this.indicators(form), this.rest(form));
  }

  /** The button for a value; blank cells are buttons too, for their place is worth seeing. */
  value(key, look) {
    const value = this.values.get(key);
    if (!value) return null;
    const findings = this.concerns.get(placeKey(value.place)) ?? [];
    const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
    const blank = value.text === null || value.text === undefined || value.text === "";
    const button = h("button", {
      type: "button", "data-key": key, title: value.label,
      class: ["value", look, blank && "blank", worst && `flag ${worst}`, value.repairs.length > 0 && "repaired"].filter(Boolean).join(" "),
      onclick: () => this.select(key),
    }, blank ? "—" : String(value.text));
    if (key === this.selected) button.classList.add("selected");
    this.buttons.set(key, button);
    return button;
  }

  header(form) {
    const keys = [...FIELDS, ...form.extra.map((_, at) => `extra.${at}`)].map((field) => `${form.id}.${field}`).filter((key) => this.values.has(key));
    if (keys.length === 0) return null;
    return h("dl", { class: "header" }, keys.map((key) => h("div", {}, h("dt", {}, this.values.get(key).label), h("dd", {}, this.value(key)))));
  }

  /** Amounts: a list where the form has one column, a grid where it has several. */
  budget(form) {
    if (form.budget.length === 0) return null;
    const PHASES = ["initial", "adjusted", "executed", "weight", "rate", "score"];
    const of = (entry) => PHASES.find((phase) => entry.role.endsWith(`.${phase}`)) ?? "";
    const phases = ["", ...PHASES].filter((phase) => form.budget.some((entry) => of(entry) === phase));
    const rows = [];
    form.budget.forEach((entry, at) => {
      const phase = of(entry);
      const item = phase ? entry.role.slice(0, -phase.length - 1) : entry.role;
      let row = rows.at(-1);
      if (!row || row.item !== item || row.label !== entry.label || row.cells.has(phase)) rows.push(row = { item, label: entry.label, cells: new Map(), part: Boolean(entry.part_of) });
      row.cells.set(phase, `${form.id}.budget.${at}`);
    });
    const unit = form.currency_unit ? `（${form.currency_unit}）` : "";
    return this.block(t("budget") + unit, h("table", { class: "budget" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("label")), phases.map((phase) => h("th", { scope: "col", class: "numeric" }, phase ? t("phases")[phase] : t("amount"))))),
      h("tbody", {}, rows.map((row) => h("tr", { class: /^(source|nature)/.test(row.item) ? "below" : null },
        h("th", { scope: "row", class: row.part ? "part" : null }, row.label),
        phases.map((phase) => h("td", { class: "numeric" }, row.cells.has(phase) && this.value(row.cells.get(phase), "figure"))))))));
  }

  prose(form) {
    if (form.narratives.length === 0) return null;
    return this.block(t("narratives"), h("dl", { class: "prose-list" }, form.narratives.map((prose, at) =>
      h("div", {}, h("dt", {}, prose.label), h("dd", {}, this.value(`${form.id}.narratives.${at}`, "prose"))))));
  }

  indicators(form) {
    if (form.indicators.length === 0) return null;
    const shown = COLUMNS.filter((column) => form.indicators.some((indicator) => {
      const value = this.values.get(`${indicator.id}.${column}`);
      return value && value.text !== null && value.text !== undefined && value.text !== "";
    }));
    const extra = [...new Set(form.indicators.flatMap((indicator) => Object.keys(indicator.extra ?? {})))];
    const numeric = new Set(["weight", "score"]);
    let before = {};
    const rows = form.indicators.map((indicator) => {
      const repeated = (column) => (column === "level1" || column === "level2") && before[column] === indicator[column] && before.level1 === indicator.level1 && before.section === indicator.section;
      const cells = shown.map((column) => h("td", { class: [`of-${column}`, numeric.has(column) && "numeric", repeated(column) && "again"].filter(Boolean).join(" ") },
        this.value(`${indicator.id}.${column}`, numeric.has(column) ? "figure" : "")));
      const section = indicator.section && indicator.section !== before.section
        && h("tr", { class: "section" }, h("th", { colspan: shown.length + extra.length, scope: "rowgroup" }, indicator.section));
      before = indicator;
      return [section, h("tr", {}, cells, extra.map((header) => h("td", {}, this.value(`${indicator.id}.extra.${header}`))))];
    });
    const totals = ["weight", "score"].filter((name) => this.values.has(`${form.id}.total_${name}`));
    return this.block(t("indicators"), h("div", { class: "wide" }, h("table", { class: "indicators" },
      h("thead", {}, h("tr", {}, shown.map((column) => h("th", { scope: "col", class: numeric.has(column) ? "numeric" : null }, t("fields")[column])), extra.map((header) => h("th", { scope: "col" }, header)))),
      h("tbody", {}, rows),
      totals.length > 0 && h("tfoot", {}, h("tr", {}, shown.map((column, at) =>
        numeric.has(column) ? h("td", { class: "numeric" }, this.value(`${form.id}.total_${column}`, "figure")) : h("td", {}, at === 0 && t("total"))), extra.map(() => h("td", {})))))));
  }

  rest(form) {
    const list = (name, prefix, count) => {
      const keys = Array.from({ length: count }, (_, at) => `${form.id}.${prefix}.${at}`);
      return count > 0 && this.block(name, h("ul", { class: "loose" }, keys.map((key) => h("li", {}, this.value(key)))));
    };
    return [list(t("empty_categories"), "empty", (form.empty_category_places ?? []).length), list(t("unplaced"), "unplaced", form.unplaced.length)];
  }

  block(heading, content) {
    return h("section", { class: "block" }, h("h3", {}, heading), content);
  }

  select(key) {
    const value = this.values.get(key);
    if (!value) return;
    this.clear();
    this.selected = key;
    this.buttons.get(key)?.classList.add("selected");
    this.onselect(value, this.concerns.get(placeKey(value.place)) ?? []);
  }

  /** Opens the form of a value, brings the value into view and selects it. */
  reach(key) {
    const known = this.sections.get(key.split(".")[0]);
    if (!known) return;
    known.section.open = true;
    known.build();
    this.select(key);
    const button = this.buttons.get(key) ?? known.section;
    button.scrollIntoView({ block: "center" });
  }

  clear() {
    this.buttons.get(this.selected)?.classList.remove("selected");
    this.selected = null;
  }

  /** The value that stands at a point of a page: the smallest place around it. */
  at(page, x, y) {
    let best = null;
    let least = Infinity;
    for (const value of this.values.values()) {
      for (const part of parts(value.place)) {
        if (part.page !== page || !part.rect) continue;
        const [x0, y0, x1, y1] = part.rect;
        const area = (x1 - x0) * (y1 - y0);
        if (x >= x0 && x <= x1 && y >= y0 && y <= y1 && area < least) [best, least] = [value.key, area];
      }
    }
    return best;
  }

  /** For printing: every form open. */
  openAll() {
    for (const { section, build } of this.sections.values()) {
      section.open = true;
      build();
    }
  }
}
