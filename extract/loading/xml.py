"""XML as a stream of elements: no entities of its own, nothing fetched, memory that of one element."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from html.entities import name2codepoint
from typing import BinaryIO

from extract.errors import LoadError
from extract.loading.shown import Node

CHUNK = 1 << 16
LONGEST_REFERENCE = 32
"""Bytes of ``&name;``: as many are held back at the end of a chunk that may be cut in one."""

_REFERENCE = re.compile(rb"&(#\w{1,10};|[A-Za-z][A-Za-z0-9]{1,30};)?")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_XML_KNOWS = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_DECLARED = re.compile(rb"""\s*(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""")
_ROOT = re.compile(rb"<[A-Za-z_][\w:.-]*(?=[\s>])")
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]*):[A-Za-z_]")
_NAMESPACE = re.compile(rb"\bxmlns:([A-Za-z_][\w.-]*)\s*=")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How UTF-16 begins: its bytes are passed on as they are."""


def name_of(node: Node) -> str:
    """Return the element's name without its namespace or prefix; empty for a comment or an instruction."""
    return node.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def namespace_of(node: Node) -> str:
    """Return the namespace of the element, empty where it has none."""
    return node.tag[1:].partition("}")[0] if isinstance(node.tag, str) and node.tag.startswith("{") else ""


def iterate(stream: BinaryIO, uri: str, names: Collection[str]) -> Iterator[Node]:
    """Yield the root as soon as it has begun, then each element with one of *names* when it is whole, the outermost.

    An element is emptied when the next is asked for. Characters that XML forbids are left out, and references that only
    HTML knows (``&nbsp;``) are understood: exports and feeds are full of both.

    Raises:
        LoadError: it is not XML, or not whole, or declares entities.
    """
    from lxml import etree

    parser = etree.iterparse(
        _Cleaned(stream),
        events=("start", "end"),
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = wanted = None
        for event, node in parser:
            if root is None:
                root = node
                _refuse_entities(root, uri)
                yield root
            elif event == "start" and wanted is None and name_of(node) in names:
                wanted = node
            elif event == "end" and node is wanted:
                yield node
                _forget(node)
                wanted = None
    except etree.XMLSyntaxError as error:
        raise LoadError(
            f"this is not whole XML: {error.msg}",
            where=f"{uri}, line {error.lineno}",
            remedy="export or download it again; it may be cut off. What stands before is read",
        ) from None


def child(node: Node, *names: str) -> Node | None:
    """Return the first child with the first of *names* that any has."""
    return next((one for name in names for one in node if name_of(one) == name), None)


def words_in(node: Node | None) -> str:
    """Return the text of *node* and of all in it, without white space around; empty where there is none."""
    return "".join(node.itertext()).strip() if node is not None else ""


def word(node: Node, *names: str) -> str:
    """Return the text of the first child that has one, in the order of *names*; empty where none has."""
    return next((words for name in names for one in node if name_of(one) == name and (words := words_in(one))), "")


def _refuse_entities(root: Node, uri: str) -> None:
    # A document that declares entities can grow to any size, or read other files; no export or feed declares any.
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise LoadError(
            "the XML declares entities, which can make it grow without end or read other files",
            where=uri,
            remedy="take the lines with <!ENTITY out, if you trust the file",
        )


def _forget(node: Node) -> None:
    node.clear(keep_tail=False)
    while (before := node.getprevious()) is not None:
        before.getparent().remove(before)


class _Cleaned:
    """A stream of XML with what XML forbids taken out, in whatever encoding that has ASCII's bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        start = stream.read(CHUNK)
        self._is_wide = start.startswith(_WIDE)
        declared = _DECLARED.match(start)
        is_utf8 = not self._is_wide and (declared is None or declared[1].lower() in (b"utf-8", b"utf8"))
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors=_AS_WINDOWS) if is_utf8 else None
        # A blank line before the declaration is a common fault.
        self._rest = start if self._is_wide else _declare_prefixes(start.lstrip())

    def read(self, size: int = CHUNK) -> bytes:
        """Return the next bytes, none only at the end."""
        while True:
            chunk = self._stream.read(max(size, CHUNK))
            data = self._rest + chunk
            cut = data.rfind(b"&", -LONGEST_REFERENCE) if chunk else -1
            data, self._rest = (data[:cut], data[cut:]) if cut >= 0 else (data, b"")
            cleaned = self._cleaned(data, is_last=not chunk)
            if cleaned or not chunk:
                return cleaned

    def _cleaned(self, data: bytes, *, is_last: bool) -> bytes:
        if self._is_wide:
            return data
        if self._decoder is not None:
            data = self._decoder.decode(data, final=is_last).encode()
        return _REFERENCE.sub(_understood, _FORBIDDEN.sub(b"", data))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Return what bytes that are not UTF-8 mean in Windows-1252, as browsers do with a feed that declares nothing."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_WINDOWS = "extract.windows"
codecs.register_error(_AS_WINDOWS, _as_windows)


def _declare_prefixes(start: bytes) -> bytes:
    """Return the first bytes with a namespace for each prefix in them that has none: at such a one parsers stop."""
    root = _ROOT.search(start)
    if root is None:
        return start
    used, declared = set(_PREFIX.findall(start)), set(_NAMESPACE.findall(start))
    lacking = sorted(used - declared - {b"xml", b"xmlns"})
    told = b"".join(b' xmlns:%b="undeclared:%b"' % (prefix, prefix) for prefix in lacking)
    return start[: root.end()] + told + start[root.end() :]


def _understood(found: re.Match[bytes]) -> bytes:
    """Return a reference as XML knows it; a bare "&", and one that nobody knows, as the sign that it is."""
    name = (found[1] or b"").removesuffix(b";")
    if name.startswith(b"#") or name in _XML_KNOWS:
        return found[0]
    code = name2codepoint.get(name.decode("ascii"))
    return f"&#{code};".encode() if code else b"&amp;" + found[0][1:]
