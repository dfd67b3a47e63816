"""Reading: files and standard input as text, with messages that say what a file is when it is no text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from communique.errors import EncodingError, InputError

__all__ = ["STDIN", "SUFFIXES", "decoded", "files", "html_text", "read_text"]

STDIN = "-"
"""The name of standard input."""

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""Files that are taken from a folder."""

_MAGIC = (
    (b"%PDF-", "a PDF; extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive, which is what .docx and .odt files are; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as plain text first"),
    (b"{\\rtf", "rich text (RTF); save it as plain text first"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"\x89PNG", "an image; it holds no text"),
    (b"\xff\xd8\xff", "an image; it holds no text"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def files(names: Iterable[str]) -> Iterator[str]:
    """The files that names stand for: folders become the text files inside, in order of their paths."""
    for name in names:
        path = Path(name)
        if name != STDIN and path.is_dir():
            yield from (
                str(file)
                for file in sorted(path.rglob("*"))
                if file.suffix.lower() in SUFFIXES and file.is_file()
            )
        else:
            yield name


def read_text(name: str, encoding: str | None = None) -> str:
    """The text of a file, or of standard input for "-". HTML files give the text that a reader sees.

    Raises InputError where the file can't be read, EncodingError where it is no text in the encoding.
    """
    if name == STDIN:
        return decoded(sys.stdin.buffer.read(), "standard input", encoding)
    path = Path(name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name}: a folder; name the files in it") from None
    except OSError as error:
        raise InputError(
            f"{name}: can't be read: {error.strerror or error}; check its permissions"
        ) from error
    text = decoded(data, name, encoding)
    return html_text(text) if path.suffix.lower() in {".html", ".htm"} else text


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    """Bytes as text: UTF-8 with or without a byte order mark, unless an encoding is given.

    Raises EncodingError.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise EncodingError(f"{name}: not text but {what}")
    wide = None if encoding else _wide(data)
    if wide:
        raise EncodingError(f"{name}: not UTF-8; it looks like UTF-16: add --encoding {wide}")
    try:
        return data.decode(encoding or "utf-8-sig")
    except LookupError:
        raise EncodingError(
            f"{name}: no encoding is called {encoding!r}; try utf-8, cp1252 or utf-16"
        ) from None
    except UnicodeDecodeError as error:
        raise EncodingError(_not_encoded(data, name, encoding, error)) from error


def _wide(data: bytes) -> str | None:
    """The name of UTF-16 where its mark, or a zero in every second byte of the head, tells it."""
    if data.startswith(_UTF16):
        return "utf-16"
    head = data[: len(data) // 2 * 2][:1000]
    for name, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(zeros) > 3 and zeros.count(0) * 10 > len(zeros) * 7 and others.count(0) * 10 < len(others):
            return name
    return None


def _not_encoded(data: bytes, name: str, encoding: str | None, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    where = (
        f"byte {error.start} (0x{data[error.start]:02x}, line {line})"
        if error.start < len(data)
        else "its end"
    )
    head = f"{name}: not {encoding or 'UTF-8'} at {where}"
    if encoding:
        return f"{head}; try another --encoding"
    if b"\0" in data[:1024]:
        return f"{head}; it looks like binary data, not text"
    return f"{head}; if it comes from an older Windows program, add --encoding cp1252"


# --- HTML -------------------------------------------------------------------------------------------------

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "dd", "details", "dialog", "div", "dl"),
        *(
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
        ),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot"),
        *("thead", "tr", "ul"),
    )
)
_PARAGRAPHS = frozenset(
    ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table", "ul", "ol", "dl")
)
_HIDDEN = frozenset(["head", "math", "noscript", "script", "style", "svg", "template", "title"])


class _Extractor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._hidden: list[str] = []
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "body" or (self._hidden == ["head"] and tag in _BLOCKS):  # <body> may be left out
            self._hidden.clear()
        self._break(tag)
        self._kept += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        self._break(tag)
        if tag == "pre" and self._kept:
            self._kept -= 1

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._kept:
            first, *rest = data.split("\n")
            self.lines[-1] += first
            self.lines.extend(rest)
            return
        words = " ".join(data.split())
        lead = " " if data[:1].isspace() else ""
        trail = " " if words and data[-1:].isspace() else ""
        self.lines[-1] += f"{lead}{words}{trail}"

    def _break(self, tag: str) -> None:
        if tag == "br" or tag in _BLOCKS:
            self.lines.append("")
        elif tag in {"td", "th"}:
            self.lines[-1] += " "
        if tag in _PARAGRAPHS:
            self.lines.append("")


def html_text(source: str) -> str:
    """The text that a reader of an HTML page sees, one line a block, an empty line between paragraphs."""
    unclosed = source.find("<!--", source.rfind("-->") + 1)
    extractor = _Extractor()
    extractor.feed(source if unclosed < 0 else source[:unclosed])
    extractor.close()
    text: list[str] = []
    for line in extractor.lines:
        stripped = " ".join(line.split(" ")).strip()
        while "  " in stripped:
            stripped = stripped.replace("  ", " ")
        if stripped or (text and text[-1]):
            text.append(stripped)
    return "\n".join(text).strip("\n") + "\n" if text else ""
