// The findings of a document: cards that say what is wrong, with the figures and the passages that show it.

const APART = 3; // places of one fault that are listed before the rest is folded away

/** Findings of one rule, severity and group together, in the order in which each first comes. */
function fold(findings) {
  const entries = [];
  const known = new Map();
  for (const finding of findings) {
    const key = finding.group && `${finding.severity} ${finding.rule} ${finding.group}`;
    const entry = key && known.get(key);
    if (entry) {
      entry.push(finding);
      continue;
    }
    entries.push([finding]);
    if (key) known.set(key, entries.at(-1));
  }
  return entries;
}

/** The passages of a finding that stand in a document, as marks on its pages. */
function marksOf(finding, name) {
  const marks = [];
  finding.evidence.forEach((evidence, at) => {
    if ((evidence.source ?? finding.source ?? name) !== name) return;
    for (const part of parts(evidence.place)) marks.push({ ...part, quote: evidence.quote, label: String(at + 1), evidence: at });
  });
  return marks;
}

class FindingList {
  /**
   * The findings of the document of a name: its own, then those of holding it against others. `onselect(finding, passage)`
   * is told which finding was chosen, and which passage of it.
   */
  constructor(findings, name, filters, onselect) {
    this.findings = findings;
    this.name = name;
    findings.forEach((finding, position) => { finding.position = position; });
    this.filters = filters;
    this.onselect = onselect;
    this.elements = new Map();
    this.selected = null;
    this.element = h("div", { class: "findings" });
    this.draw();
  }

  matching() {
    const { severities, rule } = this.filters;
    return this.findings.filter((finding) =>
      (severities.size === 0 || severities.has(finding.severity)) && (!rule || finding.rule === rule));
  }

  draw() {
    this.elements.clear();
    const matching = this.matching();
    const sections = SEVERITIES.map((severity, at) => {
      const of = matching.filter((finding) => finding.severity === severity);
      if (of.length === 0) return null;
      return h("section", { class: "of-severity" },
        h("h2", { class: `heading ${severity}` }, t("severities")[at], h("span", { class: "count" }, of.length)),
        fold(of).map((entry) => (entry.length === 1 ? this.card(entry[0]) : this.group(entry))));
    });
    const all = this.findings.length;
    const none = all === 0 ? t("no_findings") : matching.length === 0 ? t("none_match") : null;
    replace(this.element, this.tools(matching.length, all), none && h("p", { class: "empty" }, none), sections);
    this.order = matching.length ? [...this.element.querySelectorAll("[data-finding]")].map((e) => Number(e.dataset.finding)) : [];
    if (this.selected !== null) this.mark(this.selected);
  }

  tools(shown, all) {
    if (all === 0) return null;
    const { filters } = this;
    const chips = SEVERITIES.map((severity, at) => {
      const count = this.findings.filter((finding) => finding.severity === severity).length;
      const toggle = () => {
        if (!filters.severities.delete(severity)) filters.severities.add(severity);
        this.draw();
        this.element.querySelector(`.chip.${severity}`)?.focus();
      };
      return count > 0 && h("button", { type: "button", class: `chip ${severity}`, "aria-pressed": String(filters.severities.has(severity)), onclick: toggle },
        t("severities")[at], h("span", { class: "count" }, count));
    });
    const rules = [...new Set(this.findings.map((finding) => finding.rule))];
    const choose = h("select", { "aria-label": t("rule"), onchange: (event) => { filters.rule = event.target.value; this.draw(); } },
      h("option", { value: "" }, t("every_rule")),
      rules.map((rule) => h("option", { value: rule, selected: rule === filters.rule }, `${ruleName(rule)} ${rule}`)));
    const note = shown < all && h("span", { class: "shown" }, t("shown", shown, all),
      h("button", { type: "button", class: "quiet", onclick: () => { filters.severities.clear(); filters.rule = ""; this.draw(); } }, t("reset")));
    return h("div", { class: "filter-row" }, chips, rules.length > 1 && choose, note);
  }

  card(finding) {
    const card = h("article", { class: `finding ${finding.severity}`, "data-finding": finding.position }, this.title(finding), this.body(finding));
    return this.listen(card, finding);
  }

