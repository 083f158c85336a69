// Bars, drawn as inline SVG: where people look rather than read.

/**
 * Horizontal bars. A row is `{label, note, segments: [{value, look}], pick, pressed, title}`; with `pick` it is a button.
 * The longest bar fills its track; further rows than `first` come on demand.
 */
function bars(rows, first) {
  const longest = Math.max(...rows.map(total), 0);
  const list = h("ul", { class: "bars" });
  const show = (items) => replace(list, items.map((row) => bar(row, longest)));
  show(rows.slice(0, first));
  if (rows.length <= first) return [list];
  let whole = false;
  const toggle = h("button", { type: "button", class: "quiet more", onclick: () => {
    whole = !whole;
    show(whole ? rows : rows.slice(0, first));
    toggle.textContent = whole ? t("fewer") : t("others", rows.length - first);
  } }, t("others", rows.length - first));
  return [list, toggle];
}

function total(row) {
  return row.segments.reduce((sum, segment) => sum + segment.value, 0);
}

function bar(row, longest) {
  const scale = longest > 0 ? 100 / longest : 0;
  let at = 0;
  const drawn = row.segments.map(({ value, look }) => {
    const rect = s("rect", { x: at, y: 0, width: value * scale, height: 10, class: look });
    at += value * scale;
    return rect;
  });
  const track = s("svg", { class: "track", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, drawn);
  const inside = [h("span", { class: "bar-label", title: row.title ?? row.label }, row.label), track, h("span", { class: "bar-note" }, row.note)];
  if (!row.pick) return h("li", {}, h("div", { class: "bar-row" }, inside));
  return h("li", {}, h("button", { type: "button", class: "bar-row", "aria-pressed": row.pressed === undefined ? null : String(row.pressed), onclick: row.pick }, inside));
}

/** A chart with its heading. */
function chart(heading, rows, first) {
  return h("section", { class: "chart" }, h("h2", {}, heading), bars(rows, first));
}
