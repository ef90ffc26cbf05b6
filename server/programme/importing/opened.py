"""A source opened once for every reader: its bytes checked and decoded, its JSON or XML parsed.

The limits that hold for every format are kept here, so that no reader can forget them.
"""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NoReturn

from .archives import files_of
from .decoding import text_of
from .json_sheets import sheet_of_json
from .mending import mended_lines, mended_values
from .nodes import Node, nodes_of
from .pages import is_page, linked_data
from .parsed import Oddity, Source, UnreadableError
from .sheets import Sheet
from .side_by_side import unfolded
from .tables import text_sheet
from .workbooks import sheets_of, workbook_kind

MAX_BYTES = 20_000_000
MAX_FOLDER_BYTES = 50_000_000
MAX_LINES = 400_000
MAX_DEPTH = 64
MENDED = "Letters were garbled (like Ã¼ for ü); they were repaired. Check the names."

BRACKETS = re.compile(r"[\[\]{}]|\"(?:[^\"\\]|\\.)*+\"?", re.DOTALL)


class Opened:
    """What a reader is given. Each view is made when first asked for; making it may raise."""

    def __init__(self, source: Source) -> None:
        """Check sizes; raises `UnreadableError` for what is too large or empty."""
        self.files = {} if isinstance(source, bytes) else dict(source)
        self.content = source if isinstance(source, bytes) else b""
        self._json_files: dict[str, Any] = {}
        self.oddities: list[Oddity] = []
        self.workbook = workbook_kind(self.content) if len(source) <= MAX_BYTES else None
        packed = self.content.startswith(b"PK\x03\x04") and self.workbook is None
        if packed and len(source) <= MAX_BYTES:
            self.files, self.content = files_of(self.content), b""
        if len(self.files) == 1:
            self.files, self.content = {}, next(iter(self.files.values()))
            self.workbook = workbook_kind(self.content)
        largest = max(map(len, (self.content, *self.files.values())))
        size = len(self.content) + sum(map(len, self.files.values()))
        if largest > MAX_BYTES or size > MAX_FOLDER_BYTES:
            raise UnreadableError(
                f"The file is too large: {size / 1e6:.1f} MB, and the limit is 20 MB. Split it."
            )
        if not size or not (self.files or self.content.strip(b" \t\r\n\0\xef\xbb\xbf\xfe\xff")):
            raise UnreadableError("The file is empty. Export the programme again.")

    @cached_property
    def text(self) -> str:
        """The content as text, without byte order mark, whatever its encoding.

        A workbook is no text: it has sheets.
        """
        if self.workbook:
            return ""
        text, guessed = text_of(self.content)
        if guessed:
            message = f"The text is not UTF-8; it was read as {guessed}. Check the accents."
            self.oddities.append(Oddity("the whole file", message))
        if max(text.count("\n"), text.count("\r")) > MAX_LINES:
            raise UnreadableError(
                "The file has more than 400,000 lines, too many to read. Split it."
            )
        text, lines = mended_lines(text)
        if lines:
            self.oddities.append(Oddity(f"line {lines[0]}{_more(lines)}", MENDED))
        return text

    @cached_property
    def is_xml(self) -> bool:
        """Whether the text begins as XML does."""
        return not self.files and not self.is_page and self.text.lstrip().startswith("<")

    @cached_property
    def is_page(self) -> bool:
        """Whether the text is a web page; what it says for machines is then the JSON."""
        return not self.files and is_page(self.text)

    @cached_property
    def is_json(self) -> bool:
        """Whether the text begins as a JSON object or list does, or is a page that holds some."""
        if self.is_page:
            return bool(self.json)
        return not self.files and self.text.lstrip().startswith(("{", "["))

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - a JSON value is any of them
        """The parsed JSON; of a page the list of what it says for machines."""
        whole = list(_page_values(self.text)) if self.is_page else json_of(self.text)
        value, count = mended_values(whole)
        if count:
            self.oddities.append(Oddity(f"{count:,} of its texts", MENDED))
        return value

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets of a workbook, or the one that a text or a list of JSON is."""
        if self.workbook:
            return [unfolded(sheet) for sheet in sheets_of(self.content, self.workbook)]
        if self.is_json:
            return [sheet] if (sheet := sheet_of_json(self.json)) else []
        return [unfolded(text_sheet(self.text))]

    def file(self, stem: str) -> str | None:
        """Return the text of the file so called, whatever its folder and ending, or None."""
        for path, content in self.files.items():
            if PurePosixPath(path).stem.casefold() == stem:
                return text_of(content)[0]
        return None

    def json_file(self, stem: str) -> Any:  # noqa: ANN401 - a JSON value is any of them
        """Return the JSON of the file so called, or None."""
        if stem not in self._json_files:
            text = self.file(stem)
            self._json_files[stem] = None if text is None else json_of(text)
        return self._json_files[stem]

    @cached_property
    def root(self) -> Node:
        """The root element of the XML."""
        return nodes_of(self.text)


def _page_values(text: str) -> Iterator[Any]:
    for part in linked_data(text):
        try:
            yield json_of(part)
        except UnreadableError:
            continue  # pages show without it, so some of it is damaged


def _more(lines: list[int]) -> str:
    return f" and {len(lines) - 1:,} more" if len(lines) > 1 else ""


def json_of(text: str) -> Any:  # noqa: ANN401 - a JSON value is any of them
    """Return the value that *text* holds; raises `UnreadableError`, with the line, if none."""
    if _depth(text) > MAX_DEPTH:
        raise UnreadableError("The JSON is nested deeper than 64 levels, which no programme is.")
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"The JSON cannot be read beyond line {error.lineno}: the file is cut off or damaged."
            " Download it again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("The JSON holds a number that cannot be read.") from error


def _refuse_constant(name: str) -> NoReturn:
    raise UnreadableError(f"The JSON holds {name}, which is no JSON. Export it again.")


def _depth(text: str) -> int:
    """Return how deep brackets are nested, strings apart, in one pass."""
    deepest = depth = 0
    for token in BRACKETS.finditer(text):
        match token[0][0]:
            case "{" | "[":
                depth += 1
                deepest = max(deepest, depth)
            case "}" | "]":
                depth -= 1
    return deepest
