"""From bytes to text, whatever encoding an exporting program chose."""

import codecs
import re

import charset_normalizer

from .parsed import UnreadableError

# How files of other kinds begin, and what they are called; told apart before any decoding.
BINARY_BEGINNINGS = {
    b"PK\x03\x04": "a ZIP archive or spreadsheet",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
}
# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
# What a programme may hold besides printable characters; more of the rest is no text.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
# Guessing an encoding costs per byte, and a file is in one encoding throughout.
GUESSED_FROM = 200_000


def text_of(content: bytes) -> tuple[str, str | None]:
    """Return *content* as text without byte order mark, and its encoding where it was guessed.

    Raises `UnreadableError` for what is not text.
    """
    for beginning, what in BINARY_BEGINNINGS.items():
        if content.startswith(beginning):
            raise UnreadableError(
                f"This is {what}, not a programme. Export it as XML, JSON, ICS or CSV."
            )
    text, guessed = _decoded(content)
    if "\0" in text or len(CONTROLS.findall(text)) > 20 + len(text) // 50:
        raise UnreadableError(
            "This file is not text. Choose the programme's own file (XML, JSON, ICS or CSV)."
        )
    return text, guessed


def _decoded(content: bytes) -> tuple[str, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").lstrip("\ufeff"), None
    if wide := _wide_encoding(content):
        return content.decode(wide, errors="replace"), None
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        return _declared(content) or _guessed(content)


def _wide_encoding(content: bytes) -> str | None:
    """Return UTF-16 in the right order when a plain beginning is spread over two bytes each."""
    zeros = [not byte for byte in content[:4]]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else None


def _declared(content: bytes) -> tuple[str, None] | None:
    if declared := DECLARED.match(content):
        try:
            return content.decode(declared[1].decode("ascii")), None
        except (LookupError, ValueError):
            pass
    return None


def _guessed(content: bytes) -> tuple[str, str]:
    sample = b"\n".join(line for line in content.splitlines() if not line.isascii())
    best = charset_normalizer.from_bytes(sample[:GUESSED_FROM]).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except ValueError:
            continue
    return content.decode("latin-1"), "latin-1"
