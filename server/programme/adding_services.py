"""Programmes that attendees bring: read and shown first, then added whole or not at all.

The same reading, plan and application as the command line's, for an event of the attendee's own.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from server.core.db import db
from server.core.limits import take
from server.core.slots import free_slot, take_slot
from server.programme.adding import Said, columns_document, facts_of, places_of
from server.programme.documents import content_hash, details_of, index_of
from server.programme.errors import (
    EventExistsError,
    InvalidEventError,
    ProgrammeDiffersError,
    ProgrammeRefusedError,
    TooManyEventsError,
)
from server.programme.import_services import ImportPlan, apply_import, plan_for_event
from server.programme.importing.limited import WALL_SECONDS, inspect_programme_limited
from server.programme.importing.parsed import (
    ParsedProgramme,
    Source,
    TableColumns,
    UnreadableError,
    ZoneUnknownError,
)
from server.programme.models import Event
from server.programme.own_event_services import require_own_event
from server.programme.publish_services import facts_of as published_facts
from server.programme.services import event_drafted, event_for_id, require_zone
from server.programme.slugs import private_slug
from server.programme.wellformed import well_formed

READING = "programme-reading"
READINGS_AN_HOUR = 60
READINGS_AT_ONCE = 2
READING_LIFE = timedelta(seconds=2 * WALL_SECONDS + 60)
EVENTS_AN_ACCOUNT = 20
UNNAMED = "?"
COUNTS = ("sessions", "posters", "speakers", "added", "changed", "removed", "unchanged")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen. Without a plan a table's columns are to be said first."""

    document: dict[str, Any]
    plan: ImportPlan | None = None
    event: Event | None = None  # not stored yet where it is a new one


def begin_reading(*, account_id: UUID, now: datetime) -> UUID:
    """Count a reading of the account's and return its ticket, for `end_reading`.

    Raises `RateLimitedError`, `StillBusyError` or `AllBusyError`: each says when to come back.
    """
    ticket = take_slot(
        scope=READING, subject=account_id, slots=READINGS_AT_ONCE, life=READING_LIFE, now=now
    )
    hour = timedelta(hours=1)
    take(scope=READING, subject=str(account_id), limit=READINGS_AN_HOUR, period=hour, now=now)
    return ticket


def end_reading(ticket: UUID) -> None:
    """Let the account, or another, read the next file."""
    free_slot(ticket)


def preview_new(
    *, source: Source, file_name: str, said: Said, owner_id: UUID, now: datetime
) -> Preview:
    """Return what adding *source* as an event of its own would make; nothing is written.

    Raises `ProgrammeRefusedError` or `InvalidEventError` with what to do.
    """
    parsed, from_phone = _read(source, said)
    if isinstance(parsed, TableColumns):
        return Preview({"columns": columns_document(parsed)})
    facts = facts_of(said, parsed, file_name=file_name, from_phone=from_phone)
    event = event_drafted(
        slug=private_slug(facts.name),
        name=facts.name or UNNAMED,
        timezone=facts.timezone,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        place=facts.place,
        now=now,
    )
    event.owner_id, event.private = owner_id, True
    return _preview(plan_for_event(event, parsed=parsed, now=now), event, facts.document())


def preview_newer(
    *, source: Source, slug: str, account_id: UUID, said: Said, now: datetime
) -> Preview:
    """Return what importing *source* over the account's own event would do; nothing is written.

    The file is read by the event's zone and dates. Raises `UnknownEventError`, `NotYoursError`
    and `ProgrammeRefusedError`.
    """
    event = require_own_event(slug=slug, account_id=account_id)
    known = replace(said, timezone=event.timezone, starts_on=event.starts_on, ends_on=event.ends_on)
    parsed, _ = _read(source, known)
    if isinstance(parsed, TableColumns):
        return Preview({"columns": columns_document(parsed)})
    return _preview(
        plan_for_event(event, parsed=parsed, now=now, add=said.add), event, facts_document(event)
    )


def facts_document(event: Event) -> dict[str, Any]:
    """Return a stored event's facts as a preview shows them."""
    return {
        "name": event.name,
        "timezone": event.timezone,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "place": event.place,
        "zone_from": "said",
    }


