// Search in everything the report holds: findings, fields, amounts, prose, indicators.

const HITS = 200; // hits that are shown

/** Text as it is compared: width and case do not matter. */
function plainText(text) {
  return String(text).normalize("NFKC").toLowerCase();
}

/**
 * Searches the documents of `entries` for all words of a query and hands hits to `found(hit)`; `done(more)` ends it. Blocks
 * are parsed only where their text can match. Gives a function that stops the search.
 */
function search(query, entries, found, done) {
  const words = plainText(query).split(/\s+/).filter(Boolean);
  const holds = (text) => { const plain = plainText(text); return words.every((word) => plain.includes(word)); };
  // In the JSON some characters are escaped, so words with them are not looked for in the raw text.
  const raw = words.filter((word) => !/["\\<\u0000-\u001f]/.test(word));
  const may = (text) => { const plain = plainText(text); return raw.every((word) => plain.includes(word)); };
  let at = 0;
  let hits = 0;
  let stopped = false;

  function of(entry) {
    if (holds(entry.name)) emit({ entry, text: entry.name, label: "", address: `#${entry.number}` });
    const about = block(`findings-${entry.number}`);
    if (may(about)) JSON.parse(about).findings.forEach((finding, position) => {
      const text = told(finding, "message");
      const quotes = finding.evidence.map((evidence) => evidence.quote).join(" ");
      if (holds(`${text} ${finding.rule} ${ruleName(finding.rule)} ${quotes}`)) emit({ entry, text, label: ruleName(finding.rule), severity: finding.severity, address: `#${entry.number}/findings/${position + 1}` });
    });
    for (const finding of acrossOf(entry)) {
      const text = told(finding, "message");
      if (finding.source === entry.name && holds(`${text} ${finding.rule} ${ruleName(finding.rule)}`)) emit({ entry, text, label: ruleName(finding.rule), severity: finding.severity, address: acrossAddress(finding, entry.name) });
    }
    const forms = block(`forms-${entry.number}`);
    if (may(forms)) for (const form of JSON.parse(forms).tables) for (const value of valuesOf(form)) {
      if (value.text && holds(value.text)) emit({ entry, text: String(value.text), label: `${subject(form)} · ${value.label}`, address: `#${entry.number}/data/${value.key}` });
    }
  }

  function emit(hit) {
    hits += 1;
    if (hits <= HITS) found(hit);
  }

  function work() {
    const until = performance.now() + 12;
    while (!stopped && at < entries.length && hits <= HITS && performance.now() < until) of(entries[at++]);
    if (stopped) return;
    if (at >= entries.length || hits > HITS) done(hits > HITS);
    else setTimeout(work);
  }
  setTimeout(work);
  return () => { stopped = true; };
}

/** Text around the first match of a query, with the matches marked. */
function snippet(text, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const first = Math.max(0, Math.min(...words.map((word) => { const at = lower.indexOf(word); return at < 0 ? Infinity : at; }).concat([text.length])));
  const from = first === text.length ? 0 : Math.max(0, first - 30);
  const cut = text.slice(from, from + 140);
  const pieces = [];
  let rest = cut;
  while (rest) {
    const low = rest.toLowerCase();
    const next = words.map((word) => [low.indexOf(word), word.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0])[0];
    if (!next) break;
    pieces.push(rest.slice(0, next[0]), h("mark", {}, rest.slice(next[0], next[0] + next[1])));
    rest = rest.slice(next[0] + next[1]);
  }
  return [from > 0 && "…", pieces, rest, from + 140 < text.length && "…"];
}
