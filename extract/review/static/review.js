// The page of one article.

import { get } from "./api.js";
import { ArticleView } from "./article.js";
import { CardsView, headlineOf } from "./cards.js";
import { Desk } from "./desk.js";
import { byId, el, keepingFocus } from "./dom.js";
import { drawHelp, listen } from "./keys.js";
import { pick } from "./picker.js";
import { isQuote, listOf, quotesOf } from "./quotes.js";
import { Selecting } from "./selecting.js";
import { Signing } from "./signing.js";
import { SourceText } from "./text.js";
import { drawGuidelines } from "./guidelines.js";

const ID = decodeURIComponent(location.pathname.split("/").pop());
const HINT =
  "j k go through the records · a accept · x reject · e edit · v select text · s sign · g guidelines · ? all keys";

const loaded = JSON.parse(byId("data").textContent);
if (loaded.error) {
  const { problem, remedy, where } = loaded.error;
  byId("records").append(el("p", { class: "notice" }, `${problem}: ${remedy} (${where})`));
  throw new Error(problem);
}
const text = new SourceText(loaded.article.text);
const desk = new Desk(ID, loaded, { draw, say });
const article = new ArticleView(byId("article"), text, pickAtPlace);
const selecting = new Selecting(article, text, drawHint);
const cards = new CardsView(byId("records"), desk);
const signing = new Signing(desk, { say, goTo, onSigned: drawProgress });
let folder = [];

// --------------------------------------------------------------------------------------------------------------------
// Showing

let isPressed = false;
let isBehind = false;

function draw() {
  // What is under a pressed button must stay there until it is let go, or the click is lost.
  isBehind = isPressed;
  if (isPressed) return;
  keepingFocus(() => cards.draw());
  article.draw(quotesOf(desk.state.records, desk.forms, text), desk.hues);
  article.select(desk.selected, desk.hues.get(desk.selected));
  const { records, is_saved: isSaved, problems, notices } = desk.state;
  const judged = records.filter((record) => record.verdict).length;
  byId("judged").textContent = `${judged} of ${records.length} judged`;
  const draft = desk.state.can_undo ? "draft kept" : "";
  byId("saved").textContent = isSaved ? "signed" : problems.length ? `${problems.length} to mend` : draft;
  byId("saved").className = isSaved ? "state good" : problems.length ? "state bad" : "state";
  byId("undo").disabled = !desk.state.can_undo;
  byId("redo").disabled = !desk.state.can_redo;
  byId("notices").replaceChildren(...notices.map(drawNotice));
  signing.draw();
}

function drawNotice(notice) {
  return el(
    "p",
    { class: "notice" },
    notice,
    " ",
    el("button", { type: "button", class: "small", onclick: startAnew }, "start anew …"),
  );
}

let hushed = null;
let described = null;

function say(message, kind = "note") {
  clearTimeout(hushed);
  const status = byId("status");
  status.replaceChildren(message);
  status.className = kind;
  hushed = kind === "bad" ? null : setTimeout(drawHint, 6000);
}

function drawHint() {
  const status = byId("status");
  clearTimeout(hushed);
  if (!selecting.isOn && !selecting.last && status.className === "bad") return;
  status.className = selecting.waiting || selecting.last ? "active" : "";
  status.replaceChildren(...hint());
}

function hint() {
  const button = (label, onclick) => el("button", { type: "button", class: "small", onclick }, label);
  if (selecting.waiting) {
    return [
      "Select words in the article, then Enter. ",
      button("take it", () => selecting.give()),
      button("leave", () => selecting.leave()),
    ];
  }
  if (!selecting.last) return [described ?? HINT];
  const words = text.slice(selecting.last);
  const shown = words.length > 60 ? `${words.slice(0, 40)} … ${words.slice(-16)}` : words;
  const ways = selecting.isOn ? "← → words, ⇧ grows, s sentence, [ ] { } trim · " : "";
  return [
    el("bdi", {}, `“${shown}”`),
    ` ${ways}`,
    button("what is it? (Enter)", () => use()),
    button("leave (Esc)", () => selecting.leave()),
  ];
}

async function drawProgress() {
  const { articles } = await get("/api/articles");
  folder = articles;
  const done = articles.filter((one) => one.golden?.is_current).length;
  byId("progress-bar").max = articles.length;
  byId("progress-bar").value = done;
  byId("progress").textContent = `${done} of ${articles.length} signed`;
}

// --------------------------------------------------------------------------------------------------------------------
// Moving

function choose(key, { reveal = false, focus = true } = {}) {
  if (desk.editing && desk.editing !== key) stopEditing();
  desk.selected = key;
  article.select(key, desk.hues.get(key));
  cards.select(key);
  if (reveal && key) article.reveal(key);
  if (focus) cards.node(key)?.focus({ preventScroll: true });
}