def require_as_shown(preview: Preview, *, digest: str) -> None:
    """Raise `ProgrammeDiffersError` where what would happen is not what the person said yes to.

    The file behind the address changed, or another import came in between; the refusal brings
    what would happen now.
    """
    if preview.document.get("digest") != digest:
        raise ProgrammeDiffersError(
            "The file, or the programme here, changed since it was shown. Look at it once more.",
            preview=preview.document,
        )


def added_before(*, event_id: UUID, account_id: UUID) -> str | None:
    """Return the slug of what the account's phone added under this id already, or None."""
    event = event_for_id(event_id)
    return event.slug if event is not None and event.owner_id == account_id else None


def add_event(*, event_id: UUID, preview: Preview, now: datetime) -> str:
    """Make the event that *preview* showed, with its programme, in the caller's transaction.

    Returns its slug. Raises `TooManyEventsError`, and `InvalidEventError` while it has no name.
    """
    event, plan = preview.event, preview.plan
    if event is None or plan is None or event.owner_id is None:
        raise ValueError("only what was read whole can be added")
    if event.name == UNNAMED:
        raise InvalidEventError("Give the event a name.")
    require_room_for_one_more(event.owner_id)
    event.id = event_id
    try:
        with db.session.begin_nested():
            db.session.add(event)
    except IntegrityError:  # by the same phone a moment ago, or by somebody else's
        raise EventExistsError("This was added just now. Look at your events.") from None
    apply_import(plan=plan, now=now)
    return event.slug


def renew_event(*, preview: Preview, now: datetime) -> None:
    """Do what *preview* showed to the programme that was there, in the caller's transaction.

    Raises `ProgrammeMovedError` where another import came in between.
    """
    if preview.plan is None:
        raise ValueError("only what was read whole can be imported")
    apply_import(plan=preview.plan, now=now)


def require_room_for_one_more(account_id: UUID) -> None:
    """Raise `TooManyEventsError` where the account has added as many events as it may."""
    held = db.session.scalar(select(func.count()).where(Event.owner_id == account_id)) or 0
    if held >= EVENTS_AN_ACCOUNT:
        raise TooManyEventsError(
            f"An account holds {EVENTS_AN_ACCOUNT} programmes of its own. Delete one you no "
            "longer need, then add this one."
        )


def _read(source: Source, said: Said) -> tuple[ParsedProgramme | TableColumns, bool]:
    """Return what *source* says, and whether the phone's zone had to be taken for the venue's."""
    for zone in filter(None, (said.timezone, said.zone_here)):
        require_zone(zone)
    try:
        try:
            return _inspected(source, said, said.timezone), False
        except ZoneUnknownError:
            if said.zone_here is None:
                raise
            return _inspected(source, said, said.zone_here), True
    except UnreadableError as error:
        raise ProgrammeRefusedError(str(error)) from error


def _inspected(source: Source, said: Said, zone: str | None) -> ParsedProgramme | TableColumns:
    return well_formed(
        inspect_programme_limited(
            source,
            zone=zone,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
            columns=said.columns,
            ask_columns=said.ask_columns,
        )
    )


def _preview(plan: ImportPlan, event: Event, facts: dict[str, Any]) -> Preview:
    report, after = plan.report, plan.draft.after
    document = {
        "digest": _digest(plan, event),
        "format": report["format"],
        "event": facts,
        "counts": {name: report[name] for name in COUNTS},
        **places_of(after, ZoneInfo(event.timezone)),
        "warnings": report["warnings"],
        "changes": report["changes"],
        "renamed": report["renamed"],
    }
    return Preview(document, plan, event)


def _digest(plan: ImportPlan, event: Event) -> str:
    """Return what tells one outcome from another; name and place may still be corrected."""
    shown = published_facts(event)
    return content_hash(
        {
            "zone": event.timezone,
            "dates": [event.starts_on.isoformat(), event.ends_on.isoformat()],
            "index": index_of(plan.version, shown, plan.draft.after) | {"event": None},
            "details": {
                day: content_hash(document)
                for day, document in details_of(shown, plan.draft.after).items()
            },
        }
    )
