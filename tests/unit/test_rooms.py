"""The rooms of the embedded reader stand on one another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import extract

READER = Path(extract.__file__).parent / "backends" / "embedded"
PACKAGE = "extract.backends.embedded."
FLOORS = ("parsing", "names", "cues", "entities", "events", "learned")
"""From the ground up; the modules at the top, which are the doors, may use them all."""


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the reader that a module imports, those for its annotations and inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and f"{node.module}.".startswith(PACKAGE):
            yield from (f"{node.module}.{one.name}".removeprefix(PACKAGE) for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name.removeprefix(PACKAGE) for one in node.names if one.name.startswith(PACKAGE))


def test_every_room_has_its_floor() -> None:
    """A new room is given its place among the others."""
    rooms = {path.parent.name for path in READER.glob("*/*.py")}

    assert rooms <= set(FLOORS)
    assert {"parsing", "names", "cues", "entities", "events"} <= rooms


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_uses_only_those_below_it(room: str) -> None:
    """No module imports from a floor above its own, nor from the doors."""
    allowed = FLOORS[: FLOORS.index(room) + 1]
    above = {
        f"{path.relative_to(READER)} imports {module}"
        for path in sorted((READER / room).rglob("*.py"))
        for module in imported(path)
        if module.split(".")[0] not in allowed
    }

    assert above == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    """Within a room, too, modules stand on one another: none is needed by what it needs."""
    uses = {
        ".".join(path.relative_to(READER).with_suffix("").parts): {
            ".".join(module.split(".")[:2]) for module in imported(path) if (READER / module.split(".")[0]).is_dir()
        }
        for path in READER.glob("*/*.py")
    }
    while free := [one for one, used in uses.items() if not used & uses.keys()]:
        for one in free:
            del uses[one]

    assert uses == {}
