// The pages as they were read, with what is pointed at highlighted.

const DENSE = 60; // marks on a page beyond which they carry no numbers

class Facsimile {
  /** `onpoint(page, x, y)` is told where a page was clicked, in points. */
  constructor(pages, onpoint) {
    this.onpoint = onpoint;
    this.zoom = 1;
    this.marks = [];
    this.look = "value";
    this.drawn = new Set();
    this.stage = h("div", { class: "stage", tabindex: "0", role: "region", "aria-label": t("facsimile") });
    this.counter = h("span", { class: "counter", "aria-live": "off" });
    this.element = h("section", { class: "facsimile" }, this.toolbar(pages), this.stage);
    this.sheets = new Map();
    if (!pages) {
      this.stage.append(h("p", { class: "empty" }, t("no_facsimile")));
    } else if (pages.lines) {
      this.lines = pages.lines;
      this.stage.append(this.text());
    } else {
      for (const page of pages.pages) this.add(page);
      this.watch();
    }
  }

  toolbar(pages) {
    const step = (by) => () => this.turn(by);
    const button = (label, sign, onclick) => h("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick }, sign);
    if (!pages?.pages) return h("div", { class: "tools" }, h("span", { class: "counter" }, t("facsimile")));
    return h("div", { class: "tools" },
      button(t("previous_page"), "‹", step(-1)), this.counter, button(t("next_page"), "›", step(1)),
      h("span", { class: "gap" }),
      button(t("smaller"), "−", () => this.scale(this.zoom / 1.25)),
      button(t("fit"), "↔", () => this.scale(1)),
      button(t("larger"), "+", () => this.scale(this.zoom * 1.25)));
  }

  add(page) {
    const sheet = h("div", { class: "sheet", "data-page": page.number });
    sheet.style.aspectRatio = `${Math.max(page.width, 1)} / ${Math.max(page.height, 1)}`;
    sheet.addEventListener("click", (event) => {
      const box = sheet.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * page.width / 10;
      const y = ((event.clientY - box.top) / box.height) * page.height / 10;
      if (!getSelection().toString()) this.onpoint(page.number, x, y);
    });
    this.sheets.set(page.number, { page, sheet });
    this.stage.append(sheet);
  }

  /** Draws pages as they come near, and says which one is looked at. */
  watch() {
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.draw(Number(entry.target.dataset.page));
    }, { root: this.stage, rootMargin: "600px 0px" });
    for (const { sheet } of this.sheets.values()) near.observe(sheet);
    this.stage.addEventListener("scroll", () => this.count(), { passive: true });
    new ResizeObserver(() => this.count()).observe(this.stage);
  }

  /** The page in the middle of what is seen. */
  current() {
    const middle = this.stage.scrollTop + this.stage.clientHeight / 3;
    let last = 1;
    for (const [number, { sheet }] of this.sheets) {
      if (sheet.offsetTop > middle) break;
      last = number;
    }
    return last;
  }

  count() {
    this.counter.textContent = t("page_of", this.current(), this.sheets.size);
  }

  turn(by) {
    const sheet = this.sheets.get(this.current() + by)?.sheet;
    if (sheet) this.stage.scrollTop = sheet.offsetTop - 8;
  }

  scale(zoom) {
    const middle = (this.stage.scrollTop + this.stage.clientHeight / 2) / this.stage.scrollHeight;
    this.zoom = Math.min(4, Math.max(0.4, zoom));
    this.stage.style.setProperty("--zoom", this.zoom);
    this.stage.scrollTop = middle * this.stage.scrollHeight - this.stage.clientHeight / 2;
    this.count();
  }

  draw(number) {
    const known = this.sheets.get(number);
    if (!known || this.drawn.has(number)) return;
    this.drawn.add(number);
    known.sheet.replaceChildren(picture(known.page));
    this.mark(number);
  }

  /** Highlights marks `{page, rect, line, quote, label}` and brings the first, or the one at `focus`, into view. */
  show(marks, look, focus = 0) {
    const before = new Set(this.marks.map((mark) => mark.page));
    this.marks = marks;
    this.look = look;
    if (this.lines) return this.showLines(focus);
    for (const page of new Set([...before, ...marks.map((mark) => mark.page)])) if (this.drawn.has(page)) this.mark(page);
    const target = marks[focus];
    if (target && this.sheets.has(target.page)) {
      this.draw(target.page);
      this.reveal(target);
    }
  }

  clear() {
    this.show([], this.look);
  }

  mark(number) {
    const { sheet } = this.sheets.get(number);
    const drawing = sheet.firstElementChild;
    drawing.querySelector(".marks")?.remove();
    const marks = this.marks.filter((mark) => mark.page === number && mark.rect);
    if (marks.length === 0) return;
    const badges = marks.length <= DENSE ? marks.filter((mark) => mark.label).map(badge) : [];
    drawing.append(s("g", { class: `marks ${this.look}` }, marks.map((mark) => s("rect", { class: `mark ${mark.look ?? this.look}`, rx: 18, ...around(mark) })), badges));
  }

  /** Scrolls so that a mark is in view, with the other marks of its page where they fit. */
  reveal(target) {
    const { page, sheet } = this.sheets.get(target.page);
    const scale = sheet.clientWidth / (page.width / 10);
    const rect = target.rect ?? [0, 0, page.width / 10, 20];
    const near = this.marks.filter((mark) => mark.page === target.page && mark.rect);
    const height = this.stage.clientHeight;
    let top = rect[1];
    let bottom = rect[3];
    for (const { rect: other } of near) {
      const [above, below] = [Math.min(top, other[1]), Math.max(bottom, other[3])];
      if ((below - above) * scale < height * 0.7) [top, bottom] = [above, below];
    }
    const middle = sheet.offsetTop + ((top + bottom) / 2) * scale;
    this.stage.scrollTop = middle - Math.max(height / 2, ((bottom - top) * scale) / 2);
    this.stage.scrollLeft = sheet.offsetLeft + ((rect[0] + rect[2]) / 2) * scale - this.stage.clientWidth / 2;
    this.count();
  }

  /** The lines of a text form. */
  text() {
    const rows = this.lines.map(([number, content]) => {
      const cells = Array.isArray(content) ? content : [content];
      return h("li", { "data-line": number, value: number || null },
        cells.map((cell) => h("span", { class: Array.isArray(content) ? "cell" : "prose" }, cell || " ")));
    });
    return h("ol", { class: "lines" }, rows);
  }

  showLines(focus) {
    for (const old of this.stage.querySelectorAll(".marked")) old.classList.remove("marked", "error", "warning", "info", "value");
    let first = null;
    this.marks.forEach((mark, at) => {
      const rows = [...this.stage.querySelectorAll(`[data-line="${Number(mark.line)}"]`)];
      const bare = (text) => text.replace(/\s+/g, "");
      const quote = bare(mark.quote ?? "");
      const cells = rows.flatMap((row) => [...row.children]);
      const exact = quote ? cells.filter((cell) => bare(cell.textContent) === quote) : [];
      const holding = quote ? cells.filter((cell) => bare(cell.textContent).includes(quote)) : [];
      const found = exact.length ? exact : holding.length ? holding : rows;
      for (const element of found) element.classList.add("marked", this.look);
      if (at === focus || !first) first = found[0] ?? first;
    });
    if (first) this.stage.scrollTop = first.getBoundingClientRect().top - this.stage.getBoundingClientRect().top + this.stage.scrollTop - this.stage.clientHeight / 2;
  }

  /** For printing: every page that is pointed at, drawn. */
  drawAll(numbers) {
    for (const number of numbers) this.draw(number);
  }
}

