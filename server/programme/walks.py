"""Reads a list of walking times between rooms: room, room, minutes. Pure."""

import csv
import io
from dataclasses import dataclass

from server.programme.errors import WalksRefusedError
from server.programme.importing.decoding import text_of
from server.programme.importing.parsed import UnreadableError

SIZE_LIMIT = 5 * 1024 * 1024
ROW_LIMIT = 50_000
MINUTES_LIMIT = 240
CELLS = 3
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class NamedWalk:
    """How many minutes it takes from one room to another, as a line of the file has it."""

    line: int
    rooms: tuple[str, str]
    minutes: int


def read_walks(content: bytes) -> list[NamedWalk]:
    """Return the walks of a CSV file of three columns, with or without a head, in its order.

    Raises `WalksRefusedError` for the first line that cannot be used.
    """
    if len(content) > SIZE_LIMIT:
        raise WalksRefusedError("The file is larger than 5 MB. List only rooms of this event.")
    try:
        text, _ = text_of(content)
    except UnreadableError as error:
        raise WalksRefusedError(str(error)) from error
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    walks: list[NamedWalk] = []
    try:
        for number, row in enumerate(rows):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 0 and _is_head(cells)):
                continue
            walks.append(_walk(rows.line_num, cells))
    except csv.Error as error:
        raise WalksRefusedError(f"Line {rows.line_num} cannot be read as CSV: {error}.") from error
    if not walks:
        raise WalksRefusedError("The file has no walk in it. Write a line as: Aula,Room 7,10")
    if len(walks) > ROW_LIMIT:
        raise WalksRefusedError(f"The file has more than {ROW_LIMIT} lines.")
    return walks


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _is_head(cells: list[str]) -> bool:
    return len(cells) >= CELLS and not any(sign.isdigit() for sign in cells[2])


def _walk(line: int, cells: list[str]) -> NamedWalk:
    first, second, minutes = (*cells, "", "", "")[:CELLS]
    if not first or not second or any(cells[CELLS:]):
        raise WalksRefusedError(f"Line {line} is not: room, room, minutes.")
    if not (minutes.isascii() and minutes.isdigit() and int(minutes[:9]) <= MINUTES_LIMIT):
        raise WalksRefusedError(
            f"Line {line}: {minutes!r} is not a number of minutes from 0 to {MINUTES_LIMIT}."
        )
    if same_room(first) == same_room(second):
        raise WalksRefusedError(f"Line {line} leads from {first} to itself. Leave it out.")
    return NamedWalk(line, (first, second), int(minutes))


def same_room(name: str) -> str:
    """Return the form in which two spellings of one room's name are alike."""
    return " ".join(name.casefold().split())
