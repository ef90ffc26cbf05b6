"""Agendas read together with the programme they point into, one statement each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, false, func, or_, select, tuple_

from server.agenda.models import (
    AgendaItem,
    ChangesSeen,
    KeptOverlap,
    Membership,
    OwnItem,
    Revisit,
    SessionNote,
    Visit,
)
from server.core.db import db
from server.programme.models import Event, Person, Room, Session, SessionPerson, SessionRoom

SESSIONS_AT_ONCE = 500
Row = TypeVar("Row", AgendaItem, Visit, Revisit)


def rows_by_session(model: type[Row], account_id: UUID, row_ids: list[str]) -> dict[str, Row]:
    """Return the account's rows of *model* for sessions named "<slug>/<session>"."""
    pairs = [tuple(row_id.split("/", 1)) for row_id in row_ids]
    found = db.session.execute(
        select(model, Event.slug, Session.key)
        .join(model.session)
        .join(Session.event)
        .where(model.account_id == account_id, tuple_(Event.slug, Session.key).in_(pairs))
    )
    return {f"{slug}/{key}": row for row, slug, key in found}


def seen_by_slug(account_id: UUID, slugs: list[str]) -> dict[str, ChangesSeen]:
    """Return what the account saw of these events' changes."""
    found = db.session.execute(
        select(Event.slug, ChangesSeen)
        .join(ChangesSeen.event)
        .where(ChangesSeen.account_id == account_id, Event.slug.in_(slugs))
    )
    return {slug: seen for slug, seen in found}  # noqa: C416 -- a Result is no dict's


