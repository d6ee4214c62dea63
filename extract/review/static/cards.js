// The records, by schema: each a card, read at a glance; the one that is edited is a form.

import { el } from "./dom.js";
import { drawForm } from "./form.js";
import { isQuote, listOf } from "./quotes.js";

const VERDICTS = { accepted: "✓", rejected: "✗" };

export class CardsView {
  /** `desk` has the state and what can be done with it. */
  constructor(root, desk) {
    Object.assign(this, { root, desk });
    this.drawn = new Map();
    this.groups = new Map();
    for (const form of desk.forms.values()) {
      const heading = el("h2", {}, form.list.replaceAll("_", " "), " ", el("span", { class: "count" }));
      const list = el("div", { class: "cards" });
      root.append(el("section", { "aria-label": form.list }, heading, list));
      this.groups.set(form.name, { heading, list });
    }
  }

  /** Draw the records; only cards in which something has changed are drawn anew. */
  draw() {
    for (const [schema, { heading, list }] of this.groups) {
      const records = this.desk.state.records.filter((record) => record.schema === schema);
      const judged = records.filter((record) => record.verdict).length;
      heading.lastChild.textContent = records.length ? `${judged} of ${records.length}` : "none";
      const cards = records.map((record) => this.card(record));
      if (cards.length !== list.children.length || cards.some((card, number) => list.children[number] !== card)) {
        list.replaceChildren(...cards);
      }
    }
  }

  card(record) {
    const { desk } = this;
    const problems = desk.state.problems.filter((problem) => problem.key === record.key);
    const isEdited = desk.editing === record.key;
    const names = desk.forms
      .get(record.schema)
      .fields.flatMap((spec) =>
        spec.type === "ref" ? listOf(record.values[spec.name]).map((key) => [desk.nameOf(key), desk.isGone(key)]) : [],
      );
    const signature = JSON.stringify([record, problems, isEdited, names, desk.hues.get(record.key)]);
    const known = this.drawn.get(record.key);
    if (known?.signature === signature) return known.node;
    const node = this.drawCard(record, problems, isEdited);
    if (known?.node.isConnected) known.node.replaceWith(node);
    this.drawn.set(record.key, { signature, node });
    node.classList.toggle("selected", desk.selected === record.key);
    return node;
  }

  drawCard(record, problems, isEdited) {
    const { desk } = this;
    const form = desk.forms.get(record.schema);
    const card = el("article", {
      class: `card ${record.verdict ?? "undecided"}${isEdited ? " edited" : ""}`,
      id: `card-${record.key}`,
      hue: desk.hues.get(record.key),
      tabindex: "-1",
      "data-key": record.key,
      "data-focus": `card ${record.key}`,
      "aria-label": `${form.name}: ${headlineOf(record, form, desk)}, ${record.verdict ?? "not judged"}`,
    });
    card.append(this.drawHead(record, form));
    const doubts = record.verdict ? [] : record.doubts;
    card.append(...doubts.map((doubt) => el("p", { class: "doubt" }, doubt)));
    const general = problems.filter((problem) => !form.fields.some((spec) => spec.name === problem.field));
    card.append(...general.map((problem) => el("p", { class: "problem" }, problem.says)));
    card.append(isEdited ? drawForm(record, form, problems, desk) : drawValues(record, form, problems, desk));
    card.addEventListener("click", (event) => {
      if (!event.target.closest("button, input, select, label")) desk.choose(record.key, { reveal: true });
    });
    card.addEventListener("dblclick", () => desk.edit(record.key));
    return card;
  }

