// One document: findings, data, checks and notes on the left, the page on the right.

const TABS = ["findings", "data", "checks", "notes"];

class DocumentView {
  /** `go(address)` puts an address into the address bar without drawing again. */
  constructor(number, filters, go) {
    this.number = number;
    this.go = go;
    this.data = open(number);
    const { about, forms, pages, entry } = this.data;
    this.facsimile = new Facsimile(pages, (page, x, y) => this.point(page, x, y));
    this.inspector = h("aside", { class: "inspector", hidden: true, "aria-live": "polite" });
    this.panels = new Map();
    this.built = new Set();
    this.tab = null;
    const findings = [...(about?.findings ?? []), ...acrossOf(entry)];
    this.findings = findings;
    this.concerns = new Map();
    for (const finding of findings) for (const { place, source } of finding.evidence) {
      if ((source ?? finding.source ?? entry.name) !== entry.name) continue;
      const key = placeKey(place);
      const known = this.concerns.get(key) ?? [];
      if (!known.includes(finding)) this.concerns.set(key, [...known, finding]);
    }
    this.list = new FindingList(findings, entry.name, { severities: new Set(filters.severities), rule: findings.some((finding) => finding.rule === filters.rule) ? filters.rule : "" },
      (finding, passage) => this.showFinding(finding, passage));
    this.forms = forms ? new Forms(forms, this.concerns, (value, concerned) => this.showValue(value, concerned)) : null;
    this.element = h("div", { class: "document" }, this.head(entry), h("div", { class: "panes" },
      h("div", { class: "left" }, this.tabs(), TABS.map((tab) => this.panel(tab)), this.inspector), this.facsimile.element));
  }

  head(entry) {
    const facts = entry.status === "failed" ? t("statuses").failed
      : t("facts", { ...entry, format: t("formats")[entry.format] ?? entry.format });
    const neighbour = (by, label, sign) => {
      const number = this.number + by;
      return h("a", { class: "icon", href: INDEX[number - 1] ? `#${number}` : null, "aria-label": label, title: label, "aria-disabled": INDEX[number - 1] ? null : "true" }, sign);
    };
    return h("header", { class: "document-head" },
      h("a", { class: "back", href: "#" }, "‹ ", t("all_documents")),
      h("div", { class: "names" }, h("h1", {}, entry.name), h("p", { class: "facts" }, [entry.bureaus?.[0], entry.years?.join("、"), facts].filter(Boolean).join(" · "))),
      h("nav", { class: "neighbours" }, neighbour(-1, t("previous_document"), "↑"), h("span", { class: "counter" }, `${this.number} / ${INDEX.length}`), neighbour(1, t("next_document"), "↓")));
  }

