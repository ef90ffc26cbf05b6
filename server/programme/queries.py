"""The published documents, read at most once per process (the newest version: once a second)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from server.core.db import db
from server.core.shelf import Shelf
from server.core.variants import Variants, compress_while_waited_for
from server.programme.documents import delta_between, manifest_of, serialise
from server.programme.models import Event, ProgrammeDetails, ProgrammeVersion, Session
from server.programme.slugs import may_be_private

# Phones ask with jitter over minutes: a second more is nothing to them, and for the server it is
# the difference between a statement a request and one a second.
FRESH_SECONDS = 1.0
CHANGES_SHOWN = 20  # versions; as many as a delta can start from
SHELF_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Published:
    """The newest version of an event's programme, as its manifest has it."""

    event_id: UUID
    version: int
    made_at: datetime
    manifest: bytes
    looked_up: float


@dataclass(frozen=True, slots=True)
class _Memory:
    newest: dict[str, Published]
    shelf: Shelf[Variants]
    private: dict[str, bool]  # by slug; an event never changes in this


def _memory() -> _Memory:
    memory: _Memory | None = current_app.extensions.get("programme_documents")
    if memory is None:
        memory = _Memory({}, Shelf(SHELF_BYTES), {})
        memory = current_app.extensions.setdefault("programme_documents", memory)
    return memory


def forget_newest(slug: str) -> None:
    """Look the event's newest version up again at the next request of this process."""
    _memory().newest.pop(slug, None)


def newest_published(slug: str) -> Published | None:
    """Return the newest version, at most a second late; None for an unknown event."""
    memory = _memory()
    held = memory.newest.get(slug)
    moment = time.monotonic()
    if held is not None and moment - held.looked_up < FRESH_SECONDS:
        return held
    row = db.session.execute(
        select(
            Event.id,
            Event.version,
            ProgrammeVersion.made_at,
            ProgrammeVersion.sha256,
            ProgrammeVersion.days,
        )
        .join(
            ProgrammeVersion,
            (ProgrammeVersion.event_id == Event.id) & (ProgrammeVersion.number == Event.version),
        )
        .where(Event.slug == slug)
    ).one_or_none()
    if row is None:
        return None
    manifest = serialise(manifest_of(slug, row.version, row.sha256, row.days))
    memory.newest[slug] = published = Published(row.id, row.version, row.made_at, manifest, moment)
    return published


def is_private(slug: str) -> bool:
    """Tell whether the event is one that an attendee added; looked up once per process."""
    if not may_be_private(slug):
        return False
    known = _memory().private
    if slug not in known:
        found = db.session.scalar(select(Event.private).where(Event.slug == slug))
        if found is None:
            return False
        known[slug] = found
    return known[slug]


def index_document(slug: str, version: int) -> Variants | None:
    """Return a version's index, or None where it is not kept."""
    return _memory().shelf.get(("index", slug, version), lambda: _index(slug, version))


def _index(slug: str, version: int) -> Variants | None:
    return _variants(
        select(ProgrammeVersion.plain, ProgrammeVersion.gzip, ProgrammeVersion.brotli)
        .join(Event, Event.id == ProgrammeVersion.event_id)
        .where(Event.slug == slug, ProgrammeVersion.number == version)
    )


def details_document(slug: str, content: str) -> Variants | None:
    """Return the details of a day by the hash of their content, or None."""
    return _memory().shelf.get(("details", slug, content), lambda: _details(slug, content))


def _details(slug: str, content: str) -> Variants | None:
    return _variants(
        select(ProgrammeDetails.plain, ProgrammeDetails.gzip, ProgrammeDetails.brotli)
        .join(Event, Event.id == ProgrammeDetails.event_id)
        .where(Event.slug == slug, ProgrammeDetails.hash == content)
    )


def _variants(statement: Select[bytes, bytes, bytes]) -> Variants | None:
    row = db.session.execute(statement).one_or_none()
    return None if row is None else Variants(*row)


