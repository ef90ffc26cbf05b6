"""What an attendee plans, visits and joins, as their phones report it and read it back."""

from typing import Any
from uuid import UUID

from server.agenda.models import AgendaItem, Membership, Revisit, Visit
from server.agenda.queries import memberships_by_slug, rows_by_session
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.programme.services import require_event, require_session_at, require_session_id

Rendered = dict[str, dict[str, Any] | None]


def set_agenda_item(
    act: Act, *, event: str, session: str, value: str | None, version: int | None = None
) -> None:
    """Plan a session as "going" or "interested", or (None) no more; the last to arrive stands.

    *version* is the programme's as the phone showed it: who plans a session knows it as it is.

    Raises `UnknownEventError` or `UnknownSessionError`; a session that was cancelled or left
    the programme can still be planned, for the phone could not know.
    """
    session_id, newest = require_session_at(event, session)
    item = db.session.get(AgendaItem, (act.account_id, session_id))
    if item is None:
        item = AgendaItem(account_id=act.account_id, session_id=session_id, changes=-1)
        db.session.add(item)
    elif item.value == value:
        return
    if item.value is None:
        item.version = newest if version is None else min(version, newest)
    item.value, item.updated_at = value, act.received
    item.changes += 1
    touch(act.account_id, "agenda", f"{event}/{session}")


def add_visit(act: Act, *, event: str, session: str) -> None:
    """Note that the account was at a session or poster; the first visit stands.

    Raises `UnknownEventError` or `UnknownSessionError`.
    """
    session_id = require_session_id(event, session)
    if db.session.get(Visit, (act.account_id, session_id)) is None:
        db.session.add(
            Visit(account_id=act.account_id, session_id=session_id, visited_at=act.acted)
        )
        touch(act.account_id, "visit", f"{event}/{session}")


def remove_visit(act: Act, *, event: str, session: str) -> None:
    """Take a visit back; without one nothing happens, and a later visit counts anew.

    Raises `UnknownEventError` or `UnknownSessionError`.
    """
    session_id = require_session_id(event, session)
    visit = db.session.get(Visit, (act.account_id, session_id))
    if visit is not None:
        db.session.delete(visit)
        touch(act.account_id, "visit", f"{event}/{session}")


def set_revisit(act: Act, *, event: str, session: str, value: bool) -> None:
    """Mark a session or poster to come back to, or not any more; the last to arrive stands.

    Raises `UnknownEventError` or `UnknownSessionError`.
    """
    session_id = require_session_id(event, session)
    marked = db.session.get(Revisit, (act.account_id, session_id))
    if value == (marked is not None):
        return
    if marked is None:
        marked = Revisit(account_id=act.account_id, session_id=session_id, marked_at=act.acted)
        db.session.add(marked)
    else:
        db.session.delete(marked)
    touch(act.account_id, "revisit", f"{event}/{session}")


def join_event(act: Act, *, event: str) -> None:
    """Add an event to the account's; joining again changes nothing. Raises `UnknownEventError`."""
    found = require_event(event)
    if db.session.get(Membership, (act.account_id, found.id)) is None:
        db.session.add(
            Membership(account_id=act.account_id, event_id=found.id, joined_at=act.acted)
        )
        touch(act.account_id, "event", event)


def agenda_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "agenda" rows "<slug>/<session>"; None where the star was taken off."""
    items = rows_by_session(AgendaItem, account_id, row_ids)
    planned = {row_id: item for row_id, item in items.items() if item.value is not None}
    return dict.fromkeys(row_ids) | {
        row_id: _named(row_id) | {"value": item.value, "version": item.version}
        for row_id, item in planned.items()
    }


def visit_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "visit" rows "<slug>/<session>"."""
    visits = rows_by_session(Visit, account_id, row_ids)
    return dict.fromkeys(row_ids) | {
        row_id: _named(row_id) | {"at": visit.visited_at.isoformat()}
        for row_id, visit in visits.items()
    }


def revisit_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "revisit" rows "<slug>/<session>"; None where the mark was taken off."""
    marks = rows_by_session(Revisit, account_id, row_ids)
    return dict.fromkeys(row_ids) | {row_id: _named(row_id) for row_id in marks}


def event_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "event" rows, by slug."""
    memberships = memberships_by_slug(account_id, row_ids)
    return dict.fromkeys(row_ids) | {
        slug: {"joined_at": membership.joined_at.isoformat()}
        for slug, membership in memberships.items()
    }


def _named(row_id: str) -> dict[str, Any]:
    event, session = row_id.split("/", 1)
    return {"event": event, "session": session}
