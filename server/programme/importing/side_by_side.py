"""Sheets with a row a session and its presentations side by side: p1_title, p2_title and so on."""

import re
from dataclasses import replace

from .columns import NAMES, plain_name
from .sheets import Line, Sheet

HEADER_WITHIN = 20
NUMBERED = re.compile(
    r"(?:p|paper|talk|presentation|contribution)_?(?P<number>\d{1,3})_(?P<what>\w+)"
)


def unfolded(sheet: Sheet) -> Sheet:
    """Return *sheet* with a row for each presentation, where a row has several; else as it is."""
    for at, line in enumerate(sheet.lines[:HEADER_WITHIN]):
        groups = _groups(line)
        if groups:
            return _unfolded(sheet, at, groups)
    return sheet


def _groups(header: Line) -> dict[int, dict[str, int]]:
    """Return for each number what its columns hold, where each has a title among them."""
    found: dict[int, dict[str, int]] = {}
    for at, cell in enumerate(header.cells):
        if said := NUMBERED.fullmatch(plain_name(cell)):
            found.setdefault(int(said["number"]), {})[said["what"]] = at
    return found if found and all("title" in group for group in found.values()) else {}


def _unfolded(sheet: Sheet, at: int, groups: dict[int, dict[str, int]]) -> Sheet:
    header = sheet.lines[at]
    taken = {column for group in groups.values() for column in group.values()}
    base = [column for column in range(len(header.cells)) if column not in taken]
    whats = list(dict.fromkeys(what for group in groups.values() for what in group))
    names = [own if (own := f"presentation_{what}") in NAMES else what for what in whats]
    lines = [replace(header, cells=[header.cells[column] for column in base] + names)]
    for line in sheet.lines[at + 1 :]:
        said = [line.cell(column) for column in base]
        parts = [
            [line.cell(group[what]) if what in group else "" for what in whats]
            for _, group in sorted(groups.items())
        ]
        held = [part for part in parts if any(cell.strip() for cell in part)]
        lines += [replace(line, cells=said + part) for part in held or [[""] * len(whats)]]
    return replace(sheet, lines=[*sheet.lines[:at], *lines])
