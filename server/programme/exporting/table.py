"""A programme as a table: CSV that spreadsheets open without running anything."""

import csv
import io
import re

from server.programme.exporting.programme import Item, Programme

COLUMNS = (
    "id", "start", "end", "title", "subtitle", "kind", "rooms", "track", "board", "people",
    "language", "cancelled", "capacity", "full", "abstract", "description", "address",
)  # fmt: skip
# What a spreadsheet would take for a formula, also behind blanks and quotes.
_FORMULA = re.compile("^[\\s\"']*[=+\\-@\t\r＝＋－＠]")  # noqa: RUF001 -- full-width ones count too


def programme_table(programme: Programme) -> bytes:
    """Return the programme in UTF-8 with a byte order mark, one line an entry."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(
        [harmless(cell) for cell in _cells(programme, item)] for item in programme.items
    )
    return table.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the cell as text that no spreadsheet computes."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(programme: Programme, item: Item) -> tuple[str, ...]:
    return (
        item.key,
        item.starts_at.isoformat(),
        item.ends_at.isoformat(),
        item.title,
        item.subtitle,
        item.kind,
        "; ".join(item.rooms),
        item.track,
        item.board,
        "; ".join(part.name for part in item.people),
        item.language,
        "yes" if item.cancelled else "",
        str(item.capacity or ""),
        "yes" if item.full else "",
        item.abstract,
        item.description,
        programme.address_of(item),
    )
