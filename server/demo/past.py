"""An event that ended a week ago, and what the demo attendee brought home from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.demo.congress import ZONE
from server.demo.invented import person
from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession

DAYS = 2
# (day, from, to, title, kind, room, who speaks, board)
SESSIONS = (
    (0, (9, 0), (9, 45), "Opening: the first hundred nights", "talk", "Main Room", 401, None),
    (0, (10, 0), (11, 30), "Ultrasound by the bed", "workshop", "Skills Room", 402, None),
    (0, (12, 30), (13, 30), "Posters and sandwiches", "poster-session", "Hall", None, None),
    (0, (12, 30), (13, 30), "Sepsis bundles on a small ward", "poster", "Hall", 403, "P1"),
    (0, (12, 30), (13, 30), "Sleep and errors: forty diaries", "poster", "Hall", 404, "P2"),
    (0, (12, 30), (13, 30), "A handover sheet that is read", "poster", "Hall", 405, "P3"),
    (0, (12, 30), (13, 30), "Seven o'clock: an audit of handovers", "poster", "Hall", 999, "P4"),
    (0, (15, 0), (15, 45), "How I chose cardiology", "talk", "Main Room", 406, None),
    (0, (19, 0), (22, 0), "Residents' evening", "reception", "Terrace", None, None),
    (1, (9, 0), (9, 45), "Your first paper", "talk", "Main Room", 407, None),
    (1, (10, 0), (11, 30), "Speed mentoring", "trainee", "Skills Room", 408, None),
    (1, (13, 0), (13, 45), "What registries cannot tell", "talk", "Main Room", 409, None),
    (1, (16, 0), (16, 30), "Closing and thanks", "talk", "Main Room", 401, None),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One person met: where, what was said of it, and what is to follow.

    `swapped`: by scanning the code on the other's phone, so that both have each other; the rest
    were typed in by hand.
    """

    who: int
    session: str
    minutes: int  # after the session began
    topic: str
    note: str
    intent: str | None = None
    promise: str | None = None
    hot: bool = False
    role: str | None = None
    swapped: bool = False
    tags: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)


# What was promised or marked is due within two working days, the rest a week after the event.
MEETINGS = (
    Meeting(
        *(403, "d1-p4", 10, "handovers on nights without a laboratory"),
        note="Stood at my poster for ten minutes. Has two winters of data and no co-author.",
        intent="manuscript",
        promise="Send the manuscript",
        hot=True,
        role="collaborator",
        swapped=True,
        tags=("research",),
        more={"promise_link": "https://example.org/seven-o-clock.pdf"},
    ),
    Meeting(
        *(404, "d1-p2", 25, "sleep diaries on call"),
        note="Kind about my questions. Their diary app is just a spreadsheet.",
        intent="thanks",
        swapped=True,
    ),
    Meeting(
        *(406, "d1-1500", 50, "choosing between cardiology and acute medicine"),
        note="Said: follow the ward you do not want to leave. Offered to look at my CV.",
        intent="mentor",
        role="mentor",
        swapped=True,
        more={
            "n.appreciate_np": "how plainly you spoke about leaving a good department",
            "n.question1_q": "What would you ask a department before applying?",
            "n.question2_q": "When is it too late to change the specialty?",
        },
    ),
    Meeting(
        *(408, "d2-1000", 12, "finding a mentor outside the own hospital"),
        note="Runs a mentoring scheme at Mockstadt. Next round opens in spring.",
        intent="meeting",
        more={"s.slots": "Tuesday or Thursday after four"},
        role="mentor",
        tags=("mentoring",),
    ),
    Meeting(
        *(409, "d2-1300", 48, "missing data in the fracture registry"),
        note="Will share the codebook. Ask about the follow-up variables.",
        intent="thanks",
        promise="Send our list of variables",
        swapped=True,
        tags=("research", "registry"),
    ),
    Meeting(
        *(402, "d1-1000", 70, "lung ultrasound in the first hour"),
        note="Let me hold the probe for the whole case.",
        intent="thanks",
    ),
    Meeting(
        *(410, "d1-1900", 65, "night shifts at Testwick"),
        note="Same year as me. Knows the place with the good noodles.",
        role="peer",
    ),
    Meeting(
        *(411, "d1-1900", 90, "moving hospitals in the third year"),
        note="Moved last year and does not regret it.",
        intent="meeting",
        role="peer",
    ),
    Meeting(
        *(412, "d2-0900", 47, "writing a case report together"),
        note="",
        intent="meeting",
    ),
)


def past_programme(first_day: date) -> ParsedProgramme:
    """Return the programme that starts on *first_day*."""
    return ParsedProgramme("demo", tuple(_sessions(first_day)), timezone=ZONE)


def session_start(key: str, first_day: date) -> datetime:
    """Return when the session with the programme's own *key* began."""
    return next(one.starts_at for one in _sessions(first_day) if one.key == key)


def _sessions(first_day: date) -> Iterator[ParsedSession]:
    for day, start, end, title, kind, room, who, board in SESSIONS:
        on = first_day + timedelta(days=day)
        suffix = board.lower() if board else f"{start[0]:02}{start[1]:02}"
        poster_session = kind == "poster-session"
        yield ParsedSession(
            key=f"d{day + 1}-posters" if poster_session else f"d{day + 1}-{suffix}",
            title=title,
            kind=kind,
            starts_at=datetime.combine(on, time(*start), ZoneInfo(ZONE)),
            ends_at=datetime.combine(on, time(*end), ZoneInfo(ZONE)),
            rooms=(room,),
            people=(_named(who, "author" if board else "speaker"),) if who else (),
            board=board,
            within=f"d{day + 1}-posters" if board else None,
        )


def _named(number: int, role: str) -> ParsedPerson:
    invented = person(number)
    return ParsedPerson(
        name=invented.name, role=role, key=str(number), institution=invented.institution
    )
