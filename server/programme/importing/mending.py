"""Letters that a program garbled by reading UTF-8 as something else ("Ã¼" for "ü").

Repaired only when certain, a word at a time: what is left alone can be read by guessing, what is
wrongly repaired is lost. ftfy says whether a word is garbled; rules of our own, narrower than
its, say whether that is certain.
"""

import re
import unicodedata
from functools import cache
from typing import Any

# What garbled letters of two bytes begin with, and what follows, as Windows-1252 shows bytes.
FOLLOWING = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
SUSPECT = re.compile(f"[\xc2-\xf4][{FOLLOWING}]")
SEQUENCE = re.compile(
    f"[\xc2-\xdf][{FOLLOWING}]|[\xe0-\xef][{FOLLOWING}]{{2}}|[\xf0-\xf4][{FOLLOWING}]{{3}}"
)
WORD = re.compile(r"[^ \t\r\n]+")
# A capital before one of these is how many a real text ends a quotation.
CLOSING = set("\u2018\u2019\u201c\u201d\u201e\u2026\u2013\u2014\u2022\u2122\xab\xbb\u2039\u203a")
CLOSING |= set("\xa0\xa9\xae\xb7\xb0\xb2\xb3\xb9\xba\xaa\x85")
# Garbled capitals and signs of Western Europe begin with these two.
USUAL = "\xc2\xc3"
MANY = 2
# Characters that no text has, and Windows-1252 shows as quotes and dashes.
CONTROLS = re.compile(r"[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")


def mended(text: str) -> str:
    """Return *text* with words that certainly were garbled as they were written."""
    if text.isascii():
        return text
    if CONTROLS.search(text):
        text = CONTROLS.sub(lambda found: found[0].encode("latin-1").decode("cp1252"), text)
    return WORD.sub(lambda found: _mended(found[0]), text) if SUSPECT.search(text) else text


def mended_lines(text: str) -> tuple[str, list[int]]:
    """Return a whole file's text mended, and the numbers of the lines that needed it."""
    if text.isascii() or not (SUSPECT.search(text) or CONTROLS.search(text)):
        return text, []
    lines = text.split("\n")
    new = [mended(line) for line in lines]
    return "\n".join(new), [n for n, line in enumerate(lines, 1) if new[n - 1] != line]


def mended_values(value: Any) -> tuple[Any, int]:  # noqa: ANN401 - a JSON value is any of them
    """Return a JSON value with all its texts mended, and how many needed it."""
    if isinstance(value, str):
        new = mended(value)
        return (value, 0) if new == value else (new, 1)
    if isinstance(value, list):
        pairs = [mended_values(item) for item in value]
        count = sum(number for _, number in pairs)
        return ([new for new, _ in pairs] if count else value), count
    if isinstance(value, dict):
        named = {key: mended_values(item) for key, item in value.items()}
        count = sum(number for _, number in named.values())
        return ({key: new for key, (new, _) in named.items()} if count else value), count
    return value, 0


def _mended(word: str) -> str:
    if not SUSPECT.search(word) or not _is_certain(word):
        return word
    fixed = str(_ftfy().fix_encoding(word, _narrow()))
    return fixed if fixed != word and all(map(_is_written, fixed)) else word


def _is_certain(word: str) -> bool:
    """Whether *word* has letters that can only come from garbling."""
    sequences = list(SEQUENCE.finditer(word))
    if len(sequences) >= MANY and any(found[0][1] not in CLOSING for found in sequences):
        return True
    for found in sequences:
        if len(found[0]) > MANY:
            return True
        goes_on = word[found.end() : found.end() + 1].isalpha()
        if found[0][0] in USUAL and (found[0][1] not in CLOSING or goes_on):
            return True
        if found[0] in {"\xc2\xa0", "\xc2\xa9", "\xc2\xae", "\xc2\xb7", "\xc2\xb0", "\xc3\xa9"}:
            return True
    return False


def _is_written(sign: str) -> bool:
    """Whether people write *sign*: letters, marks, signs of punctuation, currencies, emoji."""
    return sign.isascii() or unicodedata.category(sign)[0] in "LMNPSZ" or sign == "\u200d"


@cache
def _ftfy() -> Any:  # noqa: ANN401 - imported where it is needed, and only then
    import ftfy  # noqa: PLC0415 -- slow import

    return ftfy


@cache
def _narrow() -> Any:  # noqa: ANN401 - imported where it is needed, and only then
    return _ftfy().TextFixerConfig(
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        fix_c1_controls=False,
        explain=False,
    )
