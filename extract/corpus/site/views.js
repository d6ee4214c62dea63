"use strict";
/* The views: each takes the filters of the address and returns what the page shows. */
const views = {};

views[""] = async () => {
  const { schemas, counts, about, first } = await corpus.load("overview");
  return [
    el("h1", {}, plural(counts.articles, "article") + " as one"),
    el("p", { class: "quiet" }, plural(counts.things, "thing") + ", " + plural(counts.events, "event") + "; tables " + about.tables + ", made by " + about.made_by),
    el("p", {}, schemas.map((schema) => [link(schema.kind === "entity" ? "things" : "timeline", { schema: schema.name }, schema.list), " "])),
    el("h2", {}, "Named most"), grow(first.things, (row) => thingLine(schemas, row)),
    el("h2", {}, "Latest"), grow(first.events, (row) => eventLine(schemas, first.names, row)),
  ];
};

function thingLine(schemas, row) {
  const thing = corpus.thing(row);
  return [link("thing", { key: thing.key }, thing.name), " ", el("span", { class: "tag" }, thing.kind || schemas[thing.schema].name),
    thing.forms.length ? el("span", { class: "quiet" }, " " + thing.forms.slice(0, 4).join(" · ")) : null,
    el("span", { class: "quiet" }, " · " + plural(thing.sources, "source"))];
}

views.things = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things");
  const kinds = [...new Set(schemas.flatMap((schema) => schema.kind === "entity" ? schema.kinds : []))], words = folded(given.q || "");
  const rows = things.filter((row) => (!given.kind || row[3] === given.kind) && (!given.schema || schemas[row[2]].name === given.schema) && (!words || matches(row, words)));
  return [el("h1", {}, schemas.filter((schema) => schema.kind === "entity").map((schema) => schema.list).join(", ")), filters("things", given, [["q", "Name"], ["kind", "Kind", choice(kinds, "all")]]),
    el("p", { class: "quiet" }, plural(rows.length, "thing")), grow(rows, (row) => thingLine(schemas, row))];
};
/* What rows are searched by, folded once: of a thing its forms, of an event its words, of an article its headline. */
const searched = {
  things: (row) => [row[1], ...row[8]].join("\n"),
  events: (row) => row[4] || "",
  articles: (row) => (row[1] || "") + " " + row[0],
};
function foldOf(kind, row) {
  if (row.folded === undefined) row.folded = folded(searched[kind](row));
  return row.folded;
}
function matches(row, words, kind) {
  const found = foldOf(kind || "things", row);
  return words.split(/\s+/).every((word) => found.includes(word));
}

views.thing = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things"), events = await corpus.index("events"), articles = await corpus.index("articles");
  const number = await corpus.place("things", given.key), thing = corpus.thing(things[number]);
  if (!thing) return missing("thing", given.key);
  const details = await corpus.detail("t", number);
  const own = events.filter((row) => row[9].some((party) => party[2] === number) && within(told(corpus.event(row)), given));
  const met = new Map();
  for (const row of own) if (schemas[row[1]].meets) for (const party of row[9]) if (party[2] !== number) met.set(party[2], (met.get(party[2]) || 0) + 1);
  const by = (role) => (row) => row[9].some((party) => party[2] === number && party[0] === role);
  const blocks = schemas.flatMap((schema, place) => schema.kind !== "event" ? [] : [["participant", "took part in"], ["agent", "made by it"], ["recipient", "made of it"]].map(([role, words]) => {
    const rows = own.filter((row) => row[1] === place).filter(by(role));
    return rows.length ? [el("h2", {}, schema.list + " – " + words + " (" + rows.length + ")"), grow(rows, (row) => eventLine(schemas, things, row))] : null;
  }));
  return [
    el("h1", {}, thing.name), el("p", {}, el("span", { class: "tag" }, thing.kind || schemas[thing.schema].name), plural(thing.articles, "article") + ", " + plural(thing.sources, "source") + (thing.first ? ", " + thing.first + " to " + thing.last : "")),
    el("p", {}, details.forms.map(([form, count]) => el("span", { class: "tag" }, form + " " + count))),
    filters("thing", given, TIMES),
    met.size ? [el("h2", {}, "Met"), el("p", {}, [...met].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([other, count]) => [thingLink(things, other), " " + count + "  "])), el("p", {}, link("network", { key: thing.key }, "Show as a network"))] : null,
    blocks, el("h2", {}, "Articles"), grow(details.articles.map((one) => articles[one]), articleLine),
  ];
};

