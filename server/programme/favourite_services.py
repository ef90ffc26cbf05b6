"""Favourites brought along from another system, found in an event's programme."""

from typing import Any

from sqlalchemy import select

from server.core.db import db
from server.programme.errors import FavouritesRefusedError
from server.programme.importing.favourite_report import KnownSession
from server.programme.importing.limited import find_favourites_limited
from server.programme.importing.parsed import UnreadableError
from server.programme.models import Event, Session
from server.programme.services import require_event


def known_sessions(*, slug: str) -> tuple[str, list[KnownSession]]:
    """Return the event's zone, and what its sessions are recognised by; those that left too.

    Raises `UnknownEventError`.
    """
    event: Event = require_event(slug)
    rows = db.session.execute(
        select(
            Session.key,
            Session.source_key,
            Session.title,
            Session.starts_at,
            Session.links,
            Session.removed_at,
        )
        .where(Session.event_id == event.id)
        .order_by(Session.starts_at, Session.key)
    )
    return event.timezone, [
        KnownSession(
            key=row.key,
            source_key=row.source_key,
            title=row.title,
            starts_at=row.starts_at,
            addresses=tuple(address for _, address in row.links),
            gone=row.removed_at is not None,
        )
        for row in rows
    ]


def favourites_report(
    content: bytes, *, zone: str, slug: str, known: list[KnownSession]
) -> dict[str, Any]:
    """Return what became of each entry of the list; nothing is kept of it.

    No database: the list is read and matched in a child process with limits, which takes its time.
    Raises `FavouritesRefusedError` for what is no list.
    """
    try:
        found = find_favourites_limited(content, zone=zone, slug=slug, known=known)
    except UnreadableError as error:
        raise FavouritesRefusedError(str(error)) from error
    return {
        "format": found.format,
        "whole": found.whole,
        "entries": [
            {
                "words": one.words,
                "where": one.where,
                "state": one.state,
                "by": one.by,
                "sessions": list(one.sessions),
            }
            for one in found.entries
        ],
    }
