"use strict";
/* The address decides what is shown; a link is all that is needed to send a view. */
const NAV = [["", "Overview"], ["things", "Names"], ["network", "Who met whom"], ["timeline", "Timeline"], ["articles", "Articles"]];
const main = document.getElementById("main"), box = document.querySelector("#search input");
let turn = 0;

function read() {
  const [view, query] = location.hash.replace(/^#\/?/, "").split("?");
  return [view, Object.fromEntries(new URLSearchParams(query || ""))];
}
async function show() {
  const mine = ++turn, [view, given] = read();
  const { schemas } = await corpus.load("overview").catch(() => ({ schemas: [] }));
  NAV[1][1] = schemas.filter((schema) => schema.kind === "entity").map((schema) => schema.list).join(", ") || "Names";
  document.getElementById("nav").replaceChildren(...NAV.map(([name, words]) => el("a", { href: address(name), "aria-current": name === view ? "page" : null }, words)));
  if (view === "search" && document.activeElement !== box) box.value = given.q || "";
  const started = performance.now();
  let parts;
  try {
    parts = await (views[view] || (() => missing("view", view)))(given);
  } catch (error) {
    parts = [el("h1", {}, "The corpus cannot be shown"), el("p", { role: "alert" }, String(error.message || error))];
  }
  if (mine !== turn) return;
  main.replaceChildren(...[parts].flat(Infinity).filter(Boolean));
  const head = main.querySelector("h1");
  document.title = (head ? head.textContent : "") + " – Corpus";
  main.dataset.ready = String(Math.round(performance.now() - started));
  const target = main.querySelector(".target");
  if (target) { target.scrollIntoView({ block: "center" }); target.focus(); }
  else if (view !== "search" && mine > 1) { window.scrollTo(0, 0); main.focus({ preventScroll: true }); }
}
let pause = 0;
function look() { location.hash = address("search", { q: box.value }); }
box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(look, 120); });
document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); look(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
  if (event.key === "Escape" && document.activeElement === box) main.focus();
});
/* What a search needs is read ahead: when somebody turns to the box, and soon where no network has to bring it. */
function readAhead() {
  for (const kind of ["things", "events", "articles"]) corpus.index(kind).then((rows) => foldAhead(kind, rows)).catch(() => {});
}
function foldAhead(kind, rows, from = 0) {
  for (const row of rows.slice(from, from + 4000)) foldOf(kind, row);
  if (from + 4000 < rows.length) setTimeout(() => foldAhead(kind, rows, from + 4000));
}
box.addEventListener("focus", readAhead, { once: true });
if (location.protocol === "file:") setTimeout(readAhead, 400);
window.addEventListener("hashchange", show);
show();
