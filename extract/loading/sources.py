"""What a user names -> the files that can hold articles: files, folders and globs, one file at a time."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator
from pathlib import Path

from extract.errors import LoadError
from extract.folder import TABLE
from extract.loading.ids import printable
from extract.loading.kinds import SEARCHED, TOLD_BY_NAME, is_searched
from extract.loading.notes import Notes
from extract.loading.remote import expand_address, is_address
from extract.stages import Failure
from extract.store import STATE
from extract.texts import TEXTS
from extract.unforeseen import guarded_all

GLOB_REMEDY = "check the pattern; ** goes into folders within folders"


def expand(name: str, notes: Notes | None = None) -> Iterator[Path | Failure]:
    """Yield the files that an input names, or a failure where there is none; *notes* count what a folder has besides.

    A name that exists is itself, even if it has the signs of a glob. What a glob finds counts as if it had been named.
    """
    yield from guarded_all(_expand(name, notes or Notes()), printable(name))


def _expand(name: str, notes: Notes) -> Iterator[Path | Failure]:
    path = Path(name)
    try:
        if is_address(name):
            yield from expand_address(name)
        elif name and path.is_dir():
            yield from _search(path, notes)
        elif name and os.path.lexists(path):
            yield path
        elif glob.has_magic(name):
            yield from _expand_glob(name, notes)
        else:
            yield failure_of(name, "there is no such file or folder", "check the name")
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        yield failure_of(
            name, f"the input cannot be looked at: {reason_of(error)}", "check the name and its permissions"
        )


def failure_of(name: str, problem: str, remedy: str) -> Failure:
    """Return the failure to read the file or folder *name*."""
    uri = printable(name)
    return Failure(uri, LoadError(problem, where=uri or "an empty name", remedy=remedy))


def reason_of(error: OSError | ValueError) -> str:
    """Return what the system says is wrong, without the file's name."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _expand_glob(pattern: str, notes: Notes) -> Iterator[Path | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob knows no absolute patterns
    if not matches:
        yield failure_of(pattern, "no file matches the pattern", GLOB_REMEDY)
    for match in map(Path, matches):
        if not match.is_dir():
            yield match
        elif "**" not in pattern:  # with it, what the folder has are matches themselves
            yield from _search(match, notes)


def _search(folder: Path, notes: Notes) -> Iterator[Path | Failure]:
    """Yield the files of *folder* that can hold articles, or a failure where there is none."""
    found = False
    for source in _walk(folder, set(), notes):
        found = True
        yield source
    if not found:
        endings = ", ".join(SEARCHED)
        yield failure_of(folder.as_posix(), "the folder has no articles", f"articles are files that end in {endings}")


def _walk(folder: Path, seen: set[tuple[int, int]], notes: Notes) -> Iterator[Path | Failure]:
    """Yield the files under *folder* in the order of names; each folder once, whatever links lead to it."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        files, folders = _list_folder(folder, notes)
    except OSError as error:
        problem = f"the folder cannot be read: {reason_of(error)}"
        yield failure_of(folder.as_posix(), problem, "check its permissions")
        return
    names = files + sorted(folders)
    names.sort(reverse=True)
    while names:  # taken off one by one, so that a huge folder's list shrinks as the run goes on
        name = names.pop()
        if name in folders:
            yield from _walk(folder / name, seen, notes)
        else:
            yield folder / name


def _list_folder(folder: Path, notes: Notes) -> tuple[list[str], set[str]]:
    """Return the names of the files to read and of the folders in *folder*, hidden ones left out and others counted."""
    files: list[str] = []
    folders: set[str] = set()
    with os.scandir(folder) as entries:
        for entry in entries:
            kind = None if entry.name.startswith((".", TEXTS)) else _kind_of(entry)
            if kind == "folder":
                folders.add(entry.name)
            elif kind == "file":
                files.append(entry.name)
            elif kind:
                notes.pass_over(kind)
    if (folder / STATE).exists():
        files = [name for name in files if not _is_output(folder / name)]
    return files, folders


def _is_output(path: Path) -> bool:
    """Return whether a run that wrote into the folder of its articles wrote the file: a text that it took from another.

    The document beside such a text names the file that it was taken from.
    """
    if path.stem == TABLE:
        return True
    try:
        uri = json.loads(path.with_suffix(".json").read_bytes())["source"]["uri"]
        return path.suffix == ".txt" and Path(uri).name != path.name
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _kind_of(entry: os.DirEntry[str]) -> str | None:
    """Return "folder", "file" for one to read, or its kind for another; None for folders of output, and for pipes."""
    try:
        if entry.is_dir():
            # What a run writes is no article: its folder is told by the state that it keeps there.
            return None if Path(entry.path, STATE).exists() else "folder"
        # The ending first: of a million names, each asked as a path, the list alone would take half a minute.
        if entry.name[entry.name.rfind(".") :] not in TOLD_BY_NAME and not is_searched(Path(entry.path)):
            return (Path(entry.name).suffix.lower() or "files without an ending") if entry.is_file() else None
        # A link to nothing is read, so that its failure is told; a pipe would never end.
        return "file" if entry.is_file() or (entry.is_symlink() and not Path(entry).exists()) else None
    except OSError:
        return "file"
