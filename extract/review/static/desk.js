// The state of the article on the page, and every way to change it. The program holds the truth: an edit is sent, and
// what comes back is shown.

import { Refused, get, post } from "./api.js";
import { huesOf, listOf } from "./quotes.js";

export class Desk {
  /** `draw` shows the state, `say` tells a message. */
  constructor(id, loaded, { draw, say }) {
    Object.assign(this, { draw, say, article: loaded.article, signer: loaded.signer });
    this.state = this.answered = loaded.state;
    this.path = `/api/article/${encodeURIComponent(id)}`;
    this.forms = new Map(loaded.forms.map((form) => [form.name, form]));
    this.hues = huesOf(loaded.state.records);
    this.selected = null;
    this.editing = null;
    /** Inputs with something typed that was not sent yet -> what sends it. */
    this.unsent = new Map();
    /** Verdicts that were sent and not answered yet, by key: they are shown at once. */
    this.hopes = new Map();
    this.queue = Promise.resolve();
    this.isLeaving = false;
    this.count(0);
  }

  record(key) {
    return this.state.records.find((record) => record.key === key);
  }

  get current() {
    return this.record(this.selected);
  }

  nameOf(key) {
    const record = this.record(key);
    if (!record) return key;
    const named = this.forms.get(record.schema).fields.find((spec) => spec.role === "name");
    return (named && record.values[named.name]) || key;
  }

  /** Whether the golden will not have the record. */
  isGone(key) {
    return (this.record(key)?.verdict ?? null) === "rejected" || !this.record(key);
  }

  // ------------------------------------------------------------------------------------------------------------------
  // Sending

  /**
   * Send an edit after those under way, and show what comes of it; resolves to null, or to why it was not made. A
   * function is asked for the edit when those are done.
   */
  send(edit, onAnswer = () => {}) {
    const made = typeof edit === "function" ? edit : () => edit;
    return this.change(
      () => post(`${this.path}/edit`, { version: this.state.version, edit: made() }, this.isLeaving),
      onAnswer,
    );
  }

  save(signature) {
    return this.change(() => post(`${this.path}/save`, { version: this.state.version, ...signature }));
  }

  change(ask, onAnswer = () => {}) {
    const done = this.queue.then(ask).then(
      (answer) => {
        onAnswer();
        this.show(answer.state);
      },
      (error) => {
        onAnswer();
        this.show(error.state ?? this.answered);
        this.say(
          error instanceof Refused ? `${error.message}. ${error.remedy} (${error.where})` : error.message,
          "bad",
        );
        return error;
      },
    );
    this.queue = done;
    this.count(1);
    done.finally(() => this.count(-1));
    return done.then((error) => error ?? null);
  }

  /** Tell, for those who cannot see it, how many edits are on their way. */
  count(more) {
    this.sending = (this.sending ?? 0) + more;
    document.body.dataset.sending = String(this.sending);
    document.getElementById("records").setAttribute("aria-busy", String(this.sending > 0));
  }

  show(state) {
    const hoped = (record) =>
      this.hopes.has(record.key) ? { ...record, verdict: this.hopes.get(record.key).verdict } : record;
    this.answered = state;
    this.state = { ...state, records: state.records.map(hoped) };
    for (const record of this.state.records) {
      if (!this.hues.has(record.key)) this.hues.set(record.key, Math.round((this.hues.size * 137.508 + 25) % 360));
    }
    if (!this.record(this.selected)) this.selected = null;
    if (!this.record(this.editing)) this.editing = null;
    this.draw();
  }

  /** Send what was typed and not sent yet. */
  flush() {
    for (const send of [...this.unsent.values()]) send();
  }

  /** Wait for all edits under way; resolves to null, or to why the last of them was not made. */
  async settled() {
    let error = null;
    while (this.sending) error = await this.queue;
    return error ?? null;
  }

  /** Show what has changed since: in another tab, or by what was typed last before the page was loaded again. */
  async refresh(note = "") {
    await this.queue;
    try {
      const { state } = await get(this.path);
      // Edits sent meanwhile tell what is there then. An answer that they have overtaken must not undo on the page what
      // the program has done.
      if (this.sending || state.version <= this.answered.version) return;
      this.show(state);
      if (note) this.say(note);
    } catch (error) {
      this.say(error.message, "bad");
    }
  }

  // ------------------------------------------------------------------------------------------------------------------
  // Edits

  judge(keys, verdict) {
    const hope = { verdict };
    for (const key of keys) this.hopes.set(key, hope);
    this.show(this.answered);
    const isAnswered = () => {
      for (const key of keys) if (this.hopes.get(key) === hope) this.hopes.delete(key);
    };
    return this.send({ do: "judge", keys, verdict }, isAnswered);
  }

  acceptRest() {
    const keys = this.state.records.filter((record) => !record.verdict).map((record) => record.key);
    return keys.length ? this.judge(keys, "accepted") : null;
  }

  mark(key, optional) {
    return this.send({ do: "mark", key, optional });
  }

  /** Set a field to what `change` makes of its values as they are after the edits under way. */
  alter(key, spec, change) {
    return this.send(() => {
      const values = change(listOf(this.record(key)?.values[spec.name]));
      return { do: "set", key, field: spec.name, value: spec.is_list ? values : (values.at(-1) ?? null) };
    });
  }

  /** Make a record optional, or no longer. */
  toggle(key) {
    return this.send(() => ({ do: "mark", key, optional: !this.record(key)?.optional }));
  }

  find(key) {
    return this.send({ do: "find", key });
  }

  // ------------------------------------------------------------------------------------------------------------------
  // Moving

  /** Return the key of the record some steps after the selected one, round the end; with `isWanted`, of such ones only. */
  keyAfter(steps, isWanted = () => true) {
    const { records } = this.state;
    if (!records.length) return null;
    const at = records.findIndex((record) => record.key === this.selected);
    const sign = Math.sign(steps);
    for (let moved = 1; moved <= records.length; moved += 1) {
      const from = at < 0 ? (sign > 0 ? -1 : 0) : at;
      const record = records[(((from + sign * moved) % records.length) + records.length) % records.length];
      if (isWanted(record)) return record.key;
    }
    return null;
  }
}
