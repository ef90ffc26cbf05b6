"""Choosing the reader by what a file holds, never by its name."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import ModuleType

from . import (
    calendar_markup,
    csv_programme,
    frab_json,
    frab_xml,
    ics,
    indico,
    json_programme,
    miniconf,
    open_event,
    other_xml,
    pretalx_api,
    sched_csv,
    sessionize,
)
from .mapping import table_columns
from .opened import Opened
from .pages import programme_links
from .parsed import Assumptions, ParsedProgramme, Source, TableColumns, UnreadableError

# One module a format. Each has NAME, TITLE, `recognises(opened)` and `read(opened, assumed)`.
READERS: tuple[ModuleType, ...] = (
    frab_xml,
    frab_json,
    ics,
    calendar_markup,
    pretalx_api,
    sessionize,
    open_event,
    indico,
    miniconf,
    json_programme,
    other_xml,
    sched_csv,
    csv_programme,
)
FORMATS = (*(reader.NAME for reader in READERS), *csv_programme.ALSO)


def read_programme(  # noqa: PLR0913 - what is known of the event, each optional
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedProgramme:
    """Return the programme that *source* holds, in whichever known format.

    *zone* is the venue's (IANA); without it the file must name its own. *format_name* insists on
    one format, *columns* on which column of a table holds what. Raises `UnreadableError`, and
    nothing else, for what cannot be read.
    """
    opened = Opened(source)
    assumed = Assumptions(zone=zone, starts_on=starts_on, ends_on=ends_on, columns=columns or {})
    mapped = columns and format_name in _names(csv_programme)
    reader = csv_programme if mapped else _reader(opened, format_name)
    if reader is None:
        return _within(opened, assumed, format_name)
    return _read(reader, opened, assumed, format_name)


def _read(
    reader: ModuleType, opened: Opened, assumed: Assumptions, format_name: str | None
) -> ParsedProgramme:
    posters = reader is csv_programme and format_name == csv_programme.POSTERS
    programme = reader.read(opened, assumed, *([format_name] if posters else []))
    if not isinstance(programme, ParsedProgramme):
        raise TypeError("a reader returns a ParsedProgramme")
    return programme


def columns_of(
    source: Source,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    always: bool = False,
) -> TableColumns | None:
    """Return the columns of a table that is not recognised, for the user to map; else None.

    *always* asks for them though the table is recognised, to correct what was recognised wrongly.
    Raises `UnreadableError` for what cannot be read at all.
    """
    opened = Opened(source)
    if not always and _reader(opened, None) is not None:
        return None
    return table_columns(opened, starts_on, ends_on)


def _reader(opened: Opened, format_name: str | None) -> ModuleType | None:
    if format_name is not None and format_name not in FORMATS:
        raise UnreadableError(f"There is no format “{format_name}”. Known: {', '.join(FORMATS)}.")
    wanted = (reader for reader in READERS if format_name in _names(reader))
    return next((reader for reader in wanted if reader.recognises(opened)), None)


def _names(reader: ModuleType) -> tuple[str | None, ...]:
    """Return the names under which a reader is asked for; without one any is."""
    return (None, reader.NAME, *getattr(reader, "ALSO", ()))


def _within(opened: Opened, assumed: Assumptions, format_name: str | None) -> ParsedProgramme:
    """Return the programme that the files of a folder are together.

    That is one file, with lists of posters beside it; or calendars of single events; or tables,
    each of which is then read as a sheet that is called as its file.
    """
    found = list(_recognised(opened, format_name))
    tables = [(name, alone) for name, alone, reader in found if reader is csv_programme]
    others = [(alone, reader) for _, alone, reader in found if reader is not csv_programme]
    if not found:
        raise UnreadableError(_unknown(opened, format_name))
    if others and all(reader is ics for _, reader in others):
        for alone, _ in others:
            ics.require_whole(alone)
        joined = "\n".join(alone.text for alone, _ in others)
        others = [(Opened(joined.encode()), ics)]
    several = UnreadableError(
        f"The folder holds {len(found)} programmes ({', '.join(sorted(f[0] for f in found)[:5])})."
        " Choose one file of it."
    )
    if len(others) > 1:
        raise several
    together = csv_programme.together(tables, several) if tables else None
    if not others and together:
        return _read(csv_programme, together, assumed, format_name)
    programme = _read(others[0][1], others[0][0], assumed, format_name)
    if together is None:
        return programme
    posters = _read(csv_programme, together, assumed, format_name)
    if posters.sessions:
        raise several
    return csv_programme.with_list(programme, posters)


def _recognised(
    opened: Opened, format_name: str | None
) -> Iterator[tuple[str, Opened, ModuleType]]:
    """Yield the path, the content and the reader of each file of a folder that one knows."""
    for path, content in opened.files.items():
        try:
            alone = Opened(content)
            if reader := _reader(alone, format_name):
                yield path, alone, reader
        except UnreadableError:
            continue


def _unknown(opened: Opened, format_name: str | None) -> str:
    """Return what the file is, and what would be understood."""
    wanted = [reader.TITLE for reader in READERS if format_name in _names(reader)]
    looked_for = f"Looked for: {'; '.join(wanted)}."
    if opened.files:
        return f"None of the folder's {len(opened.files)} files is a programme. {looked_for}"
    if opened.is_page:
        return _instead_of_page(opened.text)
    if format_name is None and opened.is_json:
        return json_programme.unknown(opened.json)
    if format_name is None and opened.is_xml:
        return other_xml.unknown(opened.root)
    return f"This file is not a programme that can be read. {looked_for}"


def _instead_of_page(text: str) -> str:
    links = programme_links(text)
    hint = (
        f"It leads to {', '.join(links)}: give that instead."
        if links
        else "Look on it for a link to export the programme (ICS, XML, JSON or CSV) and give that."
    )
    return f"This is a web page without a programme that can be read. {hint}"