/** Select the record at a place that was clicked; one after the other where several are there. */
function pickAtPlace(keys) {
  const at = keys.indexOf(desk.selected);
  choose(keys[(at + 1) % keys.length]);
}

function step(steps, isWanted) {
  const key = desk.keyAfter(steps, isWanted);
  if (key) choose(key, { reveal: true });
  else say("there is none");
}

const isUnsure = (record) => !record.verdict && record.doubts.length > 0;
const isUndecided = (record) => !record.verdict;

function goTo(key, field) {
  choose(key, { reveal: true });
  edit(key);
  document.querySelector(`[data-focus^="${CSS.escape(`${key} ${field}`)}"]`)?.focus();
}

function goToArticle(steps) {
  const at = folder.findIndex((one) => one.id === ID);
  const next = folder[at + steps];
  return leaveFor(next ? `/article/${encodeURIComponent(next.id)}` : "/");
}

/** Go to another page when the program has all that was done here; stay where it refuses the last of it. */
async function leaveFor(address) {
  desk.flush();
  if (!(await desk.settled())) location.href = address;
}

// --------------------------------------------------------------------------------------------------------------------
// Doing

function judge(verdict) {
  const record = desk.current;
  if (!record) return step(1, isUndecided);
  desk.judge([record.key], verdict);
  const next = desk.keyAfter(1, isUndecided);
  return next ? choose(next, { reveal: true }) : say("all are judged: s signs");
}

function edit(key) {
  if (!key) return;
  choose(key, { reveal: true, focus: false });
  desk.editing = key;
  cards.draw();
  cards.select(key);
  cards.node(key).querySelector(".form input, .form select, .form button")?.focus({ preventScroll: true });
  cards.node(key).scrollIntoView({ block: "nearest" });
}

function stopEditing() {
  const key = desk.editing;
  if (!key) return;
  desk.flush();
  desk.editing = null;
  cards.draw();
  cards.node(key)?.focus({ preventScroll: true });
}

Object.assign(desk, {
  describe: (words) => {
    described = words;
    if (byId("status").className !== "bad") drawHint();
  },
  choose,
  edit,
  takeFromText: (quote) => selecting.take(quote ? unitsOf(quote) : null),
  reveal: (quote) => article.revealPlace(text.toUnit(quote.start)),
  pickable: (schema) =>
    desk.state.records
      .filter((record) => record.schema === schema && record.verdict !== "rejected")
      .map((record) => optionOf(record)),
});

function unitsOf(quote) {
  const start = text.toUnit(quote.start);
  return { start, end: start + quote.text.length };
}

function optionOf(record) {
  const form = desk.forms.get(record.schema);
  const details = form.fields.filter((spec) => spec.type === "literal" || spec.role === "aliases");
  const detail = details.flatMap((spec) => listOf(record.values[spec.name])).join(", ");
  return { label: headlineOf(record, form, desk), detail, hue: desk.hues.get(record.key), value: record.key };
}

/** Ask what the selected words are: a new record, or a value of the one that is selected. */
async function use(isNew = false) {
  if (!selecting.last) return say("select words of the article first: with the mouse, or with v");
  const stretch = selecting.last;
  const words = text.slice(stretch);
  const chosen = await pick(`“${words.length > 70 ? `${words.slice(0, 70)} …` : words}” is …`, optionsFor(isNew));
  if (!chosen) return undefined;
  selecting.clear();
  if (chosen.add) return add(chosen.add, stretch);
  const { record, spec } = chosen;
  const place = text.inPoints(stretch);
  return desk.alter(record.key, spec, (now) => [...now, place]);
}

/** Return what words can be; last what would take the place of something, and evidence of a few words. */
function optionsFor(isNew) {
  const news = [...desk.forms.values()].map((form) => ({
    label: `new ${form.name}`,
    detail: form.kind,
    value: { add: form.name },
  }));
  const record = isNew ? null : desk.current;
  const form = record && desk.forms.get(record.schema);
  const fields = form ? form.fields.filter(isQuote).map((spec) => fieldOption(record, form, spec)) : [];
  return [...fields.filter((one) => one.isLikely), ...news, ...fields.filter((one) => !one.isLikely)];
}

function fieldOption(record, form, spec) {
  const present = spec.is_list ? null : record.values[spec.name];
  const sentence = text.sentenceAround(selecting.last);
  const isPart = 2 * (selecting.last.end - selecting.last.start) < sentence.end - sentence.start;
  return {
    label: `${spec.name.replaceAll("_", " ")} of the selected ${form.name}`,
    detail: spec.is_list ? "one more" : present ? `not “${present.text.slice(0, 30)}”` : "",
    hue: desk.hues.get(record.key),
    isLikely: !present && !(spec.role === "evidence" && isPart),
    value: { record, spec },
  };
}