  /** One fault in several places: the name once, each place as a part of its own. */
  group(findings) {
    const items = findings.map((finding) =>
      this.listen(h("div", { class: "member", "data-finding": finding.position }, this.body(finding)), finding));
    const rest = items.slice(APART);
    const folded = rest.length > 1 ? rest : [];
    folded.forEach((item) => { item.hidden = true; });
    const more = folded.length > 0 && h("button", { type: "button", class: "quiet more", onclick: () => {
      folded.forEach((item) => { item.hidden = false; });
      more.remove();
    } }, t("rest", folded.length));
    return h("article", { class: `finding group ${findings[0].severity}` }, this.title(findings[0], findings.length), items, more);
  }

  title(finding, places) {
    return h("header", {},
      h("h3", {}, ruleName(finding.rule), places && h("span", { class: "count" }, t("places", places))),
      h("button", { type: "button", class: "code", title: t("about_rule"), onclick: (event) => { event.stopPropagation(); aboutRule(finding.rule); } }, finding.rule));
  }

  body(finding) {
    const pick = h("button", { type: "button", class: "pick", onclick: (event) => { event.stopPropagation(); this.select(finding.position); } }, told(finding, "message"));
    const figures = [["expected", finding.expected], ["found", finding.found], ["difference", finding.difference]].filter(([, text]) => text !== null && text !== undefined);
    const explanation = told(finding, "explanation");
    return [
      h("p", { class: "sentence" }, pick),
      figures.length > 0 && h("dl", { class: "figures" }, figures.map(([name, text]) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, text)))),
      explanation && h("p", { class: "explanation" }, h("span", { class: "term" }, t("explanation")), explanation),
      this.passages(finding),
    ];
  }

  passages(finding) {
    if (finding.evidence.length === 0) return null;
    const items = finding.evidence.map((evidence, at) => {
      const source = evidence.source ?? finding.source ?? this.name;
      const elsewhere = source !== this.name;
      const go = (event) => {
        event.stopPropagation();
        if (elsewhere) location.hash = acrossAddress(finding, source) ?? location.hash;
        else this.select(finding.position, at);
      };
      return h("li", {}, h("button", { type: "button", class: "passage", onclick: go },
        h("span", { class: "badge" }, at + 1), h("span", { class: "where" }, elsewhere && `${source} `, placeWords(evidence.place)), h("q", {}, evidence.quote)));
    });
    const list = h("ol", { class: "passages", "aria-label": t("evidence") }, items.slice(0, 4));
    const rest = items.slice(4);
    if (rest.length === 0) return list;
    const more = h("button", { type: "button", class: "quiet more", onclick: (event) => { event.stopPropagation(); list.append(...rest); more.remove(); } }, t("rest", rest.length));
    return [list, more];
  }

  listen(element, finding) {
    element.addEventListener("click", () => { if (!getSelection().toString()) this.select(finding.position); });
    this.elements.set(finding.position, element);
    return element;
  }

  select(position, passage) {
    const finding = this.findings[position];
    if (!finding) return;
    this.mark(position);
    this.onselect(finding, passage);
  }

  mark(position) {
    this.clear();
    this.selected = position;
    const element = this.elements.get(position);
    if (!element) return;
    if (element.hidden) element.parentElement.querySelector(":scope > .more")?.click();
    element.classList.add("selected");
    element.querySelector(".pick").setAttribute("aria-current", "true");
  }

  clear() {
    for (const element of this.elements.values()) {
      if (!element.classList.contains("selected")) continue;
      element.classList.remove("selected");
      element.querySelector(".pick").removeAttribute("aria-current");
    }
    this.selected = null;
  }

  /** The next or previous finding, selected and in view. */
  step(by) {
    if (this.order.length === 0) return;
    const at = this.order.indexOf(this.selected);
    const next = at < 0 ? (by > 0 ? 0 : this.order.length - 1) : Math.min(this.order.length - 1, Math.max(0, at + by));
    this.select(this.order[next]);
    this.focus();
    say(t("selected", next + 1, this.order.length));
  }

  focus() {
    const element = this.elements.get(this.selected);
    element?.querySelector(".pick").focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  }
}

/** What a rule is about, in a dialog. */
function aboutRule(id) {
  const rule = RULES.get(id);
  const parts = rule ? [["checks_what", rule.checks], ["checks_why", rule.matters], ["checks_do", rule.advice], ["checks_source", rule.source]] : [];
  dialog(ruleName(id), h("p", { class: "code" }, id),
    parts.filter(([, text]) => text).map(([term, text]) => [h("h3", {}, t(term)), h("p", {}, pick(text))]));
}
