// Which view is shown, the bar above it, and the keyboard.

const main = document.getElementById("main");
const filters = { query: "", severities: new Set(), rule: "", bureau: "", year: "" };
let view = null;

/** Puts an address into the address bar; nothing is drawn. */
function go(address) {
  try {
    history.replaceState(null, "", address === "#" ? location.pathname + location.search : address);
  } catch {
    // Some viewers of local files allow no history; the address is a convenience.
  }
}

/** Draws what the address says. */
function route() {
  const [first, tab, ...detail] = decodeURIComponent(location.hash.slice(1)).split("/");
  const number = Number(first);
  if (Number.isInteger(number) && INDEX[number - 1]) {
    if (!(view instanceof DocumentView) || view.number !== number) show(new DocumentView(number, filters, go));
    view.follow(tab, detail.join("/"));
    document.title = `${INDEX[number - 1].name} · ${t("title")}`;
  } else {
    show(new IndexView(filters, first, go));
    document.title = t("title");
  }
}

function show(next) {
  view?.stop?.();
  view = next;
  document.body.classList.toggle("reading", next instanceof DocumentView);
  replace(main, next.element);
  scrollTo(0, 0);
}

function drawBar() {
  const button = (id, label, text, onclick) => h("button", { type: "button", id, class: "plain", title: label, "aria-label": label, onclick }, text);
  replace(document.getElementById("bar"),
    h("a", { class: "brand", href: "#" }, h("span", { class: "seal", "aria-hidden": "true" }, "绩"), t("title")), h("span", { class: "gap" }),
    button("language", t("other_language"), t("other_language"), () => speak(lang === "zh" ? "en" : "zh")),
    button("theme", t("theme"), "◐", toggleTheme),
    button("print", t("print"), t("print"), () => print()),
    button("keys", t("keys"), "?", showKeys));
  const skip = document.getElementById("skip");
  skip.textContent = t("skip");
}

function speak(next) {
  lang = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  view = null;
  drawBar();
  route();
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

/** Keeps a choice for the next time, where the browser lets a local file do so. */
function remember(name, value) {
  try {
    localStorage.setItem(`jixiao-${name}`, value);
  } catch {
    // Not kept then.
  }
}

function remembered(name, among) {
  try {
    const value = localStorage.getItem(`jixiao-${name}`);
    return among.includes(value) ? value : null;
  } catch {
    return null;
  }
}

function showKeys() {
  dialog(t("keys"), h("dl", { class: "keys" }, t("key_list").map(([keys, what]) => h("div", {}, h("dt", {}, keys), h("dd", {}, what)))));
}

function typing(element) {
  return element.closest("input, select, textarea, dialog") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open) return;
  const reading = view instanceof DocumentView;
  const act = {
    j: () => reading && view.step(1),
    k: () => reading && view.step(-1),
    "[": () => reading && view.number > 1 && (location.hash = `#${view.number - 1}`),
    "]": () => reading && view.number < INDEX.length && (location.hash = `#${view.number + 1}`),
    "/": () => { if (reading) location.hash = ""; setTimeout(() => view.field?.focus()); },
    "?": showKeys,
    Escape: () => { if (reading && !view.escape()) location.hash = ""; },
  };
  if (typing(event.target) && event.key !== "Escape") return;
  // Arrows scroll a page; among the findings they go from one to the next.
  const among = reading && (event.target === document.body || event.target.closest(".findings"));
  const step = among && { ArrowDown: act.j, ArrowUp: act.k }[event.key];
  const run = step || act[event.key];
  if (!run) return;
  event.preventDefault();
  run();
});

document.getElementById("skip").addEventListener("click", () => main.focus());
addEventListener("hashchange", route);
addEventListener("beforeprint", () => view?.preparePrint?.());

const theme = remembered("theme", ["light", "dark"]);
if (theme) document.documentElement.dataset.theme = theme;
lang = RUN.lang;
document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
drawBar();
route();
