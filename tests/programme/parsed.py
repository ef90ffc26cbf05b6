"""Parsed programmes for tests, as a reader would return them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession

BERLIN = ZoneInfo("Europe/Berlin")
OPENING_AT = datetime(2026, 6, 9, 9, 0, tzinfo=BERLIN)
TEXT = [{"t": "p", "c": ["Words ", {"b": "that"}, " matter."]}]


def parsed_session(key: str = "a", title: str = "Opening", **fields: Any) -> ParsedSession:  # noqa: ANN401 -- fields
    starts_at = fields.pop("starts_at", OPENING_AT)
    ends_at = fields.pop("ends_at", starts_at + timedelta(hours=1))
    return ParsedSession(key=key, title=title, starts_at=starts_at, ends_at=ends_at, **fields)


def parsed_programme(*sessions: ParsedSession) -> ParsedProgramme:
    return ParsedProgramme(format="example", sessions=sessions, timezone="Europe/Berlin")


def small_programme() -> ParsedProgramme:
    """Return a talk, a poster session with two posters, and a cancelled workshop."""
    ada = ParsedPerson("Ada Example", key="ada", institution="Example University", biography=TEXT)
    ben = ParsedPerson("Ben Sample", key="ben", role="author")
    hall = parsed_session(
        "b",
        "Posters",
        kind="poster-session",
        starts_at=OPENING_AT.replace(hour=11),
        rooms=("Foyer",),
        people=(replace(ada, role="chair"),),
    )
    return parsed_programme(
        parsed_session("a", rooms=("Main Hall",), track="Plenary", abstract=TEXT, people=(ada,)),
        hall,
        parsed_session(
            "c10",
            "Tenth poster",
            kind="poster",
            board="P10",
            within="b",
            people=(ben,),
            starts_at=hall.starts_at,
        ),
        parsed_session(
            "c2",
            "Second poster",
            kind="poster",
            board="P2",
            within="b",
            people=(ben,),
            starts_at=hall.starts_at,
        ),
        parsed_session(
            "d",
            "Workshop",
            kind="workshop",
            cancelled=True,
            language="en",
            starts_at=OPENING_AT + timedelta(days=1),
        ),
    )
