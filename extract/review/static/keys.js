// Everything with the keyboard: one table of keys, which is also the help.

import { byId, el, takesText } from "./dom.js";

const LETTERS_OFF = "extract-review-letters-off";

/** Return how a key press is written in the table: "a", "Ctrl+s", "Shift+ArrowRight". */
function nameOf(event) {
  const named = event.key.length > 1;
  const parts = [event.ctrlKey || event.metaKey ? "Ctrl" : "", named && event.shiftKey ? "Shift" : "", event.key];
  return parts.filter(Boolean).join("+");
}

/**
 * Listen for the keys of a table: [{keys, does, run, isOn?, inFields?}]. `isOn` says whether a key means this now, and
 * the first that is on is run; `inFields` are for keys that also count while something is typed.
 */
export function listen(table) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
    const name = nameOf(event);
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && areLettersOff()) return;
    const isTyping = takesText(event.target);
    const isPress = (event.key === "Enter" || event.key === " ") && event.target.closest?.("button, a, summary");
    if (isPress) return;
    const found = table.find(
      (one) => one.keys.includes(name) && (!isTyping || one.inFields) && (!one.isOn || one.isOn()),
    );
    if (!found) return;
    event.preventDefault();
    found.run(event);
  });
}

const areLettersOff = () => localStorage.getItem(LETTERS_OFF) === "yes";

/** Fill the help with the table, in its groups. */
export function drawHelp(table) {
  const groups = new Map();
  for (const one of table.filter((entry) => entry.does)) {
    if (!groups.has(one.group)) groups.set(one.group, []);
    groups.get(one.group).push(one);
  }
  const box = el("input", { type: "checkbox", id: "letters-off", checked: areLettersOff() });
  box.addEventListener("change", () => localStorage.setItem(LETTERS_OFF, box.checked ? "yes" : "no"));
  byId("help-keys").replaceChildren(
    ...[...groups].map(([group, entries]) =>
      el("section", {}, el("h3", {}, group), el("dl", {}, entries.map(drawEntry))),
    ),
    el("label", { class: "check" }, box, "turn single-letter keys off (for speech input)"),
  );
}

function drawEntry(entry) {
  const keys = entry.keys.filter((key) => !entry.hidden?.includes(key));
  return [
    el(
      "dt",
      {},
      keys.map((key) => el("kbd", {}, told(key))),
    ),
    el("dd", {}, entry.does),
  ];
}

const SIGNS = {
  " ": "Space",
  Shift: "⇧",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

const told = (key) =>
  key
    .split("+")
    .map((part) => SIGNS[part] ?? part)
    .join(" ");
