"""Choosing the reader by what a file holds, never by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType

from . import (
    calendar_markup,
    csv_programme,
    frab_json,
    frab_xml,
    ics,
    indico,
    json_posters,
    json_programme,
    miniconf,
    open_event,
    other_xml,
    pretalx_api,
    sched_csv,
    sessionize,
    timeslots,
)
from .mapping import table_columns
from .opened import Opened
from .pages import programme_links
from .parsed import Assumptions, Oddity, ParsedProgramme, Source, TableColumns, UnreadableError
from .posters import posters_beside

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
    timeslots,
    json_programme,
    json_posters,
    other_xml,
    sched_csv,
    csv_programme,
)
LISTS = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".ics")
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
    mapped = (columns or format_name == csv_programme.POSTERS) and (
        format_name in _names(csv_programme)
    )
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
    if [reader for _, reader in others] == [json_programme]:
        others = [(json_programme.with_tables(others[0][0], opened), json_programme)]
    if tables:
        others.append((csv_programme.together(tables, several), csv_programme))
    read = [_read(reader, alone, assumed, format_name) for alone, reader in others]
    whole = [programme for programme in read if programme.sessions]
    if len(whole) > 1:
        raise several
    programme = whole[0] if whole else read[0]
    for lists in read:
        if lists is not programme:
            programme = posters_beside(programme, lists)
    return replace(programme, warnings=(*programme.warnings, *_passed_over(opened, found)))


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


def _passed_over(opened: Opened, found: list[tuple[str, Opened, ModuleType]]) -> Iterator[Oddity]:
    """Yield the tables and calendars of a folder that were no part of the programme."""
    known = {path for path, _, _ in found}
    for path in sorted(opened.files):
        if path not in known and path.casefold().endswith(LISTS):
            yield Oddity(path, "It is no programme and no list of posters; it was passed over.")


def _unknown(opened: Opened, format_name: str | None) -> str:
    """Return what the file is, and what would be understood."""
    wanted = [reader.TITLE for reader in READERS if format_name in _names(reader)]
    looked_for = f"Looked for: {'; '.join(wanted)}."
    if opened.files:
        return f"None of the folder's {len(opened.files)} files is a programme. {looked_for}"
    if opened.is_page:
        return _instead_of_page(opened.text)
    if (said := csv_programme.unknown(opened)) is not None:
        return said
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
