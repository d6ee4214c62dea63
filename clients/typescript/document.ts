// Made by make.mjs from the published JSON Schema; do not edit.
// sha256 of the schema: 077ed4753afc8722fa5e9a1845f18d077b33fd438954fdb40a871a8d68a44ec2

export interface Document {
  /**
   * Version of the document's form.
   */
  schema_version: "1" | "1.1";
  source: Source;
  /**
   * A person, state, organisation or group that does, says, wants, gets or undergoes something in the article.
   */
  actors: Actor[];
  /**
   * One occasion on which two or more actors talk to each other, in person, by phone or by video.
   */
  meetings: Meeting[];
  /**
   * An actor makes it known that another must, should or is asked to do something, or to stop or leave it.
   */
  demands: Demand[];
  /**
   * An actor puts forward a course of action for others to accept, join or decide on, or says that it will.
   */
  proposals: Proposal[];
  /**
   * A reader's comment under the article: the whole of it, without the headings, counts, buttons and dates around it.
   */
  comments: Comment[];
  extraction?: ExtractionInfo;
  verified?: Verified;
}
/**
 * The article.
 */
export interface Source {
  /**
   * The article's id: the document's file name without its ending.
   */
  id: string;
  /**
   * Where the article came from.
   */
  uri: string;
  /**
   * SHA-256 of the source text in UTF-8.
   */
  sha256: string;
  /**
   * Length of the source text in Unicode code points.
   */
  length: number;
  /**
   * The headline, where the page tells it.
   */
  title: string | null;
  /**
   * The article's own date, YYYY-MM-DD.
   */
  published: string | null;
  /**
   * ISO 639-1 code.
   */
  language: string;
}
/**
 * A person, state, organisation or group that does, says, wants, gets or undergoes something in the article. One actor, one record, however often it is named; a person and the state that the person leads are two. Not an actor: a place that is only a place, an outlet that is only the source of a report, somebody only alluded to in another's name, title or biography, the article's own author, a reader who comments.
 */
export interface Actor {
  /**
   * Unique in the document.
   */
  id: string;
  /**
   * The fullest form in the article, without a title.
   */
  name: string;
  /**
   * person: a named person, or one known only by an office. state: a country and its government; its capital, seat or nationality used for the government is an alias of it. organization: anything with a name and members. group: people without a formal organisation.
   */
  kind: "person" | "state" | "organization" | "group";
  /**
   * Every other form that the article uses, pronouns and bare common nouns left out.
   */
  aliases: string[];
  /**
   * The office or title that stands beside the name.
   */
  title: string | null;
  /**
   * ISO 3166-1 alpha-3 code of the state that it is or belongs to, where the article tells.
   */
  country: string | null;
  /**
   * The places in the text that name it, in order.
   */
  mentions: Quote[];
  /**
   * Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.
   */
  optional?: true;
}
/**
 * The article's own characters, with their place: ``source_text[start:end] == text``.
 */
export interface Quote {
  /**
   * The very characters of the source text.
   */
  text: string;
  /**
   * Offset of the first character, in Unicode code points.
   */
  start: number;
  /**
   * Offset after the last character, in Unicode code points.
   */
  end: number;
  /**
   * How the quotation was found where the backend's words were not verbatim; absent when verbatim.
   */
  match?: "folded" | "fuzzy";
  /**
   * Likeness of the backend's words to the quotation, for a fuzzy match.
   */
  score?: number;
}
/**
 * One occasion on which two or more actors talk to each other, in person, by phone or by video. A particular occasion, past, present or planned: meeting, talks, round of negotiations, summit, visit that includes talks, conference, phone call, debate between candidates. Not: talks in general, a rally, a press conference, a speech, an interview, a court hearing, a routine sitting of a parliament. One occasion, one record; two rounds are two.
 */
export interface Meeting {
  /**
   * Unique in the document.
   */
  id: string;
  /**
   * The actors that attended, attend or are to attend; states and those who come for them alike.
   */
  participants: string[];
  /**
   * Where, as written; the most specific mention.
   */
  place: Quote | null;
  /**
   * When, as written.
   */
  date: When | null;
  /**
   * held: took place or is under way. planned: scheduled, announced, expected. cancelled: called off, refused, did not happen. proposed: only suggested.
   */
  status: "held" | "planned" | "cancelled" | "proposed";
  /**
   * The sentences, or clauses of long sentences, that state it, the clearest first.
   *
   * @minItems 1
   */
  evidence: [Quote, ...Quote[]];
  /**
   * The calibrated chance that the record is right, in steps of 0.01; absent where nobody knows.
   */
  confidence?: number;
  /**
   * Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.
   */
  optional?: true;
}
/**
 * A date as the article words it, and the day, month or year that it means.
 */
export interface When {
  /**
   * The very characters of the source text.
   */
  text: string;
  /**
   * Offset of the first character, in Unicode code points.
   */
  start: number;
  /**
   * Offset after the last character, in Unicode code points.
   */
  end: number;
  /**
   * How the quotation was found where the backend's words were not verbatim; absent when verbatim.
   */
  match?: "folded" | "fuzzy";
  /**
   * Likeness of the backend's words to the quotation, for a fuzzy match.
   */
  score?: number;
  /**
   * YYYY-MM-DD, YYYY-MM or YYYY; null where the article does not tell enough.
   */
  iso: string | null;
}
/**
 * An actor makes it known that another must, should or is asked to do something, or to stop or leave it. Demand, insist, call for, call on, urge, ask, request, appeal, order, summon, press for, require, set as a condition, warn to desist. One demand, one record, however often it is told; things demanded in one breath of the same addressee are one. Not: a wish that asks nobody to act, a forecast, a threat with nothing asked, what somebody says he himself will do, a demand mentioned without its content.
 */
