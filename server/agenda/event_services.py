"""The events that an account finds, and what it leaves behind when it leaves one."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select

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
from server.agenda.queries import (
    SeenEvent,
    held_rows,
    members_of,
    seen_events,
    session_ids_of,
)
from server.core.db import db
from server.core.feed import touch
from server.programme.errors import UnknownEventError

OF_SESSIONS = (AgendaItem, Visit, Revisit)
OF_EVENTS = (OwnItem, KeptOverlap, ChangesSeen, Membership)
UNSAID = ("id", "private", "mine")


def listed_events(account_id: UUID | None) -> list[dict[str, Any]]:
    """Return the events that the account (None: nobody) finds, the newest first.

    A private one is found by who added it or joined it, nobody else.
    """
    return [_document(event) for event in seen_events(account_id)]


def seen_event(*, slug: str, account_id: UUID | None) -> dict[str, Any]:
    """Return an event by its slug; who added it also reads how many `others` joined it.

    Raises `UnknownEventError`.
    """
    found = seen_events(account_id, slug)
    if not found:
        raise UnknownEventError("No event has this short name on this server. Check the address.")
    document = _document(found[0])
    if account_id is not None and found[0].mine:
        document["others"] = len(other_members(event_id=found[0].id, account_id=account_id))
    return document


def other_members(*, event_id: UUID, account_id: UUID) -> list[UUID]:
    """Return who else joined the event, the first to join first."""
    return [member for member in members_of(event_id) if member != account_id]


def leave_event(*, event_id: UUID, account_id: UUID) -> None:
    """Take the event off the account: membership, agenda, own items, ticks of visits.

    Notes about its sessions stay: they are words.
    """
    for kind, row_id in held_rows(account_id, event_id):
        touch(account_id, kind, row_id)
    for model in OF_SESSIONS:
        here = model.session_id.in_(session_ids_of(event_id))
        db.session.execute(delete(model).where(model.account_id == account_id, here))
    for table in OF_EVENTS:
        at = table.event_id == event_id
        db.session.execute(delete(table).where(table.account_id == account_id, at))


def is_held_by_anybody(event_id: UUID) -> bool:
    """Tell whether anybody joined the event, planned something at it or wrote about it."""
    of_sessions = (
        exists().where(model.session_id.in_(session_ids_of(event_id)))
        for model in (*OF_SESSIONS, SessionNote)
    )
    of_events = (exists().where(table.event_id == event_id) for table in OF_EVENTS)
    return any(db.session.scalar(select(held)) for held in (*of_sessions, *of_events))


def _document(event: SeenEvent) -> dict[str, Any]:
    """Return an event as JSON has it; `private` and `mine` only where they are so."""
    shown = {name: value for name, value in event._asdict().items() if name not in UNSAID}
    return shown | {name: True for name in ("private", "mine") if getattr(event, name)}
