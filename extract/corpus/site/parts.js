"use strict";
/* Parts of views: lists that grow, filters that stand in the address, how a thing, an event and an article are told. */
const SHOWN = 60;

function grow(rows, render, empty) {
  if (!rows.length) return el("p", { class: "quiet" }, empty || "Nothing.");
  const list = el("ul", { class: "rows" });
  const button = el("button", { class: "more", type: "button", on: { click: () => add() } });
  let shown = 0;
  function add() {
    list.append(...rows.slice(shown, shown + SHOWN).map((row) => el("li", {}, render(row))));
    shown = Math.min(rows.length, shown + SHOWN);
    button.textContent = "Show more (" + (rows.length - shown) + " left)";
    button.hidden = shown === rows.length;
  }
  add();
  return [list, button];
}

/* A row of controls; a change goes to the address, and the view is made again from that. */
function filters(view, given, controls) {
  const form = el("form", { class: "filters", on: { change: () => go(), submit: (event) => { event.preventDefault(); go(); } } },
    controls.map(([name, label, choices, kind]) => el("label", {}, label, choices
      ? el("select", { name }, choices.map(([value, words]) => el("option", { value, selected: (given[name] || "") === value }, words)))
      : el("input", { name, type: kind || "search", value: given[name] || "", min: kind === "number" ? 1 : null, size: 12, placeholder: name === "from" || name === "to" ? "2025-03" : null }))));
  function go() { location.hash = address(view, { ...given, ...Object.fromEntries(new FormData(form)) }); }
  return form;
}

const thingLink = (things, number) => link("thing", { key: things[number][0] }, things[number][1]);
function names(things, numbers) {
  return numbers.flatMap((number, place) => [place ? ", " : null, thingLink(things, number)]);
}
function sides(event) {
  const roles = new Map();
  for (const [role, , number] of event.parties) roles.set(role, [...(roles.get(role) || []), number]);
  return roles;
}
const told = (event) => event.day || event.first || "";
const dayOf = (row) => row[2] || row[8] || "";
/* What has no day comes last. */
function byDay(a, b) {
  const one = dayOf(a) || "~", two = dayOf(b) || "~";
  return one < two ? -1 : one > two ? 1 : 0;
}

function eventLine(schemas, things, row) {
  const event = corpus.event(row), roles = sides(event), schema = schemas[event.schema];
  const first = roles.get("participant") || roles.get("agent") || [], second = roles.get("recipient") || [];
  const what = event.title || [schema.name, event.place].filter(Boolean).join(", ");
  return [
    el("span", { class: "quiet" }, told(event) + " "), el("span", { class: "tag" }, schema.name), event.mood && el("span", { class: "tag" }, event.mood), " ",
    names(things, first), second.length ? [" → ", names(things, second)] : null, first.length || second.length ? ": " : null,
    link("event", { key: event.key }, what), el("span", { class: "quiet" }, " · " + plural(event.sources, "source")),
  ];
}
function articleLine(row) {
  const article = corpus.article(row);
  return [el("span", { class: "quiet" }, (article.published || "") + " "), link("article", { id: article.id }, article.title || article.id),
    article.original && el("span", { class: "tag" }, "copy of " + article.original)];
}
function within(day, given) {
  return (!given.from || (day && day >= given.from)) && (!given.to || (day && day.slice(0, given.to.length) <= given.to));
}
const TIMES = [["from", "From", null, "text"], ["to", "To", null, "text"]];
const choice = (values, all) => [["", all], ...values.map((value) => [value, value])];
