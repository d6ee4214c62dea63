// The form of one record, made from what its schema declares: a control for each type of field.

import { drawName, quoteText } from "./cards.js";
import { el } from "./dom.js";
import { pick } from "./picker.js";
import { isQuote, listOf } from "./quotes.js";

const TYPING_PAUSE = 300; // ms after which what was typed is sent

/** Return the form of a record. Every change in it is an edit at once: there is nothing to send off. */
export function drawForm(record, form, problems, desk) {
  const rows = form.fields.map((spec) => {
    const says = problems.filter((problem) => problem.field === spec.name).map((problem) => problem.says);
    return drawRow({ record, spec, says, desk, id: `field-${record.key}-${spec.name}` });
  });
  const optional = el("input", {
    type: "checkbox",
    "data-focus": `${record.key} optional`,
    checked: record.optional,
    onchange: (event) => desk.mark(record.key, event.target.checked),
  });
  return el(
    "div",
    { class: "form" },
    rows,
    el("label", { class: "check" }, optional, "optional: careful readers may differ"),
  );
}

function drawRow(row) {
  const { spec, says, id } = row;
  const isGroup = spec.is_list || spec.type === "ref" || isQuote(spec);
  const name = spec.name.replaceAll("_", " ");
  const label = isGroup
    ? el("span", { class: "name-of-field", id: `${id}-label` }, name)
    : el("label", { for: id }, name);
  const control = controlOf(row);
  const described = [`${id}-hint`, ...(says.length ? [`${id}-problem`] : [])].join(" ");
  const focusable = control.matches("input, select") ? control : control.querySelector("input, button");
  focusable?.setAttribute("aria-describedby", described);
  if (says.length) focusable?.setAttribute("aria-invalid", "true");
  const group = isGroup ? { role: "group", "aria-labelledby": `${id}-label` } : {};
  return el(
    "div",
    {
      class: says.length ? "field wrong" : "field",
      // In the status line, not beside the field: what moves under a mouse that is pressed loses the click.
      onfocusin: () => row.desk.describe(`${name}: ${spec.description}`),
      onfocusout: () => row.desk.describe(null),
    },
    label,
    el("div", { class: "control", ...group }, control),
    el("p", { hidden: true, id: `${id}-hint` }, spec.description),
    says.length > 0 && el("p", { class: "problem", id: `${id}-problem` }, says.join(" ")),
  );
}

function controlOf(row) {
  const { spec } = row;
  if (isQuote(spec)) return drawQuotes(row);
  if (spec.type === "ref") return drawReferences(row);
  if (spec.type === "literal" || spec.type === "bool") return spec.is_list ? drawChecks(row) : drawSelect(row);
  return spec.is_list ? drawTexts(row) : drawInput(row);
}

const valueOf = ({ record, spec }) => record.values[spec.name];

function set({ record, spec, desk }, value, typing = false) {
  return desk.send({ do: "set", key: record.key, field: spec.name, value, ...(typing ? { typing } : {}) });
}

/** Set the field to what `change` makes of the list that it is when the edits before this one are done. */
function alter({ record, spec, desk }, change) {
  return desk.alter(record.key, spec, change);
}

// --------------------------------------------------------------------------------------------------------------------
// Words and numbers

function drawInput(row) {
  const { record, spec } = row;
  const value = valueOf(row);
  const input = el("input", {
    id: row.id,
    type: spec.type === "date" ? "date" : "text",
    inputmode: spec.type === "int" ? "numeric" : spec.type === "float" ? "decimal" : null,
    dir: "auto",
    autocomplete: "off",
    value: value ?? "",
    "data-focus": `${record.key} ${spec.name}`,
  });
  const read = () => (spec.type === "str" || spec.type === "date" ? input.value : numberOf(input.value));
  return whileTyping(input, row, () => set(row, read(), true));
}

/** Return what was typed as a number where it is one; the program says what is wrong where it is not. */
function numberOf(typed) {
  const number = Number(typed.trim());
  return typed.trim() === "" ? null : Number.isNaN(number) ? typed : number;
}

/** Make the input send what is typed after a pause, at Enter, when it is left, and when the page is. */
function whileTyping(input, { desk }, send, pause = TYPING_PAUSE) {
  let timer = null;
  const hold = () => {
    clearTimeout(timer);
    delete input.dataset.dirty;
    desk.unsent.delete(input);
  };
  const flush = () => {
    if (!input.dataset.dirty) return;
    hold();
    send();
  };
  input.addEventListener("input", () => {
    input.dataset.dirty = "yes";
    desk.unsent.set(input, flush);
    clearTimeout(timer);
    if (pause) timer = setTimeout(flush, pause);
  });
  // No change is told of what was taken over from an input before this one.
  for (const ending of ["change", "blur"]) input.addEventListener(ending, flush);
  input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && flush());
  input.addEventListener("hold", hold);
  return input;
}

function drawTexts(row) {
  const { record, spec } = row;
  const values = listOf(valueOf(row));
  const chips = values.map((value, number) =>
    chip(String(value), `take out ${value}`, `${record.key} ${spec.name} ${number}`, () =>
      alter(row, (now) => now.filter((other) => other !== value)),
    ),
  );
  const input = el("input", {
    type: "text",
    dir: "auto",
    autocomplete: "off",
    placeholder: "add, then Enter",
    "aria-label": `add to ${spec.name}`,
    "data-focus": `${record.key} ${spec.name} add`,
  });
  const add = () => {
    const typed = spec.type === "int" || spec.type === "float" ? numberOf(input.value) : input.value.trim();
    input.value = "";
    return typed === "" || typed === null ? null : alter(row, (now) => [...now, typed]);
  };
  return el("div", { class: "chips" }, chips, whileTyping(input, row, add, null));
}

