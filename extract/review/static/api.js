// Requests to the program that serves this page.

const TOKEN = document.querySelector('meta[name="token"]').content;

/** What the program refused, with the reason in three parts and, where it told it, the article's present state. */
export class Refused extends Error {
  constructor(error, state) {
    super(error.problem);
    Object.assign(this, { kind: error.kind, where: error.where, remedy: error.remedy, state });
  }
}

/** The program does not answer. */
export class Silent extends Error {}

/** Return what the program answers at the path. */
export const get = (path) => ask(path, {});

/** Send data to the path, and return the answer. With keepalive it is sent even while the page is being left. */
export const post = (path, data, keepalive = false) =>
  ask(path, {
    method: "POST",
    keepalive,
    headers: { "content-type": "application/json", "x-extract-token": TOKEN },
    body: JSON.stringify(data),
  });

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    throw new Silent("The review program does not answer. Start it again, and open the address that it prints.");
  }
  if (!answer.headers.get("content-type")?.includes("json")) {
    const reason = (await answer.text()) || `the program answered ${answer.status}`;
    throw new Refused({ problem: reason, where: path, remedy: "open the address that the command printed last" });
  }
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.error, told.state);
  return told;
}
