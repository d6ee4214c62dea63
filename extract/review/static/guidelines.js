// What the schemas say: their docstrings and their fields' descriptions.

import { el } from "./dom.js";

/** Draw the definitions of all schemas into the node, the current one marked. */
export function drawGuidelines(node, forms, current) {
  node.replaceChildren(
    ...[...forms.values()].map((form) =>
      el(
        "section",
        { class: form.name === current ? "current" : null },
        el("h3", {}, form.name, " ", el("span", { class: "muted" }, form.kind)),
        el("p", {}, form.definition),
        el("dl", {}, form.fields.map(drawField)),
      ),
    ),
  );
}

const TYPES = {
  str: "text",
  int: "whole number",
  float: "number",
  bool: "yes or no",
  quote: "words of the article",
  when: "words of the article that tell a date",
};

function drawField(spec) {
  const type = spec.target ?? (spec.choices.length ? spec.choices.join(" | ") : (TYPES[spec.type] ?? spec.type));
  const howMany = spec.is_list ? ", any number" : spec.is_optional ? "" : ", needed";
  return [
    el("dt", {}, spec.name.replaceAll("_", " "), " ", el("span", { class: "muted" }, `${type}${howMany}`)),
    el("dd", {}, spec.description),
  ];
}