// --------------------------------------------------------------------------------------------------------------------
// Choices

function drawSelect(row) {
  const { record, spec, id } = row;
  const value = valueOf(row);
  const choices =
    spec.type === "bool"
      ? [
          ["yes", true],
          ["no", false],
        ]
      : spec.choices.map((choice) => [choice, choice]);
  const isUnset = value === null || value === undefined;
  const options = choices.map(([label, choice]) => el("option", { value: label, selected: choice === value }, label));
  if (isUnset || spec.is_optional) options.unshift(el("option", { value: "", selected: isUnset }, "–"));
  const select = el("select", { id, "data-focus": `${record.key} ${spec.name}` }, options);
  select.addEventListener("change", () => {
    const chosen = choices.find(([label]) => label === select.value);
    set(row, chosen ? chosen[1] : null);
  });
  return select;
}

function drawChecks(row) {
  const { record, spec } = row;
  const values = listOf(valueOf(row));
  return el(
    "div",
    { class: "chips" },
    spec.choices.map((choice) => {
      const others = (now) => now.filter((other) => other !== choice);
      const box = el("input", {
        type: "checkbox",
        checked: values.includes(choice),
        onchange: ({ target }) => alter(row, (now) => [...others(now), ...(target.checked ? [choice] : [])]),
        "data-focus": `${record.key} ${spec.name} ${choice}`,
      });
      return el("label", { class: "check" }, box, choice);
    }),
  );
}

function drawReferences(row) {
  const { record, spec, desk } = row;
  const keys = listOf(valueOf(row));
  const chips = keys.map((key, number) =>
    chip(drawName(key, desk), `take out ${desk.nameOf(key)}`, `${record.key} ${spec.name} ${number}`, () =>
      alter(row, (now) => now.filter((other) => other !== key)),
    ),
  );
  const add = async () => {
    const others = desk.pickable(spec.target).filter((option) => !keys.includes(option.value));
    const key = await pick(`${spec.name}: which ${spec.target}?`, others);
    if (key) alter(row, (now) => [...now.filter((other) => other !== key), key]);
  };
  return el("div", { class: "chips" }, chips, adder(row, spec.is_list || !keys.length ? "add" : "change", add));
}

// --------------------------------------------------------------------------------------------------------------------
// Quotations

function drawQuotes(row) {
  const { record, spec, desk } = row;
  const quotes = listOf(valueOf(row));
  const lines = quotes.map((quote, number) => {
    const isThis = (other) => other.start === quote.start && other.end === quote.end;
    const others = (now) => now.filter((other) => !isThis(other));
    const replaceBy = (made) => alter(row, (now) => now.map((other) => (isThis(other) ? made : other)));
    const focus = `${record.key} ${spec.name} ${number}`;
    const replace = async () => {
      const place = await desk.takeFromText(quote);
      if (place) replaceBy(place);
    };
    return el(
      "div",
      { class: "quoted" },
      el(
        "button",
        {
          type: "button",
          class: "quote",
          dir: "auto",
          title: "show it in the text",
          onclick: () => desk.reveal(quote),
        },
        quote.text,
      ),
      spec.type === "when" && drawIso(row, quote, replaceBy),
      spec.role !== "mentions" &&
        small("change", `select another stretch for ${quoteText(quote)}`, `${focus} change`, replace),
      spec.role === "evidence" &&
        number > 0 &&
        small("first", "put it first: the clearest", `${focus} first`, () =>
          alter(row, (now) => [quote, ...others(now)]),
        ),
      small("×", `take out ${quoteText(quote)}`, `${focus} out`, () => alter(row, others)),
    );
  });
  const add = async () => {
    const place = await desk.takeFromText(null);
    if (place) alter(row, (now) => [...now, place]);
  };
  const canAdd = spec.is_list || !quotes.length;
  return el(
    "div",
    { class: `quotes ${spec.role ?? ""}` },
    lines,
    canAdd && adder(row, "add from the text", add),
    spec.role === "mentions" &&
      small("find all", "add every place of its names (f)", `${record.key} find`, () => desk.find(record.key)),
  );
}

function drawIso(row, quote, put) {
  const input = el("input", {
    type: "text",
    class: "iso",
    value: quote.iso ?? "",
    placeholder: "YYYY-MM-DD",
    "aria-label": `what ${quote.text} means: YYYY-MM-DD, YYYY-MM or YYYY`,
    autocomplete: "off",
    "data-focus": `${row.record.key} ${row.spec.name} iso ${quote.start}`,
  });
  return whileTyping(input, row, () => put({ ...quote, iso: input.value.trim() || null }));
}

// --------------------------------------------------------------------------------------------------------------------
// Buttons

const small = (text, label, focus, onclick) =>
  el(
    "button",
    { type: "button", class: "small", title: label, "aria-label": label, "data-focus": focus, onclick },
    text,
  );

const adder = ({ record, spec }, text, onclick) =>
  small(text, `${text}: ${spec.name}`, `${record.key} ${spec.name} add`, onclick);

const chip = (content, label, focus, onclick) =>
  el("span", { class: "chip", dir: "auto" }, content, small("×", label, focus, onclick));
