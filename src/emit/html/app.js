// Which view is shown, and the keyboard.

const filters = { query: "", severities: new Set(), rule: "", bureau: "", year: "" };

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

addEventListener("hashchange", route);
addEventListener("beforeprint", () => view?.preparePrint?.());

begin(RUN.lang);