async function add(schema, stretch) {
  const known = new Set(desk.state.records.map((record) => record.key));
  const around = text.inPoints(text.sentenceAround(stretch));
  await desk.send({ do: "add", of: schema, at: text.inPoints(stretch), around });
  const added = desk.state.records.find((record) => !known.has(record.key));
  if (added) edit(added.key);
}

async function merge() {
  const record = desk.current;
  if (!record) return say("select a record first");
  const others = desk.pickable(record.schema).filter((option) => option.value !== record.key);
  const other = await pick(
    `which ${record.schema} is ${headlineOf(record, desk.forms.get(record.schema), desk)} too?`,
    others,
  );
  if (!other) return undefined;
  await desk.send({ do: "merge", key: record.key, other });
  return choose(record.key);
}

async function jump() {
  const options = desk.state.records.map((record) => ({ ...optionOf(record), detail: record.schema }));
  const key = await pick("go to", options);
  if (key) choose(key, { reveal: true });
}

async function startAnew() {
  const origin = await pick("start anew from", [
    { label: "the extraction", value: "extraction" },
    { label: "the golden on disk", value: "golden" },
  ]);
  if (origin) await desk.send({ do: "start", origin });
}

async function undo(what) {
  const isKnown = what === "undo" ? desk.state.can_undo : desk.state.can_redo;
  // While edits are on their way, only the program knows.
  if (!isKnown && !desk.sending) return say(`there is nothing to ${what}`);
  return desk.send({ do: what });
}

function openDialog(id) {
  byId(id).showModal();
}

function guidelines() {
  drawGuidelines(byId("guidelines-text"), desk.forms, desk.current?.schema);
  openDialog("guidelines");
  document.querySelector("#guidelines-text .current")?.scrollIntoView({ block: "start" });
}

// --------------------------------------------------------------------------------------------------------------------
// Keys

