// Reads extractions.jsonl as `extract run --format jsonl` writes it, and tells who met whom, with the words that say so.
import type { Actor, Document, Quote } from "./document.js";

/** The characters of a quotation: offsets count code points, and JavaScript's strings count UTF-16 units. */
export function quoted(text: string, quote: Quote): string {
  return [...text].slice(quote.start, quote.end).join("");
}

/** Every document of a file of JSON lines. */
export function documentsOf(lines: string): Document[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Document);
}

/** A line for each meeting that took place: when, who, and the first quotation that states it. */
export function meetingsHeld(document: Document): string[] {
  const actors = new Map<string, Actor>(document.actors.map((actor) => [actor.id, actor]));
  return document.meetings
    .filter((meeting) => meeting.status === "held")
    .map((meeting) => {
      const names = meeting.participants.map((id) => actors.get(id)?.name ?? id);
      const day = meeting.date?.iso ?? "no date";
      return `${day}: ${names.join(", ")}: “${meeting.evidence[0]?.text ?? ""}”`;
    });
}
