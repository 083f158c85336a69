// What the file holds. A document's blocks are parsed when it is opened, and let go when another is.

function block(id) {
  const element = document.getElementById(id);
  return element ? element.textContent : "";
}

const RUN = JSON.parse(block("run"));
const INDEX = JSON.parse(block("index"));
INDEX.forEach((entry, position) => { entry.number = position + 1; });
const ACROSS = JSON.parse(block("across"));
const RULES = new Map(RUN.rules.map((rule) => [rule.id, rule]));
const SEVERITIES = ["error", "warning", "info"];

// The first document of a name, and the findings across documents that rest on something in it.
const NAMED = new Map([...INDEX].reverse().map((entry) => [entry.name, entry]));
const RESTING = new Map();
for (const finding of ACROSS.findings) {
  for (const name of new Set([finding.source, ...finding.evidence.map((evidence) => evidence.source ?? finding.source)])) {
    RESTING.set(name, [...(RESTING.get(name) ?? []), finding]);
  }
  // They count for the form under which they are listed.
  const entry = NAMED.get(finding.source);
  if (!entry?.tally) continue;
  const bureau = finding.department ? entry.bureaus.indexOf(finding.department) : -1;
  entry.tally.push([[finding.rule, SEVERITIES.indexOf(finding.severity), bureau < 0 ? null : bureau, finding.fiscal_year], 1]);
}

/** The findings across documents that rest on something in a document. */
function acrossOf(entry) {
  return NAMED.get(entry.name) === entry ? RESTING.get(entry.name) ?? [] : [];
}

/** Where a finding across documents is shown in one of them: after its own findings. */
function acrossAddress(finding, name) {
  const entry = NAMED.get(name);
  if (!entry?.counts) return null;
  const own = entry.counts.reduce((sum, count) => sum + count);
  return `#${entry.number}/findings/${own + acrossOf(entry).indexOf(finding) + 1}`;
}

let opened = null;

/** A document with what the report holds of it: `about` (findings, checks …), `forms`, `pages`; `null` where left out. */
function open(number) {
  if (opened?.number !== number) {
    const [about, forms, pages] = ["findings", "forms", "pages"].map((kind) => {
      const text = block(`${kind}-${number}`);
      return text ? JSON.parse(text) : null;
    });
    opened = { number, entry: INDEX[number - 1], about, forms, pages };
  }
  return opened;
}

function ruleName(id) {
  const rule = RULES.get(id);
  return rule ? pick(rule.name) : id;
}

/** The parts of a place, each on one page: `{page, rect, line}`. */
function parts(place) {
  if (!place) return [];
  return [place, ...(place.continued ?? [])].map(({ page, rect, line }) => ({ page, rect, line }));
}

function placeWords(place) {
  if (!place) return "";
  if (place.line) return t("line", place.line);
  const last = place.continued?.at(-1)?.page ?? place.page;
  return last > place.page ? t("pages", place.page, last) : t("page", place.page);
}

/** What a form is about: its project, else its department, else its title. */
function subject(form) {
  return form.project ?? form.department ?? form.reporting_unit ?? form.title ?? form.id;
}

const FIELDS = ["title", "fiscal_year", "reporting_unit", "department", "implementing_unit", "project", "period", "currency_unit"];
const COLUMNS = ["level1", "level2", "level3", "target", "weight", "scoring", "actual", "score", "deviation"];

/** Every value of a form: `{key, label, text, raw, read, repairs, place}`; the key names it in addresses. */
function valuesOf(form) {
  const values = [];
  const add = (key, label, text, more) => values.push({ key: `${form.id}.${key}`, label, text, repairs: [], ...more });
  for (const field of FIELDS) {
    const repairs = (form.repairs ?? []).filter((repair) => repair.startsWith(`${field}: `));
    if (form.places[field]) add(field, t("fields")[field], form[field], { place: form.places[field], repairs });
  }
  form.extra.forEach((field, at) => add(`extra.${at}`, field.label, field.text, { place: field.place }));
  form.budget.forEach((entry, at) => {
    const unit = entry.unit ?? (/\.(weight|rate|score)$/.test(entry.role) ? "" : form.currency_unit ?? "");
    const number = entry.amount ?? entry.number;
    const label = [entry.label, t("phases")[entry.role.split(".").at(-1)]].filter(Boolean).join(" · ");
    const read = number && number !== entry.raw ? `${number} ${unit}` : null;
    add(`budget.${at}`, label, entry.amount ?? (entry.raw || number), { raw: entry.raw, read, unit, repairs: entry.repairs ?? [], place: entry.place });
  });
  form.narratives.forEach((prose, at) =>
    add(`narratives.${at}`, prose.label, prose.text, { repairs: prose.repairs ?? [], place: prose.place }));
  for (const indicator of form.indicators) {
    for (const column of COLUMNS) {
      const value = indicatorValue(indicator, column);
      const place = indicator.places[column] ?? (value.text ? indicator.place : null);
      if (!place) continue;
      const repairs = indicator.repairs.filter((repair) => !/^level[12] /.test(repair) || repair.startsWith(column));
      values.push({ key: `${indicator.id}.${column}`, label: `${indicator.level3} · ${t("fields")[column]}`, repairs, place, ...value });
    }
    for (const [header, text] of Object.entries(indicator.extra ?? {})) {
      values.push({ key: `${indicator.id}.extra.${header}`, label: `${indicator.level3} · ${header}`, text, repairs: [], place: indicator.place });
    }
  }
  for (const field of ["total_weight", "total_score"]) {
    if (form[field]) add(field, `${t("total")} · ${t("fields")[field.slice(6)]}`, form[field].raw, { place: form[field].place });
  }
  (form.empty_category_places ?? []).forEach((category, at) =>
    add(`empty.${at}`, t("empty_categories"), category.level2, { place: category.place }));
  form.unplaced.forEach((text, at) => add(`unplaced.${at}`, t("unplaced"), text.text, { place: text.place }));
  return values;
}

function indicatorValue(indicator, column) {
  switch (column) {
    case "target":
    case "actual": {
      const value = indicator[column];
      return value ? { text: value.raw, raw: value.raw, read: reading(value) } : { text: null };
    }
    case "scoring":
      return { text: indicator.scoring_raw };
    case "weight":
      return { text: indicator.weight, read: t("from")[indicator.weight_source] ?? null };
    default:
      return { text: indicator[column] };
  }
}

const SIGNS = { eq: "=", ge: "≥", gt: ">", le: "≤", lt: "<" };

/** A target or actual value as it was understood: kind, sign, number, unit. */
function reading(value) {
  const kind = t("values")[value.kind] ?? value.kind;
  const spans = value.value_max !== null && value.value_max !== undefined;
  let number = spans ? `${value.value}–${value.value_max}` : value.value ?? "";
  if (value.date) number = value.date_max ? `${value.date}–${value.date_max}` : value.date;
  if (!number) return kind;
  const sign = SIGNS[value.comparator] ?? "";
  const implied = sign && value.comparator_source === "implied" ? t("implied") : "";
  const unit = value.date ? "" : value.unit ?? "";
  let words = `${kind} ${sign}${number}${unit && /^[A-Za-z]/.test(unit) ? " " : ""}${unit}${implied}`;
  if (value.base_value && value.base_value !== value.value) words += ` = ${value.base_value}${value.base_unit ?? ""}`;
  for (const also of value.also ?? []) words += `；${reading(also)}`;
  return words;
}

/** The key under which a printed place is found again. */
function placeKey(place) {
  return place ? `${place.page}|${place.rect ?? ""}|${place.line ?? ""}` : "";
}