/** A page as a drawing; lengths are tenths of a point. */
function picture(page) {
  const drawing = s("svg", { class: "page", viewBox: `0 0 ${page.width} ${page.height}`, role: "img", "aria-label": t("page", page.number) });
  drawing.append(s("rect", { class: "paper", width: page.width, height: page.height }));
  if (page.picture) drawing.append(s("image", { href: page.picture, width: page.width, height: page.height, preserveAspectRatio: "none" }));
  else for (const [x0, y0, x1, y1] of page.images ?? []) drawing.append(s("rect", { class: "image", x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
  for (const [x0, y0, x1, y1] of page.unknown ?? []) drawing.append(s("rect", { class: "unknown", x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
  // A picture shows its lines and characters itself; the characters lie over it unseen, to be searched and copied.
  if (!page.picture) drawing.append(rulings(page.across, (at, from, to) => `M${from} ${at}H${to}`), rulings(page.down, (at, from, to) => `M${at} ${from}V${to}`));
  drawing.append(s("g", { class: page.picture ? "glyphs beneath" : "glyphs" }, page.text.map(run)));
  return drawing;
}

/** Rulings of one axis, a path for each width. */
function rulings(numbers, segment) {
  const paths = new Map();
  for (let i = 0; i + 3 < numbers.length; i += 4) {
    const width = Math.min(Math.max(numbers[i + 3], 4), 60);
    paths.set(width, (paths.get(width) ?? "") + segment(numbers[i], numbers[i + 1], numbers[i + 2]));
  }
  return s("g", { class: "rulings" }, [...paths].map(([width, d]) => s("path", { d, "stroke-width": width })));
}

const TURNS = { down: 90, left: 180, up: 270 };

/** A run of characters, each at its own place. */
function run([x, y, size, text, rest, direction]) {
  const count = [...text].length;
  const xs = [x];
  if (Array.isArray(rest)) for (const step of rest) xs.push(xs.at(-1) + step);
  else for (let i = 1; i < count; i++) xs.push(Math.round(x + ((rest - x) * i) / (count - 1)));
  // Characters beyond the basic plane count twice in the lists of SVG.
  const places = [...text].flatMap((character, i) => (character.length > 1 ? [xs[i], xs[i]] : [xs[i]]));
  const turn = TURNS[direction] ? `rotate(${TURNS[direction]} ${x} ${y})` : null;
  return s("text", { x: places.join(" "), y, "font-size": size, transform: turn, class: direction === "oblique" ? "faint" : null }, text);
}

/** The box around a marked place, in tenths of a point: a little larger than the place. */
function around({ rect: [x0, y0, x1, y1] }) {
  return { x: x0 * 10 - 12, y: y0 * 10 - 8, width: (x1 - x0) * 10 + 24, height: (y1 - y0) * 10 + 16 };
}

/** The number of the passage that a marked place belongs to. */
function badge(mark) {
  const { x, y } = around(mark);
  return s("g", { class: "badge-on-page" }, s("circle", { cx: x, cy: y, r: 62 }), s("text", { x, y: y + 28, "font-size": 80, "text-anchor": "middle" }, mark.label));
}
