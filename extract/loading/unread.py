"""Kinds of file that are no articles, or cannot be read: each is refused by its name, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extract.errors import LoadError
from extract.loading.source import Settings, Source
from extract.stages import Article, Failure

_AS_TEXT: Final = "save it as .docx, .html or .txt"
_AS_TABLE: Final = "save its rows as .csv or .jsonl with the columns id and text"
_LEFT_OUT: Final = "leave it out; it is no article"

UNREAD: Final[dict[str, tuple[str, str]]] = {
    ending: (kind, remedy)
    for endings, kind, remedy in (
        (".doc .dot .wps .wpd", "a document of an older word processor", _AS_TEXT),
        (".odt .ott .pages .sxw", "a document of another word processor", _AS_TEXT),
        (".epub .mobi .azw3 .djvu .ps .xps", "a book or a printed page", "convert it to .html or .txt first"),
        (".xls .xlsx .xlsm .ods .numbers", "a spreadsheet", _AS_TABLE),
        (".ppt .pptx .odp .key", "a presentation", "save its text as .txt"),
        (".sqlite .sqlite3 .db .mdb .accdb .duckdb .sql .feather .arrow .avro .orc .rds .sav .dta",
         "a database or a table of another kind", _AS_TABLE),
        (".zip .tar .tgz .rar .7z .wacz", "an archive of files", "unpack it, and give the folder"),
        (".msg .pst .ost", "mail of Outlook", "save the messages as .eml, or export them as .mbox"),
        (".webarchive", "a page saved by Safari", "save it as .html or .mhtml"),
        (".jpg .jpeg .png .gif .webp .tif .tiff .bmp .svg .heic .ico", "a picture", _LEFT_OUT),
        (".mp3 .wav .ogg .m4a .flac .mp4 .mov .avi .mkv .webm", "sound or film", "give its transcript as .txt"),
        (".vtt .srt .sbv .ass", "subtitles", "take the times out, and give the words as .txt"),
        (".tex .rst .org .adoc .typ .wiki", "a text in a markup language", "convert it to .html or .md, with pandoc"),
        (".yaml .yml .toml .ini .cfg .conf .env .lock .log", "settings or a log", _LEFT_OUT),
        (".py .r .js .ts .css .ipynb .sh .java .c .h .cpp .go .rs .rb .pl .lua .bat", "a program", _LEFT_OUT),
        (".bib .ris .enw .nbib .ics .vcf", "a list of references, dates or addresses", _LEFT_OUT),
    )
    for ending in endings.split()
}  # fmt: skip
"""Ending -> what such a file is, and what to do with one that was named."""


def refuse(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield why a file of a kind that is not read is not read."""
    kind, remedy = UNREAD[source.ending]
    problem = f"a {source.ending} file is {kind}, which is not read"
    yield Failure(source.uri, LoadError(problem, where=source.uri, remedy=remedy))
