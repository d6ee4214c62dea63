"""The types for TypeScript are those of the published JSON Schema, and the example compiles with them and works."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "typescript"
SCHEMA = ROOT / "schemas" / "json" / "document.schema.json"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(
    NODE is None or not (CLIENT / "node_modules").is_dir(), reason="needs node, and npm install in clients/typescript"
)


def node(*arguments):
    return subprocess.run([NODE, *map(str, arguments)], cwd=CLIENT, capture_output=True, text=True, check=False)


def test_the_types_were_made_from_this_schema():
    """After a change of the schema: ``npm install && npm run make`` in clients/typescript. Needs no node to notice."""
    digest = hashlib.sha256(SCHEMA.read_bytes()).hexdigest()

    assert f"// sha256 of the schema: {digest}\n" in (CLIENT / "document.ts").read_text(encoding="utf-8")


@needs_node
def test_the_types_are_what_the_generator_makes():
    """Nobody has edited them."""
    done = node("make.mjs", "--check")
    assert done.returncode == 0, done.stderr


@needs_node
def test_the_check_can_fail(tmp_path):
    """A schema with another field is other types."""
    schema = json.loads(SCHEMA.read_bytes())
    schema["$defs"]["Source"]["properties"]["outlet"] = {"type": "string"}
    (tmp_path / "other.json").write_text(json.dumps(schema))

    done = node("make.mjs", "--check", tmp_path / "other.json", CLIENT / "document.ts")
    assert done.returncode == 1
    assert "do:    npm run make" in done.stderr


@needs_node
def test_the_example_compiles_and_works(tmp_path):
    """The compiler holds it to the types; what it makes tells the meetings of a golden, and quotes in code points."""
    compiler = CLIENT / "node_modules" / "typescript" / "bin" / "tsc"
    made = node(compiler, "-p", ".", "--noEmit", "false", "--outDir", tmp_path)
    assert made.returncode == 0, made.stdout
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "try.js").write_text(
        'import { documentsOf, meetingsHeld, quoted } from "./example.js";\n'
        'import { readFileSync } from "node:fs";\n'
        'const [document] = documentsOf(readFileSync(process.argv[2], "utf8"));\n'
        'console.log(meetingsHeld(document)[0]);\nconsole.log(quoted("🦄 Ada", { text: "Ada", start: 2, end: 5 }));\n'
    )
    golden = ROOT / "golden" / "000_e466df253afd4d9a.json"
    (tmp_path / "lines.jsonl").write_text(json.dumps(json.loads(golden.read_bytes())) + "\n")
    done = node(tmp_path / "try.js", tmp_path / "lines.jsonl")

    first, quote = done.stdout.splitlines()
    assert first.startswith("2025-02-28: Donald Trump, Volodymyr Zelensky: “A tense meeting between")
    assert quote == "Ada"
