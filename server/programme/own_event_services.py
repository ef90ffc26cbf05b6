"""Events that attendees added: who may change one, correcting its facts, and its end."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from server.core.db import db
from server.programme.changes import changes_of
from server.programme.drafting import Draft
from server.programme.errors import NotYoursError
from server.programme.import_services import ImportPlan, apply_import
from server.programme.importing.times import VenueClock
from server.programme.listing import ListedSession, Listing
from server.programme.listing_queries import listing_for_event
from server.programme.models import (
    Event,
    EventMap,
    Person,
    ProgrammeDetails,
    ProgrammeVersion,
    Room,
    Session,
    SessionPerson,
    SessionRoom,
    Track,
    Walk,
)
from server.programme.publish_services import prepare_publication
from server.programme.queries import forget_newest
from server.programme.services import require_event, set_event_facts


class EventFacts(TypedDict, total=False):
    """What the owner corrected."""

    name: str
    timezone: str
    starts_on: date
    ends_on: date
    place: str | None


def require_own_event(*, slug: str, account_id: UUID) -> Event:
    """Return the account's own event.

    Raises `UnknownEventError`, and `NotYoursError` where others look after its programme.
    """
    event = require_event(slug)
    if event.owner_id == account_id:
        return event
    if event.private:
        raise NotYoursError(
            "Only who added this programme can change it. Ask them, or add the file as your own."
        )
    raise NotYoursError(
        "This event is organised here, and its organisers keep its programme. Tell them what "
        "is wrong, or add the file as a programme of your own."
    )


def own_facts(*, slug: str, account_id: UUID) -> dict[str, Any]:
    """Return what the owner's phone shows of the event."""
    event = require_own_event(slug=slug, account_id=account_id)
    names = ("slug", "name", "timezone", "starts_on", "ends_on", "place", "private")
    return {name: getattr(event, name) for name in names} | {"mine": True}


def plan_facts(*, event: Event, facts: EventFacts, now: datetime) -> ImportPlan:
    """Return what correcting *facts* would do to the programme; nothing is written.

    In another zone everything stays at the hour that the venue's clocks show. Raises
    `InvalidEventError`.
    """
    listing, zone = listing_for_event(event.id), event.timezone
    with db.session.no_autoflush:
        _set_facts(event, facts)
        after = listing if event.timezone == zone else _in_zone(listing, zone, event.timezone, now)
        draft = Draft(
            before=listing,
            after=after,
            sessions_made=event.sessions_made,
            rooms_made=event.rooms_made,
            tracks_made=event.tracks_made,
            people_made=event.people_made,
        )
        changes = changes_of(draft, event.timezone)
        plan = ImportPlan(
            slug=event.slug,
            version=event.version,
            draft=draft,
            publication=prepare_publication(
                event, after, changes=[change.document() for change in changes]
            ),
            changes=changes,
            report={},
        )
    db.session.expire(event)
    return plan


def change_facts(*, event: Event, facts: EventFacts, plan: ImportPlan, now: datetime) -> None:
    """Do what `plan_facts` planned; raises `ProgrammeMovedError` where an import came between."""
    apply_import(plan=plan, now=now)
    _set_facts(event, facts)


def pass_on(*, event: Event, owner_id: UUID | None) -> None:
    """Let another account look after the event from now on, or nobody."""
    event.owner_id = owner_id


def remove_event(event: Event) -> None:
    """Delete an event that nothing outside the programme refers to any more, and all of it."""
    sessions = select(Session.id).where(Session.event_id == event.id)
    rooms = select(Room.id).where(Room.event_id == event.id)
    for statement in (
        delete(SessionPerson).where(SessionPerson.session_id.in_(sessions)),
        delete(SessionRoom).where(SessionRoom.session_id.in_(sessions)),
        delete(Walk).where(Walk.first_id.in_(rooms)),
        *(
            delete(table).where(table.event_id == event.id)
            for table in (
                Session,
                Room,
                Track,
                Person,
                EventMap,
                ProgrammeVersion,
                ProgrammeDetails,
            )
        ),
        delete(Event).where(Event.id == event.id),
    ):
        db.session.execute(statement)
    forget_newest(event.slug)


def _set_facts(event: Event, facts: EventFacts) -> None:
    set_event_facts(
        event,
        name=facts.get("name", event.name),
        timezone=facts.get("timezone", event.timezone),
        starts_on=facts.get("starts_on", event.starts_on),
        ends_on=facts.get("ends_on", event.ends_on),
        place=facts.get("place", event.place),
    )


def _in_zone(listing: Listing, old: str, new: str, now: datetime) -> Listing:
    clock = VenueClock(ZoneInfo(new))

    def moved(session: ListedSession) -> ListedSession:
        starts, ends = (
            clock.at(moment.astimezone(ZoneInfo(old)).replace(tzinfo=None))
            for moment in (session.starts_at, session.ends_at)
        )
        return replace(
            session,
            starts_at=starts,
            ends_at=max(starts, ends),
            sequence=session.sequence + 1,
            modified_at=now,
        )

    return replace(listing, sessions=[moved(session) for session in listing.sessions])
