"use strict";
/* The data: files that each hand over JSON. From the disk they are run as scripts, from a server they are fetched. */
const corpus = (() => {
  const waiting = new Map(), there = new Map();
  const put = (name, data) => { there.set(name, data); if (waiting.has(name)) waiting.get(name)(data); };

  function run(name) {
    return new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      script.src = "data/" + name + ".js";
      script.onerror = () => reject(new Error("data/" + name + ".js is missing: the folder has to be copied whole"));
      document.head.append(script);
    });
  }
  async function fetched(name) {
    const answer = await fetch("data/" + name + ".js");
    if (!answer.ok) throw new Error("data/" + name + ".js: " + answer.status);
    const text = await answer.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }
  const loads = new Map();
  function load(name) {
    if (there.has(name)) return Promise.resolve(there.get(name));
    if (!loads.has(name)) loads.set(name, location.protocol === "file:" ? run(name) : fetched(name));
    return loads.get(name);
  }
  const wholes = new Map();
  /* An index, whole: one row for each thing, event or article. */
  function index(name) {
    if (!wholes.has(name)) wholes.set(name, (async () => {
      const { counts, sizes } = await load("overview");
      const parts = Math.ceil(counts[name] / sizes.rows);
      return (await Promise.all(Array.from({ length: parts }, (_, part) => load(name + "-" + part)))).flat();
    })());
    return wholes.get(name);
  }
  async function detail(kind, number) {
    const { sizes } = await load("overview");
    return (await load(kind + "-" + Math.floor(number / sizes[kind])))[number];
  }
  /* Named columns of the rows. */
  const thing = (row) => row && ({ key: row[0], name: row[1], schema: row[2], kind: row[3], articles: row[4], sources: row[5], first: row[6], last: row[7], forms: row[8] });
  const event = (row) => row && ({ key: row[0], schema: row[1], day: row[2], mood: row[3], title: row[4], place: row[5], articles: row[6], sources: row[7], first: row[8], parties: row[9] });
  const article = (row) => row && ({ id: row[0], title: row[1], published: row[2], uri: row[3], original: row[4] });
  const place = async (name, key) => (await index(name)).findIndex((row) => row[0] === key);
  return { put, load, index, detail, thing, event, article, place };
})();
