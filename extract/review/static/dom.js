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
  const typed = before?.dataset?.dirty ? before.value : null;
  const caret = before instanceof HTMLInputElement && before.type === "text" ? caretOf(before) : null;
  // An input that is taken out tells of a change, and would send what another goes on with.
  if (typed !== null) before.dispatchEvent(new Event("hold"));
  change();
  if (!name) return;
  const after = before.isConnected ? before : document.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (!after) return;
  if (after !== before) {
    if (typed !== null) after.value = typed;
    after.focus({ preventScroll: true });
    if (caret && after.setSelectionRange) after.setSelectionRange(...caret);
  }
  if (typed !== null) after.dispatchEvent(new Event("input"));
}

const caretOf = (input) => [input.selectionStart, input.selectionEnd];