const isSelecting = () => selecting.isOn;
const hasSelection = () => Boolean(selecting.last);
const current = (act) => () => (desk.current ? act(desk.current) : say("select a record first: j or k"));
const KEYS = [
  {
    group: "Select text",
    keys: ["Enter"],
    does: "say what the selected words are",
    isOn: hasSelection,
    run: () => (selecting.waiting ? selecting.give() : use()),
  },
  { group: "Select text", keys: ["v"], does: "select words by keyboard", run: () => selecting.begin(null) },
  {
    group: "Select text",
    keys: ["ArrowLeft", "ArrowRight"],
    does: "a word back or on",
    isOn: isSelecting,
    run: (event) => selecting.move(event.key === "ArrowRight" ? 1 : -1, false),
  },
  {
    group: "Select text",
    keys: ["ArrowUp", "ArrowDown"],
    does: "a paragraph back or on",
    isOn: isSelecting,
    run: (event) => selecting.moveLine(event.key === "ArrowDown" ? 1 : -1, false),
  },
  {
    group: "Select text",
    keys: ["Shift+ArrowLeft", "Shift+ArrowRight"],
    does: "select a word less or more",
    isOn: isSelecting,
    run: (event) => selecting.move(event.key === "ArrowRight" ? 1 : -1, true),
  },
  {
    keys: ["Shift+ArrowUp", "Shift+ArrowDown"],
    isOn: isSelecting,
    run: (event) => selecting.moveLine(event.key === "ArrowDown" ? 1 : -1, true),
    group: "Select text",
  },
  {
    group: "Select text",
    keys: ["s"],
    does: "select the whole sentence",
    isOn: isSelecting,
    run: () => selecting.takeSentence(),
  },
  {
    group: "Select text",
    keys: ["[", "]"],
    does: "end a character earlier or later",
    isOn: hasSelection,
    run: (event) => selecting.trim("end", event.key === "]" ? 1 : -1),
  },
  {
    group: "Select text",
    keys: ["{", "}"],
    does: "begin a character earlier or later",
    isOn: hasSelection,
    run: (event) => selecting.trim("start", event.key === "}" ? 1 : -1),
  },
  { keys: ["Escape"], isOn: () => isSelecting() || hasSelection() || selecting.waiting, run: () => selecting.leave() },

  { group: "Go", keys: ["j", "ArrowDown"], does: "next record", run: () => step(1) },
  { group: "Go", keys: ["k", "ArrowUp"], does: "record before", run: () => step(-1) },
  { group: "Go", keys: ["w"], does: "next record that is not judged", run: () => step(1, isUndecided) },
  { group: "Go", keys: ["W"], does: "next unsure record", run: () => step(1, isUnsure) },
  { group: "Go", keys: ["/"], does: "go to a record by name", run: jump },
  {
    group: "Go",
    keys: [" "],
    does: "scroll the article",
    run: () => byId("article-pane").scrollBy({ top: byId("article-pane").clientHeight * 0.8 }),
  },
  {
    group: "Go",
    keys: [".", ","],
    does: "next article, article before",
    run: (event) => goToArticle(event.key === "." ? 1 : -1),
  },
  {
    group: "Go",
    keys: ["l"],
    does: "list of articles",
    run: () => leaveFor("/"),
  },

  { group: "Judge", keys: ["a"], does: "accept, and go to the next that is not judged", run: () => judge("accepted") },
  { group: "Judge", keys: ["x"], does: "reject, and go on", run: () => judge("rejected") },
  { group: "Judge", keys: ["A"], does: "accept all that is not judged", run: () => desk.acceptRest() },
  {
    group: "Judge",
    keys: ["o"],
    does: "optional: careful readers may differ",
    run: current((record) => desk.toggle(record.key)),
  },

  {
    group: "Change",
    keys: ["e", "Enter"],
    does: "edit the record's fields",
    run: current((record) => edit(record.key)),
  },
  {
    keys: ["Escape"],
    inFields: true,
    isOn: () => Boolean(desk.editing),
    run: stopEditing,
    does: "leave the form",
    group: "Change",
  },
  { group: "Change", keys: ["n"], does: "a new record of the selected words", run: () => use(true) },
  { group: "Change", keys: ["m"], does: "merge with another record", run: merge },
  {
    group: "Change",
    keys: ["f"],
    does: "find every place of an entity's names",
    run: current((record) =>
      desk.forms.get(record.schema).kind === "entity" ? desk.find(record.key) : say("only entities have names"),
    ),
  },
  { group: "Change", keys: ["u", "Ctrl+z"], does: "undo", run: () => undo("undo") },
  { group: "Change", keys: ["U", "Ctrl+y"], does: "redo", run: () => undo("redo") },
  { group: "Change", keys: ["R"], does: "start anew from the extraction or the golden", run: startAnew },

  { group: "Page", keys: ["s", "Ctrl+s"], does: "sign: write the golden", inFields: false, run: () => signing.open() },
  {
    keys: ["Ctrl+s"],
    inFields: true,
    run: () => {
      stopEditing();
      signing.open();
    },
  },
  { group: "Page", keys: ["g"], does: "guidelines: what the schemas say", run: guidelines },
  { group: "Page", keys: ["?"], does: "this help", run: () => openDialog("help") },
];

listen(KEYS);
drawHelp(KEYS);
for (const [id, act] of Object.entries({
  undo: () => undo("undo"),
  redo: () => undo("redo"),
  sign: () => signing.open(),
  help: null,
  guidelines: null,
})) {
  if (act) byId(id).addEventListener("click", act);
}
byId("to-list").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // It opens elsewhere, and this page stays.
  event.preventDefault();
  leaveFor("/");
});
byId("open-help").addEventListener("click", () => openDialog("help"));
byId("open-guidelines").addEventListener("click", guidelines);
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
addEventListener("pointerdown", (event) => (isPressed = event.button === 0), { capture: true });
function letGo() {
  isPressed = false;
  setTimeout(() => isBehind && draw());
}
for (const ending of ["pointerup", "pointercancel"]) addEventListener(ending, letGo);
// A list of choices that was pressed open, or a window of the system's, may keep the end of the press for itself.
addEventListener("change", (event) => event.target.matches("select") && letGo());
addEventListener("pointermove", (event) => isPressed && !event.buttons && letGo());
/** Send what was typed, so that the end of the page does not end the sending. */
function flushLeaving() {
  desk.isLeaving = true;
  desk.flush();
}
addEventListener("pagehide", flushLeaving);
// Before the next page is asked for, so that it has what was typed; the person may yet stay here.
addEventListener("beforeunload", () => {
  flushLeaving();
  setTimeout(() => (desk.isLeaving = false));
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible")
    desk.refresh("This article was changed in another tab; this is how it is now.");
});

document.title = `${loaded.article.title ?? ID} – review`;
byId("title").textContent = loaded.article.title ?? ID;
byId("source").textContent = [loaded.article.uri, loaded.article.published].filter(Boolean).join(" · ");
draw();
drawHint();
step(1, isUndecided);
performance.mark("drawn");
requestAnimationFrame(() =>
  setTimeout(async () => {
    await drawProgress();
    await desk.refresh();
    document.body.dataset.settled = "yes";
  }),
);
