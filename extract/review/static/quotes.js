// The quotations of all records, flat: what the article has to show.

/** Return a quotation's field values as a list. */
export const listOf = (value) => (value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]);

export const isQuote = (spec) => spec.type === "quote" || spec.type === "when";

/**
 * Return the hue of each record, by key. Neighbours in the list are a golden angle apart: as far from each other as
 * many colours can be.
 */
export function huesOf(records) {
  return new Map(records.map((record, number) => [record.key, Math.round((number * 137.508 + 25) % 360)]));
}

/** Return every quotation as {key, field, shape, start, end} in units; a rejected record's are left out. */
export function quotesOf(records, forms, text) {
  const quotes = [];
  for (const record of records) {
    if (record.verdict === "rejected") continue;
    for (const spec of forms.get(record.schema).fields) {
      if (!isQuote(spec)) continue;
      for (const quote of listOf(record.values[spec.name])) {
        const start = text.toUnit(quote.start);
        const shape = spec.role === "mentions" ? "mention" : spec.role === "evidence" ? "evidence" : "value";
        quotes.push({ key: record.key, field: spec.name, shape, start, end: start + quote.text.length });
      }
    }
  }
  return quotes;
}

/** The lines under the text that can be told apart; where more records overlap, some share one. */
const LANES = 3;

/**
 * Give each quotation that is drawn as a line a lane of its own among those that it overlaps: the longest is lowest.
 */
export function giveLanes(quotes) {
  const ends = new Array(LANES).fill(-1);
  const inOrder = quotes.filter((quote) => quote.shape !== "value");
  inOrder.sort((one, other) => one.start - other.start || other.end - one.end);
  for (const quote of inOrder) {
    const free = ends.findIndex((end) => end <= quote.start);
    quote.lane = free < 0 ? LANES - 1 : free;
    ends[quote.lane] = Math.max(ends[quote.lane], quote.end);
  }
}
