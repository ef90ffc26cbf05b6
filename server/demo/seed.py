"""Puts the demo into a new database: all of it in one transaction, and only once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.core.db import transaction
from server.demo.congress import DAYS, ZONE, congress_programme
from server.programme.import_services import apply_import, plan_import
from server.programme.services import create_event, event_for_slug

CONGRESS = "meridia"


def seed(*, now: datetime) -> bool:
    """Make the demo's events unless they are there; True where they were made now.

    The congress is on its second day, by the calendar of its venue.
    """
    if event_for_slug(CONGRESS) is not None:
        return False
    with transaction():
        _make_congress(now)
    return True


def _make_congress(now: datetime) -> None:
    first_day = now.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1)
    create_event(
        slug=CONGRESS,
        name=f"Meridia Congress of Medicine {first_day.year}",
        short_name="Meridia",
        timezone=ZONE,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=DAYS - 1),
        place="Exampleburg",
        now=now,
    )
    plan = plan_import(slug=CONGRESS, parsed=congress_programme(first_day), now=now)
    apply_import(plan=plan, now=now)
