"""Events and their sessions, as other features look them up."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import bindparam, select

from server.core.db import db
from server.core.ids import new_id
from server.programme.errors import (
    EventExistsError,
    InvalidEventError,
    UnknownEventError,
    UnknownSessionError,
)
from server.programme.listing import Listing
from server.programme.models import Event, Session
from server.programme.publish_services import prepare_publication, publish
from server.programme.slugs import SLUG_RULE, is_slug

NAME_LENGTH = 200
WALK_MINUTES = 5
# Made once: every star asks it, and its making costs more than its running.
SESSION_AT = (
    select(Session.id, Event.version)
    .join(Event, Event.id == Session.event_id)
    .where(Event.slug == bindparam("slug"), Session.key == bindparam("key"))
)


def create_event(  # noqa: PLR0913 -- an event's facts, each by its name
    *,
    slug: str,
    name: str,
    timezone: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    short_name: str | None = None,
    place: str | None = None,
) -> Event:
    """Make an event, and publish its programme, which has nothing in it yet, as version 1.

    Raises `InvalidEventError` for a slug, name, zone or dates that cannot be used, and
    `EventExistsError` where the slug is taken.
    """
    event = event_drafted(
        slug=slug,
        name=name,
        timezone=timezone,
        starts_on=starts_on,
        ends_on=ends_on,
        now=now,
        short_name=short_name,
        place=place,
    )
    db.session.add(event)
    db.session.flush()
    empty = prepare_publication(event, Listing(rooms=[], tracks=[], people=[], sessions=[]))
    if empty is not None:
        publish(event, empty, now=now)
    return event


def event_drafted(  # noqa: PLR0913 -- an event's facts, each by its name
    *,
    slug: str,
    name: str,
    timezone: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    short_name: str | None = None,
    place: str | None = None,
) -> Event:
    """Return an event that is not stored yet; raises what `create_event` does."""
    if not is_slug(slug):
        raise InvalidEventError(f"{slug!r} is no short name for an address: {SLUG_RULE}.")
    if event_for_slug(slug) is not None:
        raise EventExistsError(f"There is an event {slug!r}; choose another slug.")
    # What a stored row begins with, said here because plans are made before it is stored.
    zero = dict.fromkeys(
        ("version", "sessions_made", "rooms_made", "tracks_made", "people_made"), 0
    )
    event = Event(
        id=new_id(), slug=slug, created_at=now, private=False, walk_minutes=WALK_MINUTES, **zero
    )
    set_event_facts(
        event,
        name=name,
        timezone=timezone,
        starts_on=starts_on,
        ends_on=ends_on,
        short_name=short_name,
        place=place,
    )
    return event


def set_event_facts(  # noqa: PLR0913 -- an event's facts, each by its name
    event: Event,
    *,
    name: str,
    timezone: str,
    starts_on: date,
    ends_on: date,
    short_name: str | None = None,
    place: str | None = None,
) -> None:
    """Write what people read of an event; raises `InvalidEventError` for what cannot be."""
    name, place = name.strip(), (place or "").strip()
    short_name = (short_name or "").strip() or name
    if not name:
        raise InvalidEventError("Give the event a name.")
    for text in (name, short_name, place):
        if len(text) > NAME_LENGTH or not text.isprintable():
            raise InvalidEventError(
                f"A name or place has at most {NAME_LENGTH} characters, all on one line."
            )
    require_zone(timezone)
    if ends_on < starts_on:
        raise InvalidEventError(f"It ends on {ends_on}, before it starts on {starts_on}.")
    event.name, event.short_name, event.place = name, short_name, place or None
    event.timezone, event.starts_on, event.ends_on = timezone, starts_on, ends_on


def require_zone(timezone: str) -> None:
    """Raise `InvalidEventError` for what is no IANA time zone."""
    if timezone not in available_timezones():
        raise InvalidEventError(
            f"{timezone!r} is no time zone; give the venue's as in Europe/Berlin."
        )


def event_for_slug(slug: str) -> Event | None:
    """Return the event, or None."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def event_for_id(event_id: UUID) -> Event | None:
    """Return the event, or None."""
    return db.session.get(Event, event_id)


def session_for_key(*, event_id: UUID, key: str) -> Session | None:
    """Return the event's session "s12", one that left the programme included, or None."""
    return db.session.scalar(
        select(Session).where(Session.event_id == event_id, Session.key == key)
    )


def require_event(slug: str) -> Event:
    """Return the event, or raise `UnknownEventError`."""
    event = event_for_slug(slug)
    if event is None:
        raise UnknownEventError("No event has this short name on this server. Check the address.")
    return event


def require_session_id(slug: str, key: str) -> UUID:
    """Return the id of the event's session, one that left the programme included.

    Raises `UnknownEventError` or `UnknownSessionError`. One statement; a session's texts, which
    can be long, are not read.
    """
    return require_session_at(slug, key)[0]


def require_session_at(slug: str, key: str) -> tuple[UUID, int]:
    """Return as `require_session_id` does the id, and the version that the programme is at."""
    row = db.session.execute(SESSION_AT, {"slug": slug, "key": key}).one_or_none()
    if row is None:
        require_event(slug)
        raise UnknownSessionError(
            "This event's programme never had this session. Load the programme again."
        )
    return row.id, row.version
