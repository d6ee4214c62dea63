"use strict";
/* Elements made of names and text: what comes from an article is only ever set as text. */
const SVG = "http://www.w3.org/2000/svg";

function make(space, name, values, inside) {
  const element = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(values || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const part of inside.flat(Infinity)) if (part !== null && part !== undefined && part !== false) element.append(part);
  return element;
}
const el = (name, values, ...inside) => make(null, name, values, inside);
const svg = (name, values, ...inside) => make(SVG, name, values, inside);

/* An address in the page: its view, and its filters, so that it can be sent. */
function address(view, filters) {
  const told = new URLSearchParams(Object.entries(filters || {}).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  const query = told.toString();
  return "#/" + view + (query ? "?" + query : "");
}
const link = (view, filters, ...inside) => el("a", { href: address(view, filters) }, ...inside);
const plural = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");
/* What names are searched by: small letters without accents. */
const folded = (text) => /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ø/g, "o").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ı/g, "i").replace(/ß/g, "ss");