/* Events by month, or by year where there are too many months to tell apart; the years narrow down to their months. */
const BARS = 48;
function bars(rows, given) {
  const shown = given.from && given.to ? rows.filter((row) => within(dayOf(row), { from: given.from.slice(0, 4), to: given.to.slice(0, 4) })) : rows;
  const by = (length) => {
    const counts = new Map();
    for (const row of shown) { const part = dayOf(row).slice(0, length); if (part.length === length) counts.set(part, (counts.get(part) || 0) + 1); }
    return [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  };
  const months = by(7), counts = months.length > BARS ? by(4) : months, most = Math.max(1, ...counts.map(([, count]) => count));
  return el("div", { class: "years", role: "group", "aria-label": "events by time" }, counts.map(([part, count], place) => {
    const bar = el("span", { class: "bar" }), year = place === 0 || counts[place - 1][0].slice(0, 4) !== part.slice(0, 4);
    bar.style.height = Math.max(2, (64 * count) / most) + "px";
    return el("a", { href: address("timeline", { ...given, from: part, to: part }), title: part + ": " + count, "aria-label": part + ": " + count, "aria-current": given.from === part || null },
      bar, el("span", { class: "label" }, part.length === 4 ? part : year ? part.slice(0, 4) : part.slice(5)));
  }));
}

views.timeline = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things"), events = await corpus.index("events");
  const kept = events.filter((row) => (!given.schema || schemas[row[1]].name === given.schema) && (!given.mood || row[3] === given.mood));
  const rows = kept.filter((row) => within(dayOf(row), given)).sort(byDay);
  const moods = [...new Set(schemas.filter((schema) => !given.schema || schema.name === given.schema).flatMap((schema) => schema.moods))];
  return [
    el("h1", {}, "Timeline"),
    filters("timeline", given, [["schema", "What", choice(schemas.filter((schema) => schema.kind === "event").map((schema) => schema.name), "all")], ["mood", "Status", choice(moods, "all")], ...TIMES]),
    bars(kept, given),
    el("p", { class: "quiet" }, plural(rows.length, "event"), given.from || given.to ? [" · ", link("timeline", { ...given, from: "", to: "" }, "all times")] : null),
    grow(rows, (row) => eventLine(schemas, things, row)),
  ];
};

views.event = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things"), events = await corpus.index("events"), articles = await corpus.index("articles");
  const number = await corpus.place("events", given.key), event = corpus.event(events[number]);
  if (!event) return missing("event", given.key);
  const details = await corpus.detail("e", number), fields = new Map();
  for (const [, name, party] of event.parties) fields.set(name, [...(fields.get(name) || []), party]);
  return [
    el("h1", {}, event.title || [schemas[event.schema].name, event.place].filter(Boolean).join(", ")),
    el("p", {}, el("span", { class: "tag" }, schemas[event.schema].name), event.mood && el("span", { class: "tag" }, event.mood), " " + told(event) + (event.place ? ", " + event.place : "") + " · " + plural(event.articles, "article") + ", " + plural(event.sources, "source")),
    el("dl", {}, [...fields].map(([name, parties]) => [el("dt", {}, name), el("dd", {}, names(things, parties))])),
    details.history.length > 1 ? [el("h2", {}, "History"), el("ol", {}, details.history.map(([name, value, since, article]) => el("li", {}, el("span", { class: "quiet" }, since || "undated"), " ", el("span", { class: "tag" }, value), " ", link("article", { id: articles[article][0] }, articles[article][1] || articles[article][0]))))] : null,
    el("h2", {}, "As told, side by side"),
    el("div", { class: "cards" }, details.tellings.map(([article, values, quotes]) => el("section", { class: "card" },
      el("p", {}, articleLine(articles[article])),
      quotes.map(([name, text, start]) => el("blockquote", {}, el("span", { class: "quiet" }, name + ": "), link("article", { id: articles[article][0], at: start }, text))),
      Object.entries(values).map(([name, value]) => el("p", { class: "quiet" }, name + ": " + value))))),
  ];
};

