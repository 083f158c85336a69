// Elements from data. Text goes in as text nodes only, so published text can never become markup.

/** An element: attributes by name, `on…` listeners, children as elements, strings, numbers or nested lists. */
function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  put(element, children);
  return element;
}

function put(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child);
  }
}

/** Gives an element other children. */
function replace(element, ...children) {
  element.replaceChildren();
  put(element, children);
}

/** Says something to who listens to the page. */
function say(text) {
  document.getElementById("spoken").textContent = text;
}

/** A list that shows its first items and, on demand, more of them. */
function growing(list, items, render, step, words) {
  let shown = 0;
  const more = h("button", { type: "button", class: "quiet more", onclick: grow });
  function grow() {
    for (const item of items.slice(shown, shown + step)) list.append(render(item));
    shown += step;
    more.hidden = shown >= items.length;
    if (!more.hidden) more.textContent = words(Math.min(step, items.length - shown));
  }
  grow();
  return [list, more];
}
