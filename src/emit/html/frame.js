// The bar above every page, what its buttons do, and dialogs. A page gives `route()`, which draws what its address says.

const main = document.getElementById("main");
let view = null;

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

/** A dialog with a heading and a way out. */
function dialog(heading, ...content) {
  const element = document.getElementById("dialog");
  replace(element, h("h2", { id: "dialog-heading" }, heading), content,
    h("form", { method: "dialog" }, h("button", { type: "submit", class: "plain", autofocus: true }, t("close"))));
  element.setAttribute("aria-labelledby", "dialog-heading");
  element.showModal();
}

/** Draws the page for the first time, in a language. */
function begin(first) {
  const theme = remembered("theme", ["light", "dark"]);
  if (theme) document.documentElement.dataset.theme = theme;
  lang = first;
  document.documentElement.lang = first === "zh" ? "zh-CN" : "en";
  document.getElementById("skip").addEventListener("click", () => main.focus());
  drawBar();
  route();
}
