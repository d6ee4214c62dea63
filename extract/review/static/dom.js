// Elements without markup: whatever an article says goes in as a text node.

/** Return a new element. Properties that begin with "on" are listeners; absent children and properties are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "hue") node.style.setProperty("--hue", value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return the element with this id. */
export const byId = (id) => document.getElementById(id);

/** Whether keys typed into the node are text, not commands. */
export function takesText(node) {
  return node instanceof HTMLElement && node.matches("input, textarea, select");
}

/**
 * Run a change to the page, and put the focus back where it was: on the element with the same data-focus, with what
 * was typed there and not sent yet.
 */
export function keepingFocus(change) {
  const before = document.activeElement;
  const name = before?.dataset?.focus;
  const typed = before instanceof HTMLInputElement && before.type !== "checkbox" ? before.value : null;
  const caret = typed !== null && before.type === "text" ? [before.selectionStart, before.selectionEnd] : null;
  change();
  if (!name || before.isConnected) return;
  const after = document.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (!after) return;
  if (typed !== null && before.dataset.dirty) {
    after.value = typed;
    after.dataset.dirty = "yes";
  }
  after.focus({ preventScroll: true });
  if (caret && after.setSelectionRange) after.setSelectionRange(...caret);
}
