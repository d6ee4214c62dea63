// Writes document.ts from the published JSON Schema: node make.mjs [--check] [SCHEMA [TARGET]]
// With --check nothing is written: it fails where document.ts is not what would be.
// Give a schema of your own declarations (extract schema --schemas DIR > mine.json) and a target for their types.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const words = process.argv.slice(2);
const isCheck = words[0] === "--check";
const [source, target] = isCheck ? words.slice(1) : words;
const schemaFile = source ?? new URL("../../schemas/json/document.schema.json", import.meta.url);
const typesFile = target ?? new URL("document.ts", import.meta.url);

const written = readFileSync(schemaFile, "utf8");
const digest = createHash("sha256").update(written).digest("hex");
const schema = JSON.parse(written);

// A property's title would become a type of its own, of which nobody needs Title, Title1 and Title2.
for (const part of [schema, ...Object.values(schema.$defs)]) {
  for (const property of Object.values(part.properties)) delete property.title;
}
// A document has one of two keys. Said so in the schema, it would become a type that allows any key besides.
delete schema.oneOf;

const banner = `// Made by make.mjs from the published JSON Schema; do not edit.
// sha256 of the schema: ${digest}`;
const types = await compile(schema, "Document", { bannerComment: banner, style: { printWidth: 120 } });
if (!isCheck) {
  writeFileSync(typesFile, types);
} else if (readFileSync(typesFile, "utf8") !== types) {
  console.error("the types are not those of the schema\n  where: document.ts\n  do:    npm run make");
  process.exit(1);
}