  drawHead(record, form) {
    const { desk } = this;
    const button = (verdict, label, key) =>
      el(
        "button",
        {
          type: "button",
          class: `verdict ${verdict}`,
          "aria-pressed": String(record.verdict === verdict),
          "aria-label": `${label} ${headlineOf(record, form, desk)}`,
          title: `${label} (${key})`,
          "data-focus": `${verdict} ${record.key}`,
          onclick: () => desk.judge([record.key], record.verdict === verdict ? null : verdict),
        },
        VERDICTS[verdict],
      );
    return el(
      "header",
      {},
      el("span", { class: "swatch", "aria-hidden": "true" }),
      el("h3", { dir: "auto" }, headlineOf(record, form, desk)),
      record.optional && el("span", { class: "badge", title: "careful readers may differ on it" }, "optional"),
      record.doubts.length > 0 && !record.verdict && el("span", { class: "badge unsure" }, "unsure"),
      el("span", { class: "verdicts" }, button("accepted", "accept", "a"), button("rejected", "reject", "x")),
    );
  }

  /** Show which record is selected, and bring it into sight. */
  select(key) {
    for (const node of this.root.querySelectorAll(".card.selected")) node.classList.remove("selected");
    const node = this.drawn.get(key)?.node;
    if (!node) return;
    node.classList.add("selected");
    node.scrollIntoView({ block: "nearest" });
  }

  node(key) {
    return this.drawn.get(key)?.node;
  }
}

/** Return what a record is called in one line: its name, its theme, or who takes part. */
export function headlineOf(record, form, desk) {
  const valueOf = (spec) => listOf(record.values[spec.name]);
  const named = form.fields.find((spec) => spec.role === "name");
  if (named) return valueOf(named)[0] ?? `${form.name} without a name`;
  const headline = headlineField(record, form);
  if (!headline) return form.name;
  const values = valueOf(headline);
  return headline.type === "ref" ? values.map(desk.nameOf, desk).join(", ") : (values[0].text ?? String(values[0]));
}

function headlineField(record, form) {
  const filled = form.fields.filter((spec) => listOf(record.values[spec.name]).length);
  return (
    filled.find((spec) => ["theme", "text"].includes(spec.role) && isQuote(spec)) ??
    filled.find((spec) => spec.type === "ref") ??
    filled[0]
  );
}

function drawValues(record, form, problems, desk) {
  const headline = headlineField(record, form);
  const rows = el("dl", {});
  for (const spec of form.fields) {
    const mine = problems.filter((problem) => problem.field === spec.name);
    const values = listOf(record.values[spec.name]);
    const isTold = spec.role === "name" || (form.kind !== "entity" && spec === headline);
    if ((!values.length || isTold) && !mine.length) continue;
    const says = mine.map((one) => el("p", { class: "problem" }, one.says));
    const name = el("dt", {}, spec.name.replaceAll("_", " "));
    rows.append(el("div", { class: spec.role }, name, el("dd", {}, drawValue(spec, values, desk), says)));
  }
  return rows;
}

function drawValue(spec, values, desk) {
  if (spec.role === "mentions") return `${values.length} ${values.length === 1 ? "place" : "places"}`;
  if (spec.type === "ref") return values.map((key) => drawName(key, desk));
  if (isQuote(spec)) {
    const more = values.length > 2 && el("span", { class: "more muted" }, `and ${values.length - 2} more`);
    return [values.map((quote) => el("span", { class: "quote", dir: "auto" }, quoteText(quote))), more];
  }
  const texts = values.map((value) => (value === true ? "yes" : value === false ? "no" : String(value)));
  return spec.type === "literal" ? texts.map((text) => el("span", { class: "label" }, text)) : texts.join(", ");
}

/** Return a quotation's text, and for a date what it means. */
export function quoteText(quote) {
  return quote.iso ? `${quote.text} (${quote.iso})` : quote.text;
}

/** Return the name of the record referred to; struck out where that is rejected, so that the golden will not have it. */
export function drawName(key, desk) {
  const isGone = desk.isGone(key);
  const title = isGone ? "rejected: the golden will not name it here" : null;
  return el(
    "span",
    { class: isGone ? "name gone" : "name", hue: desk.hues.get(key), dir: "auto", title },
    desk.nameOf(key),
  );
}
