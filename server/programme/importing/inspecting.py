"""What a file is before anybody said anything of it: a programme, or a table to be asked about."""

from collections.abc import Mapping
from datetime import date

from .parsed import ParsedProgramme, Source, TableColumns
from .reading import columns_of, read_programme


def inspect_programme(  # noqa: PLR0913 - what `read_programme` takes
    source: Source,
    *,
    zone: str | None = None,
    format_name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    columns: Mapping[str, str] | None = None,
    ask_columns: bool = False,
) -> ParsedProgramme | TableColumns:
    """Return the programme, or the columns of a table that are not surely recognised.

    Once somebody said what *columns* hold, it is read. *ask_columns* returns those of any table,
    for what was recognised wrongly. Raises `UnreadableError` as `read_programme` does.
    """
    if not columns or ask_columns:
        asked = columns_of(source, starts_on=starts_on, ends_on=ends_on, always=ask_columns)
        if asked is not None:
            return asked
    return read_programme(
        source,
        zone=zone,
        format_name=format_name,
        starts_on=starts_on,
        ends_on=ends_on,
        columns=columns,
    )
