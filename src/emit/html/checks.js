// What adds up, what could not be checked and why, and the doubts of reading: apart from the findings.

function checksView(about) {
  const stated = [];
  const silent = [];
  const reasons = new Map();
  for (const check of about.checks) {
    const statements = check.statements ?? [];
    for (const statement of statements) stated.push(h("li", {}, statement[lang], ruleTag(check.rule)));
    if ((check.outcome === "equal" || check.outcome === "within_rounding") && statements.length === 0) silent.push(check);
    if (check.outcome === "not_run") {
      const because = check.because[lang];
      reasons.set(because, [...(reasons.get(because) ?? []), check.rule]);
    }
  }
  const silently = silent.length > 0 && h("details", { class: "fold" },
    h("summary", {}, t("in_order_silent", silent.length)),
    h("ul", { class: "plain-list" }, silent.map((check) => h("li", {}, ruleName(check.rule), h("span", { class: "count" }, t("spots", check.checked)), ruleTag(check.rule)))));
  return h("div", { class: "checks" },
    (stated.length > 0 || silently) && h("section", { class: "block" }, h("h2", {}, t("in_order")), h("ul", { class: "plain-list ticks" }, stated), silently),
    reasons.size > 0 && h("section", { class: "block" }, h("h2", {}, t("not_checked")),
      h("ul", { class: "plain-list" }, [...reasons].map(([because, rules]) =>
        h("li", {}, because, h("div", { class: "tags" }, rules.map((rule) => [ruleTag(rule, ruleName(rule))])))))));
}

function ruleTag(id, name) {
  return h("button", { type: "button", class: "code", title: `${ruleName(id)} ${id}`, onclick: () => aboutRule(id) }, name ?? id);
}

/** Doubts of reading; `onplace(place, quote)` shows where. */
function notesView(about, forms, onplace) {
  const item = (words, place, quote) => h("li", {},
    place ? h("button", { type: "button", class: "passage", onclick: () => onplace(place, quote) }, h("span", { class: "where" }, placeWords(place)), h("span", {}, words)) : words);
  const notices = about.notices.map((notice) => item(told(notice, "message"), notice.place));
  const unplaced = (forms?.tables ?? []).flatMap((form) => form.unplaced).map((text) => item([`${t("unplaced")} `, h("q", {}, text.text)], text.place, text.text));
  const all = [...notices, ...unplaced];
  const list = h("ul", { class: "plain-list" });
  return h("div", { class: "notes" },
    all.length > 0 ? [h("p", { class: "lead" }, t("notes_lead")), growing(list, all, (each) => each, 100, (n) => t("more", n))] : h("p", { class: "empty" }, t("no_notes")),
    h("p", { class: "coverage" }, t("coverage", about.coverage)));
}