def delta_document(slug: str, old: int, new: int) -> Variants | None:
    """Return what leads from one version to a later one, or None where either is not kept."""
    return _memory().shelf.get(("delta", slug, old, new), lambda: _delta(slug, old, new))


def _delta(slug: str, old: int, new: int) -> Variants | None:
    if old >= new:
        return None
    rows = db.session.execute(
        select(ProgrammeVersion.number, ProgrammeVersion.plain)
        .join(Event, Event.id == ProgrammeVersion.event_id)
        .where(Event.slug == slug, ProgrammeVersion.number.in_((old, new)))
    )
    indexes = {number: orjson.loads(plain) for number, plain in rows}
    if len(indexes) < len((old, new)):
        return None
    return compress_while_waited_for(serialise(delta_between(indexes[old], indexes[new])))


def changes_document(slug: str, version: int) -> Variants | None:
    """Return what moved in each of the last versions up to *version*, the newest first."""
    return _memory().shelf.get(("changes", slug, version), lambda: _changes(slug, version))


def _changes(slug: str, version: int) -> Variants | None:
    table = ProgrammeVersion
    rows = db.session.execute(
        select(table.number, table.made_at, table.changes, table.renamed)
        .join(Event, Event.id == table.event_id)
        .where(Event.slug == slug, table.number <= version)
        .order_by(table.number.desc())
        .limit(CHANGES_SHOWN)
    ).all()
    if not rows:
        return None
    versions = [
        {
            "version": row.number,
            "made_at": row.made_at.isoformat(timespec="seconds"),
            "changes": row.changes,
        }
        | ({"renamed": row.renamed} if row.renamed else {})
        for row in rows
    ]
    return compress_while_waited_for(serialise({"version": version, "versions": versions}))


def whole_programme(slug: str, version: int) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return a version's index and the texts of its sessions by their ids, or None.

    The texts' member "people" has what is said of people, by theirs.

    Two statements, however large the programme.
    """
    row = db.session.execute(
        select(ProgrammeVersion.event_id, ProgrammeVersion.plain, ProgrammeVersion.days)
        .join(Event, Event.id == ProgrammeVersion.event_id)
        .where(Event.slug == slug, ProgrammeVersion.number == version)
    ).one_or_none()
    if row is None:
        return None
    bodies = db.session.scalars(
        select(ProgrammeDetails.plain).where(
            ProgrammeDetails.event_id == row.event_id,
            ProgrammeDetails.hash.in_(set(row.days.values())),
        )
    )
    texts: dict[str, Any] = {}
    people: dict[str, Any] = {}
    for body in bodies:
        day = orjson.loads(body)
        people |= day.pop("people", {})
        texts |= day
    return orjson.loads(row.plain), texts | {"people": people}


def exported(
    slug: str, version: int, name: str, render: Callable[[], bytes | None]
) -> Variants | None:
    """Return what *render* makes of a version, rendered once per process."""

    def make() -> Variants | None:
        body = render()
        return None if body is None else compress_while_waited_for(body)

    return _memory().shelf.get(("export", slug, version, name), make)


def calendar_marks(slug: str) -> dict[str, tuple[int, datetime]]:
    """Return for each session of the event what calendars order by: sequence and last change."""
    rows = db.session.execute(
        select(Session.key, Session.sequence, Session.modified_at)
        .join(Event, Event.id == Session.event_id)
        .where(Event.slug == slug)
    )
    return {key: (sequence, modified_at) for key, sequence, modified_at in rows}


def session_for_calendar(slug: str, key: str) -> Session | None:
    """Return a session with its event, rooms and people, or None. At most three statements."""
    return db.session.scalar(
        select(Session)
        .join(Session.event)
        .where(Event.slug == slug, Session.key == key)
        .options(
            contains_eager(Session.event),
            selectinload(Session.rooms),
            selectinload(Session.parts),
        )
    )
