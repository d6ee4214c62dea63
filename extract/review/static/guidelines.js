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

function drawField(spec) {
  const type = spec.target ?? (spec.choices.length ? spec.choices.join(" | ") : spec.type);
  const needed = spec.is_optional || spec.is_list ? "" : ", needed";
  return [
    el("dt", {}, spec.name, " ", el("span", { class: "muted" }, `${spec.is_list ? "list of " : ""}${type}${needed}`)),
    el("dd", {}, spec.description),
  ];
}
