"""What a file is before anybody said anything of it: a programme, or a table to be asked about."""

from collections.abc import Mapping
from datetime import date

from . import reading
from .parsed import ParsedProgramme, Source, TableColumns


def inspect_programme(  # noqa: PLR0913 - what `read_programme` takes
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedProgramme | TableColumns:
    """Return the programme, or the columns of a table that are not surely recognised.

    Once somebody said what *columns* hold, it is read. Raises `UnreadableError` as
    `read_programme` does.
    """
    if not columns and (asked := _columns_of(source)) is not None:
        return asked
    return reading.read_programme(
        source,
        zone=zone,
        format_name=format_name,
        starts_on=starts_on,
        ends_on=ends_on,
        columns=columns,
    )


def _columns_of(source: Source) -> TableColumns | None:
    columns_of = getattr(reading, "columns_of", None)
    found: TableColumns | None = columns_of(source) if columns_of else None
    return found
