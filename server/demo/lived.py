"""What the demo attendee did: people met at the past event, sessions planned at the present one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.core.ids import new_id
from server.demo.congress import ZONE
from server.demo.invented import ROBIN, InventedPerson, person
from server.demo.past import MEETINGS, Meeting, session_start
from server.demo.phones import DemoPhone

# What Robin plans at the congress: (the programme's own key, how much). Two overlap.
PLANS = (
    ("d1-0830-aula", "going"),
    ("d1-1100-birch", "going"),
    ("d2-0830-cedar", "going"),
    ("d2-0930-aula", "going"),
    ("d2-0930-studio-1", "interested"),
    ("d2-lunch-with-a-mentor", "going"),
    ("d2-1500-lindgren-hall", "going"),
    ("d2-poster-session", "interested"),
    ("d2-congress-evening", "going"),
    ("d3-1100-aare", "interested"),
)
# What Robin plans besides, on the second day: (from, to, title, place, kept free).
OWN = (
    (time(11, 0), time(11, 45), "Coffee with Imke about the audit", "Foyer", False),
    (time(17, 0), time(17, 30), "Ward call", "", True),
)


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An event as it was made; `sessions` leads from the programme's own keys to short ids."""

    slug: str
    first_day: date
    sessions: dict[str, str]


def live_through(past: DemoEvent, present: DemoEvent, *, now: datetime) -> None:
    """Let Robin meet people at the *past* event and plan the *present* one."""
    others = {
        meeting.who: DemoPhone(person(meeting.who), now=now)
        for meeting in MEETINGS
        if meeting.swapped
    }
    for phone in others.values():
        phone.send()
    robin = DemoPhone(ROBIN, now=now)
    for event in (past, present):
        robin.post("event.join", now, event=event.slug)
    for key, value in PLANS:
        session = present.sessions[key]
        robin.post("agenda.set", now, event=present.slug, session=session, value=value)
    for start, end, title, place, keep_free in OWN:
        robin.post(
            "own.set",
            now,
            event=present.slug,
            own=str(new_id()),
            title=title,
            place=place or None,
            starts_at=_second_day(present, start),
            ends_at=_second_day(present, end),
            keep_free=keep_free,
        )
    for meeting in MEETINGS:
        _meet(robin, meeting, others.get(meeting.who), past)
    robin.send()


def _second_day(event: DemoEvent, at: time) -> str:
    day = event.first_day + timedelta(days=1)
    return datetime.combine(day, at, ZoneInfo(ZONE)).isoformat()


def _meet(robin: DemoPhone, meeting: Meeting, other: DemoPhone | None, event: DemoEvent) -> None:
    at = session_start(meeting.session, event.first_day) + timedelta(minutes=meeting.minutes)
    session = event.sessions[meeting.session]
    contact, encounter = str(new_id()), str(new_id())
    told = {"topic": meeting.topic, "promise": meeting.promise, "intent": meeting.intent}
    if other:
        raw = other.code_shown(at)
        scanned = {"contact": contact, "event": event.slug, "session": session, "raw": raw}
        encounter = robin.post("scan.record", at, **scanned, how="camera", share="swap")
    else:
        _type_in(robin, contact, person(meeting.who), at)
        told |= {"event": event.slug, "session": session}
    for field, text in {**told, **meeting.more}.items():
        if text:
            named = {"contact": contact, "encounter": encounter, "field": field, "value": text}
            robin.post("encounter.set", at, **named)
    if meeting.note:
        note = {"contact": contact, "note": str(new_id()), "encounter": encounter}
        robin.post("note.save", at, **note, base=None, text=meeting.note)
    if meeting.hot:
        robin.post("contact.set", at, contact=contact, field="hot", value=True)
    if meeting.role:
        robin.post("contact.set", at, contact=contact, field="role", value=meeting.role)
    for tag in meeting.tags:
        robin.post("tag.set", at, contact=contact, tag=tag, value=True)


def _type_in(robin: DemoPhone, contact: str, who: InventedPerson, at: datetime) -> None:
    """Type in somebody whose code was not scanned."""
    facts = {
        "name": who.name,
        "headline": who.level,
        "institution": who.institution,
        "email": who.email,
    }
    for field, value in facts.items():
        robin.post("contact.set", at, contact=contact, field=field, value=value)
