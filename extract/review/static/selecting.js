// Selecting words of the article by keyboard, and waiting for a selection that a field asked for.

export class Selecting {
  constructor(article, text, onChange) {
    Object.assign(this, { article, text, onChange });
    this.isOn = false;
    this.last = null;
    this.waiting = null;
    document.addEventListener("selectionchange", () => this.note());
  }

  /** Remember what is selected in the article, also when the focus goes to a button or field. */
  note() {
    const selection = getSelection();
    const stretch = this.article.selection();
    const isInArticle = selection.anchorNode && this.article.root.contains(selection.anchorNode);
    if (!stretch && !isInArticle) return;
    this.last = stretch;
    this.onChange();
  }

  clear() {
    getSelection().removeAllRanges();
    this.last = null;
    this.isOn = false;
    if (this.back) document.querySelector(`[data-focus="${CSS.escape(this.back)}"]`)?.focus({ preventScroll: true });
    this.back = null;
    this.onChange();
  }

  /** Begin with the words at the stretch (in units), or with the first word that is in sight. */
  begin(stretch) {
    this.isOn = true;
    this.back = document.activeElement?.dataset.focus;
    // Off any button or field: Enter means the selection now.
    this.article.root.parentElement.focus({ preventScroll: true });
    const { words } = this.text;
    if (!words.length) return;
    const from = stretch ?? this.last;
    this.anchor = from ? this.wordAt(from.start) : this.firstInSight();
    this.head = from ? this.wordAt(from.end - 1) : this.anchor;
    this.put(stretch ?? undefined);
  }

  wordAt(unit) {
    const number = this.text.words.findIndex((word) => word.end > unit);
    return number < 0 ? this.text.words.length - 1 : number;
  }

  firstInSight() {
    const top = this.article.root.parentElement.getBoundingClientRect().top;
    const line = this.article.drawn.findIndex(({ node }) => node.getBoundingClientRect().bottom > top + 20);
    return this.wordAt(this.text.lines[Math.max(0, line)].start);
  }

  put(stretch = this.stretch()) {
    this.article.setSelection(stretch);
    this.last = stretch;
    this.onChange();
  }

  stretch() {
    const { words } = this.text;
    const [from, to] = [Math.min(this.anchor, this.head), Math.max(this.anchor, this.head)];
    return { start: words[from].start, end: words[to].end };
  }

  /** Go a number of words on; the selection grows with it if asked to. */
  move(steps, isGrowing) {
    this.head = Math.min(this.text.words.length - 1, Math.max(0, this.head + steps));
    if (!isGrowing) this.anchor = this.head;
    this.put();
  }

  /** Go to the first word of the next or the last line that has words. */
  moveLine(sign, isGrowing) {
    const { words, lines } = this.text;
    const here = lines.indexOf(this.text.lineAt(words[this.head].start));
    for (let at = here + sign; at >= 0 && at < lines.length; at += sign) {
      const number = words.findIndex((word) => word.start >= lines[at].start && word.end <= lines[at].end);
      if (number >= 0) return this.move(number - this.head, isGrowing);
    }
    return undefined;
  }

  takeSentence() {
    const sentence = this.text.sentenceAround(this.last ?? this.stretch());
    this.anchor = this.wordAt(sentence.start);
    this.head = this.wordAt(sentence.end - 1);
    this.put(sentence);
  }

  /** Move an end of the selection by a character: words do not always end where a quotation does. */
  trim(end, steps) {
    const stretch = { ...this.last, [end]: this.last[end] + steps };
    if (stretch.start >= 0 && stretch.end <= this.text.text.length && stretch.start < stretch.end) this.put(stretch);
  }

  /** Return, when it is there, the stretch that a field is to have, in code points; null where the person leaves. */
  take(stretch) {
    if (this.last && !this.isOn) return Promise.resolve(this.taken());
    this.begin(stretch);
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.onChange();
    });
  }

  /** Give what is selected to the field that waits for it. */
  give() {
    const { waiting } = this;
    this.waiting = null;
    waiting(this.taken());
  }

  taken() {
    const place = this.text.inPoints(this.last);
    this.clear();
    return place;
  }

  leave() {
    const { waiting } = this;
    this.waiting = null;
    this.clear();
    waiting?.(null);
  }
}
