// Signing: who stands for the golden, and what is still in its way.

import { byId, el } from "./dom.js";

export class Signing {
  constructor(desk, { say, goTo, onSigned }) {
    Object.assign(this, { desk, say, goTo, onSigned });
    this.dialog = byId("signing");
    byId("by").value = desk.signer.by;
    byId("guidelines-version").value = desk.signer.guidelines;
    byId("on").textContent = desk.signer.on;
    byId("signing-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.sign(false);
    });
    byId("accept-rest").addEventListener("click", () => desk.acceptRest());
    byId("replace").addEventListener("click", () => this.sign(true));
    byId("leave-signing").addEventListener("click", () => this.dialog.close());
  }

  open() {
    byId("signing-error").textContent = "";
    byId("replace").hidden = true;
    this.draw();
    this.dialog.showModal();
    (byId("by").value ? byId("do-sign") : byId("by")).focus();
  }

  /** Show what is in the way of the golden. */
  draw() {
    const { records, problems } = this.desk.state;
    const undecided = records.filter((record) => !record.verdict);
    const standing = records.filter((record) => record.verdict === "accepted");
    byId("signing-sum").textContent =
      `${standing.length} record${standing.length === 1 ? "" : "s"} accepted, ${records.length - standing.length - undecided.length} rejected` +
      (undecided.length ? `, ${undecided.length} not judged yet.` : ".");
    byId("accept-rest").hidden = !undecided.length;
    byId("accept-rest").textContent = `accept the other ${undecided.length}`;
    byId("signing-problems").replaceChildren(...problems.map((problem) => this.drawProblem(problem)));
    byId("do-sign").disabled = Boolean(undecided.length || problems.length);
  }

  drawProblem(problem) {
    const where = [problem.key && this.desk.nameOf(problem.key), problem.field].filter(Boolean).join(", ");
    const go = () => {
      this.dialog.close();
      this.goTo(problem.key, problem.field ?? "");
    };
    return el(
      "li",
      {},
      problem.key ? el("button", { type: "button", class: "small", onclick: go }, where) : where,
      ` ${problem.says}`,
    );
  }

  async sign(replace) {
    this.desk.flush();
    const refused = await this.desk.save({
      by: byId("by").value,
      guidelines: byId("guidelines-version").value,
      replace,
    });
    if (!refused) {
      this.dialog.close();
      this.say("Signed. Press . for the next article.", "good");
      this.onSigned();
      return;
    }
    byId("signing-error").textContent = `${refused.message}. ${refused.remedy ?? ""} (${refused.where ?? ""})`;
    byId("replace").hidden = refused.kind !== "GoldenDiffers";
  }
}
