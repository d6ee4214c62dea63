// The article: its text with every quotation marked, and the stretch that a person has selected in it.

import { el } from "./dom.js";
import { giveLanes } from "./quotes.js";

export class ArticleView {
  /** `onPick` is told the records at a place that was clicked, the shortest quotation's first. */
  constructor(root, text, onPick) {
    Object.assign(this, { root, text, onPick });
    this.drawn = [];
    this.marks = new Map();
    this.selected = null;
    root.addEventListener("click", (event) => this.click(event));
  }

  /** Draw the quotations; only lines in which something has changed are drawn anew. */
  draw(quotes, hues) {
    const whole = JSON.stringify(quotes);
    if (whole === this.signature) return;
    this.signature = whole;
    giveLanes(quotes);
    this.quotes = quotes;
    this.text.lines.forEach((line, number) => {
      const here = quotes.filter((quote) => quote.start < line.end && quote.end > line.start);
      const signature = JSON.stringify(here);
      const known = this.drawn[number];
      if (known?.signature === signature) return;
      const node = this.drawLine(line, here, hues);
      if (known) known.node.replaceWith(node);
      else this.root.append(node);
      this.drawn[number] = { signature, node };
    });
    this.collectMarks();
    this.select(this.selected, hues.get(this.selected));
  }

  drawLine(line, quotes, hues) {
    const node = el("div", { class: "line", dir: "auto" });
    const cuts = new Set([line.start, line.end]);
    for (const quote of quotes) {
      cuts.add(Math.max(quote.start, line.start));
      cuts.add(Math.min(quote.end, line.end));
    }
    const places = [...cuts].sort((one, other) => one - other);
    for (let number = 0; number + 1 < places.length; number += 1) {
      const [start, end] = [places[number], places[number + 1]];
      const over = quotes.filter((quote) => quote.start <= start && quote.end >= end);
      over.sort((one, other) => one.end - one.start - (other.end - other.start));
      node.append(this.drawPiece(start, end, over, hues));
    }
    return node;
  }

  drawPiece(start, end, over, hues) {
    const piece = el(over.length ? "mark" : "span", { "data-at": start }, this.text.text.slice(start, end));
    piece.keys = [...new Set(over.map((quote) => quote.key))];
    // Of a chosen record the sentence is shown faintly, what it says in the sentence strongly.
    piece.isStrong = (key) => over.some((quote) => quote.key === key && quote.shape !== "evidence");
    const value = over.find((quote) => quote.shape === "value");
    if (value) {
      piece.classList.add("value");
      piece.style.setProperty("--hue", hues.get(value.key));
    }
    const lines = over.filter((quote) => quote.lane !== undefined);
    for (const quote of lines) {
      const line = el("u", { class: `${quote.shape} lane-${quote.lane}`, hue: hues.get(quote.key) });
      line.append(...piece.childNodes);
      piece.append(line);
    }
    return piece;
  }

  collectMarks() {
    this.marks = new Map();
    for (const mark of this.root.querySelectorAll("mark")) {
      for (const key of mark.keys) {
        if (!this.marks.has(key)) this.marks.set(key, []);
        this.marks.get(key).push(mark);
      }
    }
  }

  /** Show which quotations are the record's. */
  select(key, hue) {
    for (const mark of this.root.querySelectorAll("mark.on")) mark.classList.remove("on", "strong");
    this.selected = key;
    for (const mark of this.marks.get(key) ?? []) {
      mark.style.setProperty("--chosen-hue", hue);
      mark.classList.add("on");
      mark.classList.toggle("strong", mark.isStrong(key));
    }
  }

  /** Bring the record's quotation nearest to what is seen into sight; nothing moves where one is in sight. */
  reveal(key, field = null) {
    const wanted = this.quotes.filter((quote) => quote.key === key && (!field || quote.field === field));
    const first = wanted.find((quote) => quote.shape !== "mention") ?? wanted[0];
    if (first) this.revealPlace(first.start);
  }

  revealPlace(unit) {
    const piece = this.pieceAt(unit);
    const frame = this.root.parentElement.getBoundingClientRect();
    const box = piece.getBoundingClientRect();
    if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) piece.scrollIntoView({ block: "center" });
  }

  pieceAt(unit) {
    const number = this.text.lines.findIndex((line) => unit < line.end);
    const pieces = [...this.drawn[Math.max(0, number)].node.children];
    return pieces.findLast((piece) => Number(piece.dataset.at) <= unit) ?? pieces[0];
  }

  click(event) {
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) this.onPick(mark.keys);
  }

  // ------------------------------------------------------------------------------------------------------------------
  // Selecting

  /** Return the stretch, in units, that is selected in the article; null where there is none. */
  selection() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.commonAncestorContainer)) return null;
    return this.text.trimmed({
      start: this.unitAt(range.startContainer, range.startOffset),
      end: this.unitAt(range.endContainer, range.endOffset),
    });
  }

  unitAt(node, offset) {
    if (node.nodeType === Node.TEXT_NODE) return Number(node.parentElement.closest("[data-at]").dataset.at) + offset;
    const next = node.childNodes[offset];
    if (next) return this.startOf(next);
    return node.lastChild ? this.endOf(node.lastChild) : this.startOf(node);
  }

  startOf(node) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const first = node.nodeType === Node.TEXT_NODE ? node : walker.nextNode();
    return first ? this.unitAt(first, 0) : this.text.text.length;
  }

  endOf(node) {
    const pieces = [...this.root.querySelectorAll("[data-at]")].filter(
      (piece) => node.contains(piece) || piece.contains(node),
    );
    const last = pieces.at(-1);
    return last ? Number(last.dataset.at) + last.textContent.length : this.text.text.length;
  }

  /** Select the stretch, and bring it into sight. */
  setSelection({ start, end }) {
    const [from, to] = [this.boundary(start), this.boundary(end, true)];
    getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    this.revealPlace(start);
  }

  boundary(unit, isEnd = false) {
    const piece = this.pieceAt(isEnd ? unit - 1 : unit);
    let node = piece.firstChild;
    while (node.firstChild) node = node.firstChild;
    return { node, offset: unit - Number(piece.dataset.at) };
  }
}
