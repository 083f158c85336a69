// The whole run: what was read, what was found by rule and by bureau, and the list of documents.

const ROWS = 200; // rows that a list shows at a time

class IndexView {
  constructor(filters, tab, go) {
    this.filters = filters;
    this.tabs = ["documents", "findings", ...(ACROSS.checks.length > 0 ? ["across"] : [])];
    this.tab = this.tabs.includes(tab) ? tab : "documents";
    this.go = go;
    this.order = { column: null, down: true };
    this.stop = () => {};
    this.body = h("div", { class: "index-body" });
    this.field = h("input", { type: "search", class: "search", placeholder: t("search_hint"), "aria-label": t("search"), value: filters.query, autocomplete: "off", spellcheck: "false" });
    let waiting = 0;
    this.field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { this.filters.query = this.field.value.trim(); this.draw(); }, 150);
    });
    this.controls = h("div", { class: "controls" });
    this.element = h("div", { class: "index" }, this.head(), this.tiles = h("div", { class: "tiles", role: "group", "aria-label": t("severity") }),
      h("div", { class: "find" }, this.field, this.controls), this.body, h("footer", { class: "foot" }, t("footer", RUN.version)));
    this.draw();
  }

  head() {
    const done = INDEX.filter((entry) => entry.status !== "failed");
    const sum = (name) => done.reduce((total, entry) => total + entry[name], 0);
    const failed = INDEX.length - done.length;
    const n = { documents: INDEX.length, pages: sum("pages"), forms: sum("forms"), indicators: sum("indicators") };
    const out = RUN.left_out;
    return h("header", { class: "title" }, h("h1", {}, t("title")), h("p", { class: "lead" }, t("lead", n), failed > 0 && `${lang === "zh" ? "" : " "}${t("failed_documents", failed)}`),
      Object.values(out).some((count) => count > 0) && h("p", { class: "caution" }, t("left_out", out)));
  }

  /** The findings of an entry that pass the filters, apart from those named in `but`. */
  count(entry, but = "", by = () => "") {
    const { severities, rule, bureau, year } = this.filters;
    const counts = new Map();
    for (const [[id, severity, of, when], count] of entry.tally ?? []) {
      if (but !== "severity" && severities.size > 0 && !severities.has(SEVERITIES[severity])) continue;
      if (but !== "rule" && rule && id !== rule) continue;
      if (but !== "bureau" && bureau && (entry.bureaus[of] ?? "") !== bureau) continue;
      if (year && String(when) !== year) continue;
      const key = by(id, of, severity);
      const known = counts.get(key) ?? [0, 0, 0];
      known[severity] += count;
      counts.set(key, known);
    }
    return counts;
  }

  /** Counts over all documents by a key of the finding. */
  sum(but, by) {
    const all = new Map();
    for (const entry of INDEX) {
      for (const [key, counts] of this.count(entry, but, (...of) => by(entry, ...of))) {
        const known = all.get(key) ?? [0, 0, 0];
        all.set(key, known.map((value, at) => value + counts[at]));
      }
    }
    return all;
  }

  matching() {
    const { severities, rule, bureau, year } = this.filters;
    const narrow = severities.size > 0 || rule;
    return INDEX.filter((entry) => {
      if (bureau && !entry.bureaus?.includes(bureau)) return false;
      if (year && !entry.years?.some((each) => String(each) === year)) return false;
      return !narrow || this.count(entry).size > 0;
    });
  }

  draw() {
    this.stop();
    this.drawTiles();
    this.drawControls();
    const { query } = this.filters;
    if (query) this.drawSearch(query);
    else this.drawLists();
  }

  drawTiles() {
    const counts = this.sum("severity", () => "").get("") ?? [0, 0, 0];
    replace(this.tiles, SEVERITIES.map((severity, at) => h("button", {
      type: "button", class: `tile ${severity}`, "aria-pressed": String(this.filters.severities.has(severity)),
      onclick: () => { if (!this.filters.severities.delete(severity)) this.filters.severities.add(severity); this.draw(); this.tiles.children[at].focus(); },
    }, h("span", { class: "figure" }, counts[at]), h("span", { class: "name" }, t("severities")[at]), h("span", { class: "note" }, t("severity_notes")[at]))));
  }

  drawControls() {
    const choose = (name, every, options) => h("select", { "aria-label": t(name), onchange: (event) => { this.filters[name] = event.target.value; this.draw(); this.controls.querySelector(`[data-name="${name}"]`)?.focus(); }, "data-name": name },
      h("option", { value: "" }, every), options.map(([value, text]) => h("option", { value, selected: value === this.filters[name] }, text)));
    const rules = [...new Set(INDEX.flatMap((entry) => (entry.tally ?? []).map(([[id]]) => id)))];
    const known = RUN.rules.map((rule) => rule.id).filter((id) => rules.includes(id));
    const bureaus = [...new Set(INDEX.flatMap((entry) => entry.bureaus ?? []))].sort((a, b) => a.localeCompare(b, "zh"));
    const years = [...new Set(INDEX.flatMap((entry) => entry.years ?? []))].sort((a, b) => a - b);
    const { severities, rule, bureau, year, query } = this.filters;
    const set = severities.size > 0 || rule || bureau || year || query;
    replace(this.controls,
      choose("rule", t("every_rule"), known.map((id) => [id, `${ruleName(id)} ${id}`])),
      choose("bureau", t("every_bureau"), bureaus.map((name) => [name, name])),
      choose("year", t("every_year"), years.map((each) => [String(each), String(each)])),
      h("button", { type: "button", class: "quiet", hidden: !set, onclick: () => { Object.assign(this.filters, { rule: "", bureau: "", year: "", query: "" }); severities.clear(); this.field.value = ""; this.draw(); this.field.focus(); } }, t("reset")));
  }

  drawLists() {
    const segments = (counts) => counts.map((value, at) => ({ value, look: SEVERITIES[at] }));
    const rows = (counts, name, filter) => [...counts]
      .map(([key, of]) => ({ key, of, total: of.reduce((a, b) => a + b) }))
      .sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1))
      .map(({ key, of, total }) => ({
        label: name(key), title: key, note: total, segments: segments(of), pressed: this.filters[filter] === key,
        pick: key ? () => { this.filters[filter] = this.filters[filter] === key ? "" : key; this.draw(); } : null,
      }));
    const byRule = rows(this.sum("rule", (entry, id) => id), ruleName, "rule");
    const byBureau = rows(this.sum("bureau", (entry, id, of) => entry.bureaus[of] ?? ""), (name) => name || t("unnamed"), "bureau");
    const documents = this.matching();
    const findings = documents.reduce((sum, entry) => sum + [...this.count(entry).values()].flat().reduce((a, b) => a + b, 0), 0);
    const tab = (name, count) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(this.tab === name), "aria-controls": "list", tabindex: this.tab === name ? 0 : -1,
      onclick: () => this.turn(name) }, t(name), h("span", { class: "count" }, count));
    const counts = { documents: documents.length, findings, across: ACROSS.findings.length };
    const tabs = h("div", { class: "tabs", role: "tablist" }, this.tabs.map((name) => tab(name, counts[name])));
    tabs.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      this.turn(this.tabs[(this.tabs.indexOf(this.tab) + by + this.tabs.length) % this.tabs.length]);
      event.preventDefault();
    });
    const content = { documents: () => this.documents(documents), findings: () => this.findings(documents), across: () => this.across() };
    replace(this.body,
      (byRule.length > 0) && h("div", { class: "charts" }, chart(t("by_rule"), byRule, 8), chart(t("by_bureau"), byBureau, 8)),
      tabs, h("div", { id: "list", role: "tabpanel", "aria-labelledby": `tab-${this.tab}` }, content[this.tab]()));
  }

  turn(name) {
    this.tab = name;
    this.go(name === "documents" ? "#" : `#${name}`);
    this.drawLists();
    this.body.querySelector(`#tab-${name}`).focus({ preventScroll: true });
  }

  documents(entries) {
    if (entries.length === 0) return h("p", { class: "empty" }, t("no_documents"));
    const numbers = new Map(entries.map((entry) => [entry, [...this.count(entry).values()].reduce((a, b) => a.map((value, at) => value + b[at]), [0, 0, 0])]));
    const { column, down } = this.order;
    const key = {
      name: (entry) => entry.name, bureau: (entry) => entry.bureaus?.[0] ?? "", year: (entry) => entry.years?.[0] ?? 0, pages: (entry) => entry.pages ?? 0,
      forms: (entry) => entry.forms ?? 0, indicators: (entry) => entry.indicators ?? 0, status: (entry) => entry.status,
      error: (entry) => numbers.get(entry)[0], warning: (entry) => numbers.get(entry)[1], info: (entry) => numbers.get(entry)[2],
    }[column];
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "zh") : a - b);
    const sorted = key ? [...entries].sort((a, b) => compare(key(a), key(b)) * (down ? -1 : 1)) : entries;
    const head = (name, label, numeric) => h("th", { scope: "col", class: numeric ? "numeric" : null, "aria-sort": column === name ? (down ? "descending" : "ascending") : null },
      h("button", { type: "button", class: "sort", onclick: () => { this.order = column === name ? { column: down === numeric ? name : null, down: !down } : { column: name, down: numeric }; if (!this.order.column) this.order.down = true; this.drawLists(); } }, label));
    const names = t("columns");
    const body = h("tbody", {});
    const row = (entry) => {
      const cell = (value) => h("td", { class: "numeric" }, value ?? "");
      const failed = entry.status === "failed";
      return h("tr", { onclick: (event) => { if (!event.target.closest("a")) location.hash = `#${entry.number}`; } },
        h("th", { scope: "row" }, h("a", { href: `#${entry.number}` }, entry.name), failed && h("div", { class: "error-text" }, entry.error)),
        h("td", {}, entry.bureaus?.[0], entry.bureaus?.length > 1 && h("span", { class: "faint" }, ` +${entry.bureaus.length - 1}`)), h("td", {}, entry.years?.join("、")), cell(entry.pages), cell(entry.forms), cell(entry.indicators),
        SEVERITIES.map((severity, at) => h("td", { class: `numeric ${severity}${numbers.get(entry)[at] ? "" : " none"}` }, failed ? "" : numbers.get(entry)[at])),
        h("td", { class: `status ${entry.status}` }, t("statuses")[entry.status] ?? entry.status));
    };
    const list = growing(body, sorted, row, ROWS, (n) => t("more", n));
    return [h("div", { class: "wide" }, h("table", { class: "documents" },
      h("thead", {}, h("tr", {}, head("name", names.name, false), head("bureau", names.bureau, false), head("year", names.year, false), head("pages", names.pages, true), head("forms", names.forms, true), head("indicators", names.indicators, true),
        SEVERITIES.map((severity, at) => head(severity, t("severities")[at], true)), head("status", names.status, false))), body)), list[1]];
  }

  /** The findings of all documents that pass, a portion at a time. */
  findings(entries) {
    const { severities, rule, bureau, year } = this.filters;
    const list = h("ol", { class: "hits" });
    const more = h("button", { type: "button", class: "quiet more", onclick: () => grow() }, t("more", ROWS));
    let at = 0;
    const grow = () => {
      let room = ROWS / 2;
      while (room > 0 && at < entries.length) {
        const entry = entries[at++];
        const text = block(`findings-${entry.number}`);
        if (this.count(entry).size === 0) continue;
        const forms = block(`forms-${entry.number}`);
        const tables = (bureau || year) && forms ? JSON.parse(forms).tables : null;
        const own = text ? JSON.parse(text).findings : [];
        [...own, ...acrossOf(entry)].forEach((finding, position) => {
          // Those across documents stand under one of them.
          if (finding.source && finding.source !== entry.name) return;
          if ((severities.size > 0 && !severities.has(finding.severity)) || (rule && finding.rule !== rule)) return;
          const form = finding.source ? finding : tables?.[finding.table];
          if (form && ((bureau && (form.department ?? form.reporting_unit ?? "") !== bureau) || (year && String(form.fiscal_year) !== year))) return;
          room -= 1;
          list.append(hitItem({ entry, text: told(finding, "message"), label: ruleName(finding.rule), severity: finding.severity, address: finding.source ? acrossAddress(finding, entry.name) : `#${entry.number}/findings/${position + 1}` }));
        });
      }
      more.hidden = at >= entries.length;
      if (list.childElementCount === 0 && more.hidden) list.replaceWith(h("p", { class: "empty" }, t("none_match")));
    };
    grow();
    return [list, more];
  }

  /** What came of holding the documents against each other. */
  across() {
    const hit = (finding) => hitItem({ entry: { name: finding.source }, text: told(finding, "message"), label: ruleName(finding.rule), severity: finding.severity, address: acrossAddress(finding, finding.source) });
    return [
      ACROSS.findings.length > 0 ? growing(h("ol", { class: "hits" }), ACROSS.findings, hit, ROWS, (n) => t("more", n)) : h("p", { class: "empty" }, t("no_findings")),
      checksView(ACROSS),
    ];
  }

  drawSearch(query) {
    const note = h("p", { class: "lead", role: "status" }, t("searching"));
    const list = h("ol", { class: "hits" });
    replace(this.body, note, list);
    let count = 0;
    this.stop = search(query, this.matching(), (hit) => { count += 1; list.append(hitItem(hit, query)); }, (more) => { note.textContent = t("results", count, more); });
  }
}

function hitItem({ entry, text, label, severity, address }, query) {
  return h("li", { class: severity }, h("a", { href: address },
    h("span", { class: "hit-text" }, query ? snippet(text, query) : text),
    h("span", { class: "hit-source" }, [label, entry.name].filter(Boolean).join(" · "))));
}
