"""Puts the demo into a new database: all of it in one transaction, and only once."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.core.db import transaction
from server.demo import congress, past
from server.demo.invented import ROBIN, InventedPerson, person
from server.demo.lived import DemoEvent, live_through
from server.organising.services import import_attendees, make_badges
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.parsed import ParsedProgramme
from server.programme.services import create_event, event_for_slug

CONGRESS, PAST = "meridia", "firststeps"
ATTENDEES = 200


def seed(*, now: datetime) -> bool:
    """Make the demo's events unless they are there; True where they were made now.

    The congress is on its second day and the other event ended seven days ago, by the calendar
    of their venue.
    """
    if event_for_slug(CONGRESS) is not None:
        return False
    today = now.astimezone(ZoneInfo(congress.ZONE)).date()
    with transaction():
        present = _make_congress(today - timedelta(days=1), now)
        ended = _make_past_event(today - timedelta(days=6 + past.DAYS), now)
        live_through(ended, present, now=now)
    return True


def _make_congress(first_day: date, now: datetime) -> DemoEvent:
    create_event(
        slug=CONGRESS,
        name=f"Meridia Congress of Medicine {first_day.year}",
        short_name="Meridia",
        timezone=congress.ZONE,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=congress.DAYS - 1),
        place="Exampleburg",
        now=now,
    )
    sessions = _bring_in(CONGRESS, congress.congress_programme(first_day), now)
    others = [person(number) for number in range(congress.SPEAKERS, congress.SPEAKERS + ATTENDEES)]
    import_attendees(slug=CONGRESS, content=_attendee_file([ROBIN, *others[:-1]]), now=now)
    make_badges(slug=CONGRESS, now=now)
    return DemoEvent(CONGRESS, first_day, sessions)


def _make_past_event(first_day: date, now: datetime) -> DemoEvent:
    create_event(
        slug=PAST,
        name=f"First Steps: Residents' Days {first_day.year}",
        short_name="First Steps",
        timezone=congress.ZONE,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=past.DAYS - 1),
        place="Mockstadt",
        now=now,
    )
    sessions = _bring_in(PAST, past.past_programme(first_day), now)
    return DemoEvent(PAST, first_day, sessions)


def _bring_in(slug: str, parsed: ParsedProgramme, now: datetime) -> dict[str, str]:
    """Import a programme; return each session's short id by the programme's own key."""
    plan = plan_import(slug=slug, parsed=parsed, now=now)
    apply_import(plan=plan, now=now)
    return {session.source_key: session.key for session in plan.draft.after.sessions}


def _attendee_file(people: list[InventedPerson]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("name", "email", "role", "institution"))
    rows.writerows((one.name, one.email, one.level, one.institution) for one in people)
    return text.getvalue().encode()
