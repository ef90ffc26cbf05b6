"""Publishing a programme: its documents, made and compressed once per version."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete, insert, select

from server.core.db import db
from server.core.variants import Variants, compress
from server.programme.documents import (
    Document,
    canonical_sha256,
    content_hash,
    details_of,
    index_of,
    serialise,
)
from server.programme.listing import EventFacts, Listing
from server.programme.listing_queries import listing_for_event
from server.programme.models import Event, ProgrammeDetails, ProgrammeVersion, Room, Walk
from server.programme.queries import forget_newest

# The newest, and the twenty that a delta can start from.
VERSIONS_KEPT = 21

Told = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Publication:
    """The documents of one version, ready to be stored."""

    number: int
    sha256: str
    days: dict[str, str]
    index: Variants
    details: dict[str, Variants]  # by hash; those that are stored already are left out
    changes: Told = ()
    renamed: Told = ()


def facts_of(event: Event) -> EventFacts:
    """Return what documents say of the event."""
    names = EventFacts.__dataclass_fields__.keys() - {"walks"}
    walks = db.session.execute(
        select(Walk.first_id, Walk.second_id, Walk.minutes)
        .join(Room, Room.id == Walk.first_id)
        .where(Room.event_id == event.id)
    )
    return EventFacts(
        **{name: getattr(event, name) for name in names},
        walks=tuple((first, second, minutes) for first, second, minutes in walks),
    )


def prepare_publication(
    event: Event, listing: Listing, *, changes: Told = (), renamed: Told = ()
) -> Publication | None:
    """Return the event's next version, or None where the documents would be as they are.

    *changes* and *renamed* say what moved since the version before (`changes`).
    Takes its time (it compresses); to be done before the transaction that publishes.
    """
    facts = facts_of(event)
    details = details_of(facts, listing)
    days = {day: content_hash(document) for day, document in details.items()}
    index = index_of(event.version + 1, facts, listing)
    latest = db.session.get(ProgrammeVersion, (event.id, event.version))
    if latest and latest.days == days and _same(index, orjson.loads(latest.plain)):
        return None
    stored = set(
        db.session.scalars(
            select(ProgrammeDetails.hash).where(ProgrammeDetails.event_id == event.id)
        )
    )
    return Publication(
        number=event.version + 1,
        sha256=canonical_sha256(index),
        days=days,
        index=compress(serialise(index)),
        details={
            days[day]: compress(serialise(document))
            for day, document in details.items()
            if days[day] not in stored
        },
        changes=changes,
        renamed=renamed,
    )


def republish(event: Event, *, now: datetime) -> None:
    """Publish the programme again after the event's own facts changed, if that shows anywhere."""
    publication = prepare_publication(event, listing_for_event(event.id))
    if publication is not None:
        publish(event, publication, now=now)


def _same(new: Document, old: Document) -> bool:
    return new | {"version": old["version"]} == old


def publish(event: Event, publication: Publication, *, now: datetime) -> None:
    """Store *publication* as the event's newest version, and forget what no delta needs."""
    event.version = publication.number
    db.session.add(
        ProgrammeVersion(
            event_id=event.id,
            number=publication.number,
            made_at=now,
            sha256=publication.sha256,
            days=dict(publication.days),
            changes=list(publication.changes),
            renamed=list(publication.renamed),
            **asdict(publication.index),
        )
    )
    rows: list[dict[str, Any]] = [
        {"event_id": event.id, "hash": hash_, **asdict(variants)}
        for hash_, variants in publication.details.items()
    ]
    if rows:
        db.session.execute(insert(ProgrammeDetails), rows)
    db.session.flush()
    forget_newest(event.slug)
    _forget_old(event)


def _forget_old(event: Event) -> None:
    versions, details = ProgrammeVersion, ProgrammeDetails
    db.session.execute(
        delete(versions).where(
            versions.event_id == event.id, versions.number <= event.version - VERSIONS_KEPT
        )
    )
    kept = db.session.scalars(select(versions.days).where(versions.event_id == event.id))
    named = {hash_ for days in kept for hash_ in days.values()}
    db.session.execute(
        delete(details).where(details.event_id == event.id, details.hash.not_in(named))
    )
