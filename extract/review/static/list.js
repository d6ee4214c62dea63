// The page of all articles: how far each is, the unsure ones first.

import { byId, el } from "./dom.js";
import { drawHelp, listen } from "./keys.js";

const { articles, failures } = JSON.parse(byId("data").textContent);
const rows = articles.map(drawRow);
let at = 0;

function drawRow(one) {
  const { golden, draft } = one;
  const state = one.problem
    ? el("span", { class: "state bad" }, one.problem)
    : draft
      ? el("span", { class: "state" }, `draft: ${draft.judged} of ${draft.records} judged`)
      : golden?.is_current
        ? el("span", { class: "state good" }, `signed by ${golden.by}, ${golden.on}`)
        : golden
          ? el("span", { class: "state bad" }, "its golden is for another text")
          : el("span", { class: "muted" }, "no golden yet");
  return el(
    "tr",
    {},
    el(
      "td",
      { dir: "auto" },
      el("a", { href: `/article/${encodeURIComponent(one.id)}` }, one.title ?? one.id),
      one.title && el("span", { class: "muted id" }, one.id),
    ),
    el("td", {}, state),
    el("td", { class: "number" }, String(one.records)),
    el("td", { class: "number" }, one.doubtful ? el("span", { class: "badge unsure" }, String(one.doubtful)) : "–"),
    el("td", { class: "number" }, one.agreement === null ? "–" : one.agreement.toFixed(2)),
  );
}

function move(steps) {
  if (!rows.length) return;
  at = (at + steps + rows.length) % rows.length;
  rows[at].querySelector("a").focus();
}

const KEYS = [
  { group: "Go", keys: ["j", "ArrowDown"], does: "next article", run: () => move(1) },
  { group: "Go", keys: ["k", "ArrowUp"], does: "article before", run: () => move(-1) },
  { group: "Go", keys: ["Enter"], does: "open the article", run: () => rows[at]?.querySelector("a").click() },
  { group: "Page", keys: ["?"], does: "this help", run: () => byId("help").showModal() },
];

const signed = articles.filter((one) => one.golden?.is_current).length;
byId("summary").textContent = `${signed} of ${articles.length} signed`;
byId("progress-bar").max = articles.length;
byId("progress-bar").value = signed;
byId("articles").append(...rows);
byId("failures").replaceChildren(
  ...failures.map((one) => el("p", { class: "problem" }, `${one.problem} (${one.where})`)),
);
byId("open-help").addEventListener("click", () => byId("help").showModal());
listen(KEYS);
drawHelp(KEYS);
rows[0]?.querySelector("a").focus();
performance.mark("drawn");