  tabs() {
    const { forms, entry } = this.data;
    const counts = { findings: this.findings.length, data: forms?.tables.length, notes: entry.notices };
    const list = h("div", { class: "tabs", role: "tablist" }, TABS.map((tab) => h("button", {
      type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, onclick: () => { this.turn(tab); this.go(`#${this.number}/${tab}`); },
    }, t("tabs")[tab], counts[tab] > 0 && h("span", { class: "count" }, counts[tab]))));
    list.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = TABS[(TABS.indexOf(this.tab) + by + TABS.length) % TABS.length];
      this.turn(next);
      this.go(`#${this.number}/${next}`);
      list.querySelector(`#tab-${next}`).focus();
      event.preventDefault();
    });
    this.tablist = list;
    return list;
  }

  panel(tab) {
    const panel = h("div", { class: "panel", role: "tabpanel", id: `panel-${tab}`, "aria-labelledby": `tab-${tab}`, hidden: true });
    this.panels.set(tab, panel);
    return panel;
  }

  build(tab) {
    if (this.built.has(tab)) return;
    this.built.add(tab);
    const { about, forms, entry } = this.data;
    const missing = (text) => h("p", { class: "empty" }, entry.status === "failed" ? entry.error : text);
    const nothingRead = entry.status === "scanned";
    const content = {
      findings: () => (nothingRead ? missing(t("scanned")) : about ? this.list.element : missing(t("no_details_here"))),
      data: () => (this.forms ? this.forms.element : missing(t("no_forms_here"))),
      checks: () => (about ? checksView(about) : missing(t("no_details_here"))),
      notes: () => (about ? notesView(about, forms, (place, quote) => this.facsimile.show(parts(place).map((part) => ({ ...part, quote })), "value")) : missing(t("no_details_here"))),
    };
    put(this.panels.get(tab), [content[tab]()]);
  }

  /** Shows one of the tabs. */
  turn(tab) {
    this.build(tab);
    this.tab = tab;
    for (const [name, panel] of this.panels) panel.hidden = name !== tab;
    for (const button of this.tablist.children) {
      const chosen = button.id === `tab-${tab}`;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    this.hideValue();
  }

  /** Follows an address: a tab, and a finding or value on it. */
  follow(tab, detail) {
    this.turn(TABS.includes(tab) ? tab : "findings");
    if (this.tab === "findings" && detail) {
      this.list.select(Number(detail) - 1);
      this.list.elements.get(this.list.selected)?.scrollIntoView({ block: "nearest" });
    }
    if (this.tab === "data" && detail && this.forms) this.forms.reach(detail);
  }

  showFinding(finding, passage) {
    const marks = marksOf(finding, this.data.entry.name);
    const focus = Math.max(0, marks.findIndex((mark) => mark.evidence === (passage ?? 0)));
    this.forms?.clear();
    this.facsimile.show(marks, finding.severity, focus);
    this.go(`#${this.number}/findings/${finding.position + 1}`);
  }

  showValue(value, concerned) {
    this.list.clear();
    this.facsimile.show(parts(value.place).map((part) => ({ ...part, quote: value.raw ?? value.text })), "value");
    this.go(`#${this.number}/data/${value.key}`);
    const text = value.text ?? "";
    const printed = value.raw ?? String(text);
    const line = (term, ...content) => h("div", {}, h("dt", {}, term), h("dd", {}, content));
    replace(this.inspector,
      h("header", {}, h("strong", {}, value.label), h("span", { class: "where" }, placeWords(value.place)),
        h("button", { type: "button", class: "icon", "aria-label": t("close"), onclick: () => this.escape() }, "×")),
      h("dl", {},
        line(t("printed"), printed === "" ? h("span", { class: "blank" }, t("blank")) : h("q", {}, printed)),
        value.read && line(t("read_as"), value.read),
        value.repairs.length > 0 && line(t("repairs"), value.repairs.map(repairWords).join(lang === "zh" ? "；" : "; ")),
        concerned.length > 0 && line(t("concerns"), h("ul", { class: "plain-list" }, concerned.map((finding) => h("li", {},
          h("button", { type: "button", class: `link ${finding.severity}`, onclick: () => { this.turn("findings"); this.list.select(finding.position); this.list.focus(); } }, told(finding, "message"))))))));
    this.inspector.hidden = false;
  }

  hideValue() {
    this.inspector.hidden = true;
    this.forms?.clear();
  }

  /** A click on the page: the value that stands there. */
  point(page, x, y) {
    const key = this.forms?.at(page, x, y);
    if (!key) return;
    this.turn("data");
    this.forms.reach(key);
  }

  /** Clears what is selected; says whether there was anything. */
  escape() {
    const chosen = this.list.selected !== null || !this.inspector.hidden || this.facsimile.marks.length > 0;
    this.list.clear();
    this.hideValue();
    this.facsimile.clear();
    this.go(`#${this.number}/${this.tab}`);
    return chosen;
  }

  step(by) {
    if (this.tab !== "findings") this.turn("findings");
    this.list.step(by);
  }

  /**
   * Puts on paper what is looked at. Findings come with the checks and notes, and with the pages that errors and warnings
   * point to, all of them marked; the filters decide which findings. The data come alone.
   */
  preparePrint() {
    const whole = this.tab === "findings";
    for (const tab of whole ? ["findings", "checks", "notes"] : [this.tab]) this.build(tab);
    this.element.classList.toggle("whole", whole);
    if (this.tab === "data") this.forms?.openAll();
    const serious = whole ? this.list.matching().filter((finding) => finding.severity !== "info") : [];
    const marks = serious.flatMap((finding) => marksOf(finding, this.data.entry.name).map((mark) => ({ ...mark, label: "", look: finding.severity })));
    const numbers = [...new Set(marks.map((mark) => mark.page))];
    const before = { marks: this.facsimile.marks, look: this.facsimile.look };
    this.facsimile.drawAll(numbers);
    this.facsimile.show(marks, "error", -1);
    for (const [number, { sheet }] of this.facsimile.sheets ?? []) sheet.classList.toggle("on-paper", numbers.includes(number));
    addEventListener("afterprint", () => this.facsimile.show(before.marks, before.look, -1), { once: true });
  }
}