export interface Demand {
  /**
   * Unique in the document.
   */
  id: string;
  /**
   * Who demands; nobody where none is named.
   */
  demanders: string[];
  /**
   * Of whom, where the article says or plainly implies it.
   */
  addressees: string[];
  content: Quote1;
  /**
   * The sentences, or clauses of long sentences, that state it, the clearest first.
   *
   * @minItems 1
   */
  evidence: [Quote, ...Quote[]];
  /**
   * The calibrated chance that the record is right, in steps of 0.01; absent where nobody knows.
   */
  confidence?: number;
  /**
   * Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.
   */
  optional?: true;
}
/**
 * The article's own characters, with their place: ``source_text[start:end] == text``.
 */
export interface Quote1 {
  /**
   * The very characters of the source text.
   */
  text: string;
  /**
   * Offset of the first character, in Unicode code points.
   */
  start: number;
  /**
   * Offset after the last character, in Unicode code points.
   */
  end: number;
  /**
   * How the quotation was found where the backend's words were not verbatim; absent when verbatim.
   */
  match?: "folded" | "fuzzy";
  /**
   * Likeness of the backend's words to the quotation, for a fuzzy match.
   */
  score?: number;
}
/**
 * An actor puts forward a course of action for others to accept, join or decide on, or says that it will. Propose, offer, suggest, table, introduce a bill, draft a resolution, invite to join, present a plan, nominate, float. A named deal, plan or bill on the table counts where nobody is named as its author: its proposers are then the parties that would sign it. If only the other side would have to act, it is a demand. Not: a decision that the actor takes alone, a pledge that asks for nobody's consent, a suggestion by the article's author.
 */
export interface Proposal {
  /**
   * Unique in the document.
   */
  id: string;
  /**
   * Who puts it forward; the parties that would sign it where nobody is named as its author.
   */
  proposers: string[];
  /**
   * Who is to accept or decide, where told or plainly implied.
   */
  recipients: string[];
  content: Quote2;
  /**
   * planned: will or may be put forward. made: on the table, pending. accepted: agreed, signed, passed. rejected: refused, voted down, withdrawn. The latest that the article tells.
   */
  status: "planned" | "made" | "accepted" | "rejected";
  /**
   * The sentences, or clauses of long sentences, that state it, the clearest first.
   *
   * @minItems 1
   */
  evidence: [Quote, ...Quote[]];
  /**
   * The calibrated chance that the record is right, in steps of 0.01; absent where nobody knows.
   */
  confidence?: number;
  /**
   * Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.
   */
  optional?: true;
}
/**
 * The article's own characters, with their place: ``source_text[start:end] == text``.
 */
export interface Quote2 {
  /**
   * The very characters of the source text.
   */
  text: string;
  /**
   * Offset of the first character, in Unicode code points.
   */
  start: number;
  /**
   * Offset after the last character, in Unicode code points.
   */
  end: number;
  /**
   * How the quotation was found where the backend's words were not verbatim; absent when verbatim.
   */
  match?: "folded" | "fuzzy";
  /**
   * Likeness of the backend's words to the quotation, for a fuzzy match.
   */
  score?: number;
}
/**
 * A reader's comment under the article: the whole of it, without the headings, counts, buttons and dates around it. Nothing inside a comment makes an actor or an event.
 */
export interface Comment {
  /**
   * Unique in the document.
   */
  id: string;
  /**
   * The author as displayed.
   */
  author: string | null;
  text: Quote3;
  /**
   * When it was posted, as displayed.
   */
  posted: When | null;
  /**
   * The comment that this one answers.
   */
  reply_to: string | null;
  /**
   * The article's actors that it names.
   */
  mentions: string[];
  /**
   * The tone of the comment; null where nobody judged it.
   */
  sentiment: ("positive" | "neutral" | "negative") | null;
  /**
   * Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.
   */
  optional?: true;
}
/**
 * The article's own characters, with their place: ``source_text[start:end] == text``.
 */
export interface Quote3 {
  /**
   * The very characters of the source text.
   */
  text: string;
  /**
   * Offset of the first character, in Unicode code points.
   */
  start: number;
  /**
   * Offset after the last character, in Unicode code points.
   */
  end: number;
  /**
   * How the quotation was found where the backend's words were not verbatim; absent when verbatim.
   */
  match?: "folded" | "fuzzy";
  /**
   * Likeness of the backend's words to the quotation, for a fuzzy match.
   */
  score?: number;
}
/**
 * What made the document; not in goldens.
 */
export interface ExtractionInfo {
  /**
   * The backend's name.
   */
  backend: string;
  /**
   * The model and its version.
   */
  model: string;
  /**
   * Version of this package.
   */
  version: string;
  /**
   * Digest of the declarations.
   */
  schemas: string;
}
/**
 * Only in goldens: who verified it.
 */
export interface Verified {
  /**
   * Who verified it.
   */
  by: string;
  /**
   * When, YYYY-MM-DD.
   */
  on: string;
  /**
   * Version of the annotation guidelines.
   */
  guidelines: string;
}
