// A list to pick from: type to narrow it, arrows to move, Enter to take. One dialog for all that is picked.

import { byId, el } from "./dom.js";

/** Leaves the list that was open last, where the browser has not told yet that it was closed. */
let leaveLast = () => {};

/**
 * Ask for one of the options, {label, detail?, hue?, value}, and return its value; null where the person leaves.
 */
export function pick(title, options) {
  const dialog = byId("picker");
  const field = byId("picker-filter");
  const list = byId("picker-list");
  byId("picker-title").textContent = title;
  let shown = options;
  let at = 0;

  function draw() {
    list.replaceChildren(
      ...shown.map((option, number) =>
        el(
          "li",
          {
            id: `picker-${number}`,
            role: "option",
            "aria-selected": String(number === at),
            hue: option.hue,
            onclick: () => finish(option.value),
          },
          el("span", { class: "swatch", "aria-hidden": "true" }),
          el("span", { dir: "auto" }, option.label),
          option.detail && el("span", { class: "muted", dir: "auto" }, option.detail),
        ),
      ),
    );
    if (!shown.length) list.replaceChildren(el("li", { class: "muted" }, "nothing of that name"));
    field.setAttribute("aria-activedescendant", shown.length ? `picker-${at}` : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function narrow() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (option) => `${option.label} ${option.detail ?? ""}`.toLowerCase();
    shown = options.filter((option) => words.every((word) => text(option).includes(word)));
    at = 0;
    draw();
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      at = (at + step + shown.length) % shown.length;
      draw();
    } else if (event.key === "Enter" && shown.length) {
      finish(shown[at].value);
    } else return;
    event.preventDefault();
  }

  let finish;
  return new Promise((resolve) => {
    leaveLast();
    const controller = new AbortController();
    const { signal } = controller;
    const answer = (value) => {
      controller.abort();
      resolve(value);
    };
    // At once, not when the browser comes to tell that the list is closed: a key pressed next must find it done.
    finish = (value) => {
      dialog.close();
      answer(value);
    };
    field.addEventListener("input", narrow, { signal });
    field.addEventListener("keydown", press, { signal });
    leaveLast = () => answer(null);
    // What it tells may be of the list before this one.
    dialog.addEventListener("close", () => dialog.open || answer(null), { signal });
    field.value = "";
    draw();
    dialog.showModal();
    field.focus();
  });
}
