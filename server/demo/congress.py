"""The programme of the invented congress: three days, the second of them today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from server.demo.invented import (
    CLOSING,
    STUDIES,
    SUBJECTS,
    TREATMENTS,
    person,
    sentence_case,
)
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession, Text

ZONE = "Europe/Berlin"
DAYS = 3
SPEAKERS = 60
BOARDS = 40  # a day
HALLS = ("Aula", "Lindgren Hall", "Aare", "Birch", "Cedar", "Delta", "Seminar 4")
STUDIOS = ("Studio 1", "Studio 2")
POSTER_HALL = "Poster Hall"
STARTS = ((8, 30), (9, 30), (11, 0), (12, 0), (14, 0), (15, 0), (17, 0), (18, 0))
LENGTH = timedelta(minutes=45)
CANCELLED = "d2-1200-cedar"
# What belongs to no track: (from, to, title, kind, room), on each day.
COMMON = (
    ((7, 30), (8, 15), "Breakfast for residents", "trainee", "Roof Terrace"),
    ((10, 15), (10, 55), "Coffee", "break", "Foyer"),
    ((12, 50), (13, 50), "Lunch", "meal", "Foyer"),
    ((13, 0), (13, 45), "Lunch with a mentor", "trainee", "Seminar 4"),
    ((16, 0), (16, 55), "Poster session", "poster-session", POSTER_HALL),
    ((19, 0), (19, 45), "Residents' forum", "trainee", "Birch"),
)
EVENINGS = (
    ((20, 0), (22, 0), "Welcome reception", "reception", "Foyer"),
    ((20, 0), (23, 0), "Congress evening", "reception", "Roof Terrace"),
    ((19, 45), (20, 30), "Farewell drinks", "reception", "Foyer"),
)


def congress_programme(first_day: date) -> ParsedProgramme:
    """Return the programme that starts on *first_day*, as a file's reader would."""
    days = [first_day + timedelta(days=index) for index in range(DAYS)]
    return ParsedProgramme(
        format="demo",
        sessions=tuple(chain.from_iterable(_day(index, day) for index, day in enumerate(days))),
        timezone=ZONE,
    )


def _day(index: int, day: date) -> Iterator[ParsedSession]:
    for slot, start in enumerate(STARTS):
        for place, room in enumerate((*HALLS, *STUDIOS)):
            number = (index * len(STARTS) + slot) * len((*HALLS, *STUDIOS)) + place
            yield _talk(number, f"d{index + 1}", _at(day, start), room)
    for start, end, title, kind, room in (*COMMON, EVENINGS[index]):
        yield ParsedSession(
            key=f"d{index + 1}-{title.lower().replace(' ', '-')}",
            title=title,
            kind=kind,
            starts_at=_at(day, start),
            ends_at=_at(day, end),
            rooms=(room,),
        )
    for board in range(1, BOARDS + 1):
        yield _poster(index * BOARDS + board, f"d{index + 1}", day)


def _talk(number: int, day: str, starts_at: datetime, room: str) -> ParsedSession:
    round_, place = divmod(number, len(SUBJECTS))
    subject, track = SUBJECTS[place]
    title, opening = TREATMENTS[(3 * place + round_) % len(TREATMENTS)]  # no pair comes twice
    speakers = [number % SPEAKERS]
    if number % 4 == 0:
        speakers.append((number + 31) % SPEAKERS)
    key = f"{day}-{starts_at:%H%M}-{room.lower().replace(' ', '-')}"
    return ParsedSession(
        key=key,
        title=sentence_case(title.format(subject)),
        kind="workshop" if room in STUDIOS else "talk",
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        rooms=(room,),
        track=track,
        language="en",
        abstract=_paragraphs(opening, CLOSING[number % len(CLOSING)]),
        people=tuple(_speaker(one) for one in dict.fromkeys(speakers)),
        cancelled=key == CANCELLED,
    )


def _poster(number: int, day: str, on: date) -> ParsedSession:
    subject, track = SUBJECTS[(number * 7) % len(SUBJECTS)]
    study, size = STUDIES[number % len(STUDIES)]
    author = person(SPEAKERS + number)
    return ParsedSession(
        key=f"{day}-poster-{number}",
        title=sentence_case(study.format(subject, size + number)),
        kind="poster",
        starts_at=_at(on, (16, 0)),
        ends_at=_at(on, (16, 55)),
        rooms=(POSTER_HALL,),
        track=track,
        language="en",
        abstract=_paragraphs(
            f"We looked at {subject} in our own hospital, because nobody had.",
            "Half of what we expected was there. The board shows the other half.",
        ),
        people=(_named(author.number, "author"),),
        board=f"P{number}",
        within=f"{day}-poster-session",
    )


def _speaker(number: int) -> ParsedPerson:
    return _named(number, "speaker")


def _named(number: int, role: str) -> ParsedPerson:
    invented = person(number)
    return ParsedPerson(
        name=invented.name,
        role=role,
        key=str(number),
        institution=invented.institution,
        biography=_paragraphs(f"{invented.level} at {invented.institution}, who does not exist."),
    )


def _paragraphs(*texts: str) -> Text:
    return [{"t": "p", "c": [text]} for text in texts]


def _at(day: date, clock: tuple[int, int]) -> datetime:
    return datetime.combine(day, time(*clock), ZoneInfo(ZONE))
