// The article's text. Documents count code points, the browser counts UTF-16 units: an emoji is one and two.

const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]/g;

export class SourceText {
  constructor(text) {
    this.text = text;
    // Units at which a code point of two begins: few or none, so that counting them is cheap.
    this.pairs = Array.from(text.matchAll(SURROGATES), (match) => match.index);
    this.lines = linesOf(text);
  }

  /** Return the UTF-16 unit at which a code point begins. */
  toUnit(point) {
    let unit = point;
    for (const pair of this.pairs) {
      if (pair >= unit) break;
      unit += 1;
    }
    return unit;
  }

  /** Return the number of code points before a UTF-16 unit. */
  toPoint(unit) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** Return a stretch in units as one in code points. */
  inPoints({ start, end }) {
    return { start: this.toPoint(start), end: this.toPoint(end) };
  }

  slice({ start, end }) {
    return this.text.slice(start, end);
  }

  /** Return the stretch without white space at its ends; null where nothing is left. */
  trimmed({ start, end }) {
    while (start < end && /\s/.test(this.text[start])) start += 1;
    while (start < end && /\s/.test(this.text[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** Return the sentence, or the run of sentences of one line, that the stretch stands in. */
  sentenceAround(stretch) {
    const line = this.lineAt(stretch.start);
    const last = this.lineAt(Math.max(stretch.start, stretch.end - 1));
    const sentences = pieces("sentence", this.text.slice(line.start, last.end), line.start);
    const touched = sentences.filter((one) => one.start < stretch.end && one.end > stretch.start);
    if (!touched.length) return stretch;
    return this.trimmed({ start: touched[0].start, end: touched[touched.length - 1].end }) ?? stretch;
  }

  lineAt(unit) {
    return this.lines.find((line) => unit < line.end) ?? this.lines[this.lines.length - 1];
  }

  /** The words and signs of the text, white space left out: the steps of selecting by keyboard. */
  get words() {
    this.knownWords ??= pieces("word", this.text, 0).filter((one) => this.text.slice(one.start, one.end).trim());
    return this.knownWords;
  }
}

function linesOf(text) {
  const lines = [];
  for (let start = 0; start < text.length;) {
    const at = text.indexOf("\n", start);
    const end = at < 0 ? text.length : at + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

function pieces(granularity, text, offset) {
  const segments = new Intl.Segmenter("en", { granularity }).segment(text);
  return Array.from(segments, ({ segment, index }) => ({
    start: offset + index,
    end: offset + index + segment.length,
  }));
}