def agenda_counts(session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return in how many agendas each session is, a few hundred a statement."""
    counts: dict[UUID, int] = {}
    for start in range(0, len(session_ids), SESSIONS_AT_ONCE):
        rows = db.session.execute(
            select(AgendaItem.session_id, func.count())
            .where(
                AgendaItem.session_id.in_(session_ids[start : start + SESSIONS_AT_ONCE]),
                AgendaItem.value.is_not(None),
            )
            .group_by(AgendaItem.session_id)
        )
        counts |= {session_id: count for session_id, count in rows}  # noqa: C416 -- as above
    return counts


def memberships_by_slug(account_id: UUID, slugs: list[str]) -> dict[str, Membership]:
    """Return the account's memberships of these events."""
    found = db.session.execute(
        select(Event.slug, Membership)
        .join(Membership.event)
        .where(Membership.account_id == account_id, Event.slug.in_(slugs))
    )
    return {slug: membership for slug, membership in found}  # noqa: C416 -- a Result is no dict's


def notes_with_sessions(
    account_id: UUID, note_ids: list[UUID]
) -> list[tuple[SessionNote, str, str]]:
    """Return these notes of the account, each with its event's slug and its session's key."""
    found = db.session.execute(
        select(SessionNote, Event.slug, Session.key)
        .join(Session, Session.id == SessionNote.session_id)
        .join(Session.event)
        .where(SessionNote.account_id == account_id, SessionNote.id.in_(note_ids))
    )
    return [(note, slug, key) for note, slug, key in found]


class SeenEvent(NamedTuple):
    """An event as somebody's list of events shows it."""

    id: UUID
    slug: str
    name: str
    timezone: str
    starts_on: date
    ends_on: date
    place: str | None
    private: bool
    mine: bool


def seen_events(account_id: UUID | None, slug: str | None = None) -> list[SeenEvent]:
    """Return the events that the account (None: nobody) finds, the newest first.

    Private ones are found by who added or joined them; by its *slug* anybody finds one.
    """
    mine = Event.owner_id == account_id if account_id else false()
    joined = select(Membership.event_id).where(Membership.account_id == account_id)
    wanted = Event.slug == slug if slug else or_(~Event.private, mine, Event.id.in_(joined))
    rows = db.session.execute(
        select(
            Event.id,
            Event.slug,
            Event.name,
            Event.timezone,
            Event.starts_on,
            Event.ends_on,
            Event.place,
            Event.private,
            mine.label("mine"),
        )
        .where(wanted)
        .order_by(Event.starts_on.desc(), Event.slug)
    )
    return [SeenEvent._make(row) for row in rows]


def members_of(event_id: UUID) -> list[UUID]:
    """Return the accounts that joined the event, the first to join first."""
    return list(
        db.session.scalars(
            select(Membership.account_id)
            .where(Membership.event_id == event_id)
            .order_by(Membership.joined_at, Membership.account_id)
        )
    )


def session_ids_of(event_id: UUID) -> Select[UUID]:
    """Return the query for the event's sessions, those that left it included."""
    return select(Session.id).where(Session.event_id == event_id)


def held_rows(account_id: UUID, event_id: UUID) -> list[tuple[str, str]]:
    """Return kind and id of the feed rows that the account has of the event, notes apart."""
    slug = db.session.scalars(select(Event.slug).where(Event.id == event_id)).one()
    found: list[tuple[str, str]] = [("event", slug)]
    for kind, model in (("agenda", AgendaItem), ("visit", Visit), ("revisit", Revisit)):
        keys = db.session.scalars(
            select(Session.key)
            .join(model, model.session_id == Session.id)
            .where(Session.event_id == event_id, model.account_id == account_id)
        )
        found += [(kind, f"{slug}/{key}") for key in keys]
    own = select(OwnItem.id).where(OwnItem.account_id == account_id, OwnItem.event_id == event_id)
    found += [("own", str(row_id)) for row_id in db.session.scalars(own)]
    overlaps = select(KeptOverlap.one, KeptOverlap.other).where(
        KeptOverlap.account_id == account_id, KeptOverlap.event_id == event_id
    )
    found += [("overlap", f"{slug}/{one}/{other}") for one, other in db.session.execute(overlaps)]
    if db.session.get(ChangesSeen, (account_id, event_id)) is not None:
        found.append(("changes_seen", slug))
    return found


class PlannedRow(NamedTuple):
    """An agenda item with what a calendar shows of its session."""

    value: str | None
    changes: int
    updated_at: datetime
    session_id: UUID
    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    removed_at: datetime | None
    sequence: int
    modified_at: datetime
    slug: str
    timezone: str


def planned_rows(account_id: UUID) -> list[PlannedRow]:
    """Return everything that the account ever planned, by time; unstarred items too."""
    rows = db.session.execute(
        select(
            AgendaItem.value,
            AgendaItem.changes,
            AgendaItem.updated_at,
            Session.id,
            Session.key,
            Session.title,
            Session.starts_at,
            Session.ends_at,
            Session.cancelled,
            Session.removed_at,
            Session.sequence,
            Session.modified_at,
            Event.slug,
            Event.timezone,
        )
        .join(AgendaItem.session)
        .join(Session.event)
        .where(AgendaItem.account_id == account_id)
        .order_by(Session.starts_at, Event.slug, Session.key)
    )
    return [PlannedRow._make(row) for row in rows]


class OwnRow(NamedTuple):
    """An own item as a calendar shows it."""

    id: UUID
    title: str
    place: str | None
    starts_at: datetime
    ends_at: datetime
    gone: bool
    changes: int
    updated_at: datetime
    timezone: str


def own_rows(account_id: UUID) -> list[OwnRow]:
    """Return every own item that ever was whole, by time; those that are gone too."""
    rows = db.session.execute(
        select(
            OwnItem.id,
            OwnItem.title,
            OwnItem.place,
            OwnItem.starts_at,
            OwnItem.ends_at,
            OwnItem.gone,
            OwnItem.changes,
            OwnItem.updated_at,
            Event.timezone,
        )
        .join(OwnItem.event)
        .where(
            OwnItem.account_id == account_id,
            OwnItem.title.is_not(None),
            OwnItem.starts_at.is_not(None),
        )
        .order_by(OwnItem.starts_at, OwnItem.id)
    )
    return [OwnRow._make(row) for row in rows]


def own_items(account_id: UUID, ids: list[UUID]) -> list[tuple[OwnItem, str]]:
    """Return these own items, each with its event's slug."""
    rows = db.session.execute(
        select(OwnItem, Event.slug)
        .join(OwnItem.event)
        .where(OwnItem.account_id == account_id, OwnItem.id.in_(ids))
    )
    return [(item, slug) for item, slug in rows]


def kept_overlaps(account_id: UUID, row_ids: list[str]) -> list[tuple[KeptOverlap, str]]:
    """Return the overlaps "<slug>/<one>/<other>", each with its event's slug."""
    wanted = [tuple(row_id.split("/", 2)) for row_id in row_ids]
    rows = db.session.execute(
        select(KeptOverlap, Event.slug)
        .join(KeptOverlap.event)
        .where(
            KeptOverlap.account_id == account_id,
            tuple_(Event.slug, KeptOverlap.one, KeptOverlap.other).in_(wanted),
        )
    )
    return [(kept, slug) for kept, slug in rows]


def rooms_of(session_ids: list[UUID]) -> list[tuple[UUID, str]]:
    """Return (session, room's name) for these sessions, each session's in its order."""
    rows = db.session.execute(
        select(SessionRoom.session_id, Room.name)
        .join(Room, Room.id == SessionRoom.room_id)
        .where(SessionRoom.session_id.in_(session_ids))
        .order_by(SessionRoom.position)
    )
    return [(session_id, name) for session_id, name in rows]


def people_of(session_ids: list[UUID]) -> list[tuple[UUID, str]]:
    """Return (session, person's name) for these sessions, each session's in its order."""
    rows = db.session.execute(
        select(SessionPerson.session_id, Person.name)
        .join(Person, Person.id == SessionPerson.person_id)
        .where(SessionPerson.session_id.in_(session_ids))
        .order_by(SessionPerson.position)
    )
    return [(session_id, name) for session_id, name in rows]
