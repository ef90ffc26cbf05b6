"""What is exported reads back as what it was, for all that a format holds.

frab holds one room a session and no board, capacity or "full"; its XML no second of a minute, no
role, institution or life. Calendars and tables hold times, titles and rooms.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.programme.documents import details_of, index_of
from server.programme.drafting import draft_listing
from server.programme.exporting.frab import frab_json, frab_xml
from server.programme.exporting.ics import programme_calendar
from server.programme.exporting.markup import marked_up
from server.programme.exporting.programme import Programme, programme_of
from server.programme.exporting.table import programme_table
from server.programme.importing.mending import mended
from server.programme.importing.parsed import KINDS, ParsedPerson, ParsedProgramme, ParsedSession
from server.programme.importing.reading import read_programme
from server.programme.importing.text import structured
from server.programme.importing.words import title_of
from server.programme.listing import EventFacts, Listing
from tests.effort import effort

ZONE = ZoneInfo("Europe/Berlin")
EVENT = EventFacts("esc26", "Example Symposium", "Example", str(ZONE), date(2026, 10, 23),
                   date(2026, 10, 27), None)  # fmt: skip
ROUNDS = effort("HALLWAY_ROUNDS", short=12, full=1_000)


def cleaned(text: str) -> str:
    return mended(title_of(text))


# As they come out of a reader: cleaned, and neither marks nor markup.
NAMES = st.from_regex(r"[A-Z][a-zé]{1,8} [A-ZÅ東][\w'’-]{1,8}", fullmatch=True).map(cleaned)  # noqa: RUF001
TITLES = st.one_of(
    st.from_regex(r"[A-Z][\w ,:;/&!?()'+-]{3,30}[a-z!?]", fullmatch=True).map(cleaned),
    st.sampled_from(["C++ & <T>", "50 % of $5", "Ünï 日本語 עברית 🎉", "-1+1", "A, B; C: “D”"]),
)
WORDS = st.text(st.sampled_from("ab Cé日 \n*_`<>&#1.-[]()\\$^~=+|{}\"'🎉é"), max_size=60)
TEXTS: st.SearchStrategy[list[dict[str, Any]]] = st.one_of(
    st.just([]),
    st.builds(structured, WORDS),
    st.builds(
        structured,
        st.sampled_from(
            [
                "# Aims\n\n* one\n* **two** `x`\n\n> said\n\n    code  <b>\n    more",
                "See [here](https://example.org/a?b=c&d) or https://example.org.\n\nTwo\nlines",
                "<p>A <i>b</i></p><ol><li>one</li><li>two</li></ol>",
                "Price $5, C:\\temp, 1. not a list",
            ]
        ),
    ),
)
ROOMS = st.lists(st.sampled_from(["Aula", "Hall B", "Foyer"]), max_size=2, unique=True).map(tuple)
ROLES = ("speaker", "chair", "author")
MINUTES = st.integers(0, 4 * 24 * 60 - 1)
SAVED = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def sessions(draw: st.DrawFn, key: str) -> ParsedSession:
    # The clocks go back in this night: some times of day come twice.
    start = datetime(2026, 10, 22, 22, tzinfo=UTC) + timedelta(minutes=draw(MINUTES))
    length = timedelta(minutes=draw(st.sampled_from([5, 45, 90, 600, 3_000, 7_200])))
    people = draw(st.lists(NAMES, max_size=3, unique=True))
    return ParsedSession(
        key=key,
        title=f"{draw(TITLES)} {key}",
        subtitle=draw(st.none() | TITLES),
        starts_at=start.astimezone(ZONE),
        ends_at=(start + length).astimezone(ZONE),
        kind=draw(st.sampled_from(KINDS)),
        rooms=draw(ROOMS),
        track=draw(st.none() | st.sampled_from(["Systems", "Théorie"])),
        language=draw(st.none() | st.sampled_from(["en", "de", "pt-br"])),
        abstract=draw(TEXTS),
        description=draw(TEXTS),
        people=tuple(
            ParsedPerson(
                name, draw(st.sampled_from(ROLES)), name, f"University of {name[:2]}"
            )
            for name in people
        ),
        links=draw(st.sampled_from([(), (("Slides", "https://example.org/s?a=1&b=2"),)])),
        cancelled=draw(st.booleans()),
        online_link=draw(st.none() | st.just("https://meet.example.org/1")),
    )  # fmt: skip


@st.composite
def programmes(draw: st.DrawFn) -> ParsedProgramme:
    made = [draw(sessions(f"n{number}")) for number in range(draw(st.integers(1, 5)))]
    made = [
        replace(s, description=[] if s.description == s.abstract else s.description) for s in made
    ]
    return ParsedProgramme(
        "example", tuple(sorted(made, key=lambda s: s.starts_at)), timezone=str(ZONE)
    )


def published(parsed: ParsedProgramme) -> Programme:
    empty = Listing(rooms=[], tracks=[], people=[], sessions=[])
    listing = draft_listing(empty, parsed, made=(0, 0, 0, 0), now=SAVED).after
    days: dict[str, Any] = {"people": {}}
    for day in details_of(EVENT, listing).values():
        days["people"] |= day.pop("people", {})
        days |= day
    return programme_of(index_of(1, EVENT, listing), days, "https://hallway.example.org")


def held(session: ParsedSession, **besides: Any) -> dict[str, Any]:  # noqa: ANN401 - a session's facts
    """Return what frab holds of a session; *besides* says what else is not held."""
    facts = {name: getattr(session, name) for name in (
        "title", "subtitle", "starts_at", "ends_at", "kind", "track", "language", "abstract",
        "description", "links", "cancelled", "online_link",
    )}  # fmt: skip
    people = tuple((p.name, p.role, p.institution) for p in session.people)
    return facts | {"rooms": session.rooms[:1], "people": people} | besides


def by_title(programme: ParsedProgramme) -> dict[str, ParsedSession]:
    return {session.title: session for session in programme.sessions}


@settings(max_examples=ROUNDS, deadline=None)
@given(programmes())
def test_frab_json_reads_back_as_the_programme_it_was(parsed: ParsedProgramme) -> None:
    again = by_title(read_programme(frab_json(published(parsed))))
    assert again.keys() == by_title(parsed).keys()
    for session in parsed.sessions:
        assert held(again[session.title]) == held(session)


@settings(max_examples=ROUNDS, deadline=None)
@given(programmes())
def test_frab_xml_reads_back_as_the_programme_it_was(parsed: ParsedProgramme) -> None:
    again = by_title(read_programme(frab_xml(published(parsed))))
    assert again.keys() == by_title(parsed).keys()
    for session in parsed.sessions:
        names = tuple(person.name for person in session.people)
        found = again[session.title]
        assert tuple(person.name for person in found.people) == names
        assert held(found, people=()) == held(session, people=())


@settings(max_examples=ROUNDS, deadline=None)
@given(programmes())
def test_calendar_reads_back_with_its_times_titles_and_rooms(parsed: ParsedProgramme) -> None:
    again = by_title(
        read_programme(programme_calendar(published(parsed), {}, SAVED), zone=str(ZONE))
    )
    for session in parsed.sessions:
        found = again[session.title]
        assert (found.starts_at, found.ends_at, found.rooms, found.cancelled) == (
            session.starts_at, session.ends_at, session.rooms, session.cancelled,
        )  # fmt: skip


@settings(max_examples=ROUNDS, deadline=None)
@given(programmes())
def test_table_reads_back_with_its_times_titles_and_rooms(parsed: ParsedProgramme) -> None:
    again = by_title(read_programme(programme_table(published(parsed)), zone=str(ZONE)))
    for session in parsed.sessions:
        found = again[session.title]
        assert (found.starts_at, found.ends_at, sorted(found.rooms)) == (
            session.starts_at, session.ends_at, sorted(session.rooms),
        )  # fmt: skip


@settings(max_examples=5 * ROUNDS, deadline=None)
@given(TEXTS)
def test_text_is_written_so_that_it_reads_back(text: list[dict[str, Any]]) -> None:
    assert structured(marked_up(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Words.\n\nMore\nwords, 5 %.", "Words.\n\nMore\nwords, 5 %."),
        ("Words *that* matter.", "<p>Words <i>that</i> matter.</p>"),
        (
            "* a\n* b\n\n$5 and <T>",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>&#36;5 and &lt;T&gt;</p>",
        ),
    ],
)
def test_text_is_plain_where_words_are_all_there_is(text: str, written: str) -> None:
    assert marked_up(structured(text)) == written