views.articles = async (given) => {
  const articles = await corpus.index("articles"), words = folded(given.q || "");
  const rows = articles.filter((row) => within(row[2], given) && (!words || matches(row, words, "articles")));
  return [el("h1", {}, "Articles"), filters("articles", given, [["q", "Headline"], ...TIMES]), el("p", { class: "quiet" }, plural(rows.length, "article")), grow(rows, articleLine)];
};

views.article = async (given) => {
  const { schemas } = await corpus.load("overview"), articles = await corpus.index("articles"), things = await corpus.index("things"), events = await corpus.index("events");
  const number = await corpus.place("articles", given.id), article = corpus.article(articles[number]);
  if (!article) return missing("article", given.id);
  const details = await corpus.detail("a", number), own = [...new Set(details.marks.filter((mark) => mark[2] === "e").map((mark) => mark[3]))];
  return [
    el("h1", {}, article.title || article.id), el("p", { class: "quiet" }, [article.published, article.uri].filter(Boolean).join(" · "), article.original ? [" · copy of ", link("article", { id: article.original }, article.original)] : null),
    details.text === null ? el("p", {}, "The text was not at hand when the corpus was built.") : el("div", { class: "text" }, marked(details, things, events, Number(given.at ?? -1))),
    el("h2", {}, "Told in it"), grow(own.map((one) => events[one]), (row) => eventLine(schemas, things, row)),
  ];
};
/* The text in stretches over which the same marks lie. Offsets count code points, strings here count UTF-16. */
function marked(details, things, events, at) {
  const points = Array.from(details.text), cuts = new Set([0, points.length]);
  for (const [start, end] of details.marks) { cuts.add(start); cuts.add(end); }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, place) => {
    const end = edges[place + 1], text = points.slice(start, end).join("");
    const over = details.marks.filter((mark) => mark[0] <= start && mark[1] >= end);
    if (!over.length) return text;
    const seen = over.find((mark) => mark[2] === "t") || over.reduce((a, b) => (b[1] - b[0] < a[1] - a[0] ? b : a));
    const row = (seen[2] === "t" ? things : events)[seen[3]], hit = over.some((mark) => mark[0] === at) && start === at;
    return el("a", { href: address(seen[2] === "t" ? "thing" : "event", { key: row[0] }), class: seen[2] + (hit ? " target" : ""), title: seen[2] === "t" ? row[1] : row[4] || "event" }, text);
  });
}

views.search = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things"), events = await corpus.index("events"), articles = await corpus.index("articles");
  const words = folded((given.q || "").trim());
  if (!words) return [el("h1", {}, "Search"), el("p", {}, "Write a name, words of a claim or of a headline.")];
  const found = things.filter((row) => matches(row, words)), claims = events.filter((row) => matches(row, words, "events"));
  const headlines = articles.filter((row) => matches(row, words, "articles"));
  return [el("h1", {}, "“" + given.q + "”"),
    el("h2", {}, plural(found.length, "thing")), grow(found, (row) => thingLine(schemas, row)),
    el("h2", {}, plural(claims.length, "event")), grow(claims, (row) => eventLine(schemas, things, row)),
    el("h2", {}, plural(headlines.length, "article")), grow(headlines, articleLine)];
};

function missing(what, key) {
  return [el("h1", {}, "No such " + what), el("p", {}, (key || "") + " is not in this corpus. ", link("", {}, "To the beginning"))];
}
