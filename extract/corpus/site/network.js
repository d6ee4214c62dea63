"use strict";
/* Who met whom: those who took part in one event, the thicker the more often. */
const NODES = 60, NODES_ON_A_PHONE = 18;

views.network = async (given) => {
  const { schemas } = await corpus.load("overview"), things = await corpus.index("things"), events = await corpus.index("events");
  const center = given.key ? await corpus.place("things", given.key) : -1, moods = [...new Set(schemas.filter((schema) => schema.meets).flatMap((schema) => schema.moods))];
  const kinds = [...new Set(schemas.flatMap((schema) => schema.kind === "entity" ? schema.kinds : []))], least = Number(given.least || 1);
  const pairs = new Map();
  for (const row of events) {
    if (!schemas[row[1]].meets || !within(told(corpus.event(row)), given) || (given.mood && row[3] !== given.mood)) continue;
    const there = [...new Set(row[9].filter((party) => party[0] === "participant" && (!given.kind || things[party[2]][3] === given.kind)).map((party) => party[2]))];
    for (const one of there) for (const two of there) if (one < two) pairs.set(one + " " + two, (pairs.get(one + " " + two) || 0) + 1);
  }
  let edges = [...pairs].map(([pair, count]) => [...pair.split(" ").map(Number), count]).filter((edge) => edge[2] >= least);
  if (center >= 0) {
    const near = new Set(edges.filter((edge) => edge[0] === center || edge[1] === center).flatMap((edge) => [edge[0], edge[1]]));
    edges = edges.filter((edge) => near.has(edge[0]) && near.has(edge[1]));
  }
  edges.sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1]);
  const all = new Set(edges.flatMap((edge) => [edge[0], edge[1]])), kept = new Set();
  const room = document.documentElement.clientWidth < 600 ? NODES_ON_A_PHONE : NODES;
  for (const edge of edges) { if (kept.size + 2 > room) break; kept.add(edge[0]); kept.add(edge[1]); }
  const drawn = edges.filter((edge) => kept.has(edge[0]) && kept.has(edge[1]));
  return [
    el("h1", {}, "Who met whom", center >= 0 ? ": around " + things[center][1] : ""),
    filters("network", given, [...TIMES, ["kind", "Kind", choice(kinds, "all")], ["mood", "Status", choice(moods, "all")], ["least", "Met at least", null, "number"]]),
    el("p", { class: "quiet" }, kept.size < all.size ? "The " + kept.size + " of " + all.size + " that met most; filter to see others." : plural(all.size, "thing") + " met.", center >= 0 ? [" ", link("network", { ...given, key: "" }, "Show all")] : null),
    drawn.length ? draw(things, [...kept], drawn) : null,
    el("h2", {}, "As a list"), grow(edges, (edge) => [thingLink(things, edge[0]), " – ", thingLink(things, edge[1]), " ", el("span", { class: "tag" }, String(edge[2]))], "Nobody met under these filters."),
  ];
};

/* The layout, as large as the picture: at most twice as large, so that few do not lie far apart. */
function stretch(nodes, way, from, to) {
  const least = Math.min(...nodes.map((node) => node[way])), most = Math.max(...nodes.map((node) => node[way]));
  const times = Math.min(2, (to - from) / Math.max(1, most - least)), middle = (from + to) / 2;
  for (const node of nodes) node[way] = middle + (node[way] - (least + most) / 2) * times;
}

const shortened = (name) => (name.length > 28 ? name.slice(0, 27) + "…" : name);

function draw(things, numbers, edges) {
  const width = Math.min(1180, Math.max(320, document.documentElement.clientWidth - 32)), height = 640;
  const nodes = numbers.map((number) => ({ number, weight: 0 })), at = new Map(nodes.map((node) => [node.number, node]));
  const links = edges.map(([one, two, count]) => ({ source: at.get(one), target: at.get(two), count }));
  for (const edge of links) { edge.source.weight += edge.count; edge.target.weight += edge.count; }
  const heaviest = Math.max(...nodes.map((node) => node.weight)), widest = Math.max(...links.map((edge) => edge.count));
  const size = (node) => 5 + Math.min(15, 3 * Math.sqrt(node.weight)) * Math.sqrt(node.weight / heaviest);
  const breadth = (edge) => 1 + Math.min(4, Math.sqrt(edge.count)) * Math.sqrt(edge.count / widest);
  const forces = d3.forceSimulation(nodes).force("link", d3.forceLink(links).distance(90)).force("charge", d3.forceManyBody().strength(-260))
    .force("x", d3.forceX(width / 2).strength(0.05)).force("y", d3.forceY(height / 2).strength(0.09)).force("apart", d3.forceCollide((node) => size(node) + 18)).stop();
  forces.tick(250);
  stretch(nodes, "x", 60, width - 60);
  stretch(nodes, "y", 56, height - 30);
  return svg("svg", { class: "net", viewBox: "0 0 " + width + " " + height, role: "group", "aria-label": "network of who met whom; the list below tells the same" },
    links.map((edge) => svg("line", { x1: edge.source.x, y1: edge.source.y, x2: edge.target.x, y2: edge.target.y, "stroke-width": breadth(edge) })),
    nodes.map((node) => svg("a", { href: address("thing", { key: things[node.number][0] }), "aria-label": things[node.number][1] },
      svg("circle", { cx: node.x, cy: node.y, r: size(node) }))),
    // After all circles, so that none lies over a name.
    nodes.map((node) => svg("text", { x: node.x, y: node.y - size(node) - 4, "aria-hidden": "true", "text-anchor": node.x < 90 ? "start" : node.x > width - 90 ? "end" : "middle" }, shortened(things[node.number][1]))));
}
