"""A small invented programme, in the form conferences publish theirs."""

from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

ROOMS = ("Aula", "Lindgren Room", "Poster Hall")
PEOPLE = (
    ("1", "Ada Testwell"),
    ("2", "Bo Sampleson"),
    ("3", "Cleo Mockford"),
    ("4", "Dag Fixtureberg"),
    ("5", "Eli Stubbins"),
    ("6", "Fay Placeholder"),
)
SUBJECTS = (
    ("Handover without holes", "What a ward round loses overnight, and how to keep it."),
    ("Discharge lists that help", "A list of twelve lines reduced readmissions by a third."),
    ("Reading an ECG aloud", "Ten tracings, ten sentences."),
    ("Mentors and how to find them", "Asking is easier with a question in hand."),
    ("Night shifts, measured", "Sleep diaries of forty residents over six months."),
    ("From poster to paper", "The eight weeks after the congress."),
)


def frab_xml(  # noqa: PLR0913 -- each is a fact of the programme
    *,
    title: str = "Expo 2026",
    first_day: str = "2026-06-09",
    days: int = 3,
    timezone: str = "Europe/Berlin",
    sessions_a_room: int = 4,
    rooms: int = len(ROOMS),
) -> str:
    """Return a `schedule.xml`: per day and room, hourly sessions from 09:00, venue time."""
    names = [*ROOMS, *(f"Room {number}" for number in range(len(ROOMS), rooms))][:rooms]
    first = date.fromisoformat(first_day)
    parts = [
        "<?xml version='1.0' encoding='utf-8'?>\n<schedule>",
        "<generator name='invented' version='1'/><version>1</version>",
        f"<conference><acronym>expo</acronym><title>{escape(title)}</title><start>{first}</start>",
        f"<end>{first + timedelta(days=days - 1)}</end><days>{days}</days>",
        f"<time_zone_name>{timezone}</time_zone_name></conference>",
    ]
    number = 0
    for index in range(days):
        day = first + timedelta(days=index)
        parts.append(f"<day index='{index + 1}' date='{day}' {_bounds(day, timezone)}>")
        for room in names:
            parts.append(f"<room name={quoteattr(room)}>")
            for slot in range(sessions_a_room):
                number += 1
                parts.append(_session(number, day, 9 + slot, room, timezone))
            parts.append("</room>")
        parts.append("</day>")
    return "\n".join([*parts, "</schedule>\n"])


def _bounds(day: date, timezone: str) -> str:
    start, end = _moment(day, 8, timezone), _moment(day, 20, timezone)
    return f"start='{start}' end='{end}'"


def _session(number: int, day: date, hour: int, room: str, timezone: str) -> str:
    subject, abstract = SUBJECTS[number % len(SUBJECTS)]
    key, person = PEOPLE[number % len(PEOPLE)]
    return (
        f"<event guid='00000000-0000-4000-8000-{number:012}' id='{number}'>"
        f"<date>{_moment(day, hour, timezone)}</date><start>{hour:02}:00</start>"
        f"<duration>00:45</duration><room>{escape(room)}</room><slug>expo-{number}</slug>"
        f"<title>{escape(subject)} ({number})</title><subtitle/><track>Residents</track>"
        f"<type>talk</type><language>en</language><abstract>{escape(abstract)}</abstract>"
        f"<description/><persons><person id='{key}'>{person}</person></persons><links/></event>"
    )


def _moment(day: date, hour: int, timezone: str) -> str:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(timezone))
    return at.isoformat()
