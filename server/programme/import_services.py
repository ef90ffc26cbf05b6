"""Importing a programme: first a plan, which can be shown, then all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from server.core.db import db
from server.programme.additions import added_to, standing_of, with_added_kept
from server.programme.changes import Change, changes_of, counts_of, renamings_of
from server.programme.drafting import Draft, draft_listing
from server.programme.errors import ProgrammeMovedError, ProgrammeRefusedError
from server.programme.hooks import agendas_with
from server.programme.importing.limited import read_programme_limited
from server.programme.importing.parsed import (
    Oddity,
    ParsedProgramme,
    Source,
    UnreadableError,
)
from server.programme.listing import ListedSession, Listing
from server.programme.listing_queries import listing_for_event, write_listing
from server.programme.models import Event
from server.programme.publish_services import Publication, prepare_publication, publish
from server.programme.services import require_event, require_zone
from server.programme.wellformed import well_formed

NAMED_AT_MOST = 5
NIL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do, complete, and not yet done."""

    slug: str
    version: int  # the one it was planned on
    draft: Draft
    publication: Publication | None
    changes: tuple[Change, ...]  # none where there was no programme before
    report: dict[str, Any]  # the object that `--json` prints

    @property
    def updates(self) -> bool:
        """Whether the event had a programme before."""
        return bool(self.draft.before.sessions)


def parse_programme(
    *,
    slug: str,
    source: Source,
    format_name: str | None = None,
    timezone: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedProgramme:
    """Return what *source* says, read within limits for the event's zone and dates.

    Raises `UnknownEventError`, and `ProgrammeRefusedError` for what cannot be read.
    """
    event = require_event(slug)
    if timezone is not None:
        require_zone(timezone)
    try:
        return well_formed(
            read_programme_limited(
                source,
                zone=timezone or event.timezone,
                format_name=format_name,
                starts_on=event.starts_on,
                ends_on=event.ends_on,
                columns=columns,
            )
        )
    except UnreadableError as error:
        raise ProgrammeRefusedError(str(error)) from error


def plan_import(
    *, slug: str, parsed: ParsedProgramme, now: datetime, add: bool = False
) -> ImportPlan:
    """Return what importing *parsed* into the event would do; nothing is written.

    What was imported before is recognised by the rule of `matching`. Raises
    `UnknownEventError`, and `ProgrammeRefusedError` for a programme without entries.
    """
    return plan_for_event(require_event(slug), parsed=parsed, now=now, add=add)


def plan_for_event(
    event: Event, *, parsed: ParsedProgramme, now: datetime, add: bool = False
) -> ImportPlan:
    """Return what importing *parsed* into *event*, which need not be stored yet, would do.

    With *add*, and always for a list of posters alone, it is added to what is there; else it
    takes the place of the main programme, and what was added to that is kept (`additions`). Raises
    `ProgrammeRefusedError` for a programme without entries.
    """
    if not parsed.sessions and not parsed.posters:
        raise ProgrammeRefusedError(
            "The file has no entry that attendees may see, so nothing was imported; "
            "check that it is the right file and that its entries are published."
        )
    before = listing_for_event(event.id)
    parsed = _with_the_rest(event, before, parsed, add=add)
    draft = draft_listing(
        before,
        parsed,
        made=(event.sessions_made, event.rooms_made, event.tracks_made, event.people_made),
        now=now,
    )
    found = changes_of(draft, event.timezone)
    # Where there was nothing before, everything is new and nothing has moved.
    changes = found if draft.before.sessions else ()
    renamed = renamings_of(draft)
    told = [change.document() for change in changes]
    return ImportPlan(
        slug=event.slug,
        version=event.version,
        draft=draft,
        publication=prepare_publication(event, draft.after, changes=told, renamed=renamed),
        changes=changes,
        report=_report(event, parsed, draft, counts_of(found))
        | {"changes": _with_agendas(told, draft), "renamed": renamed},
    )


def _with_agendas(told: list[dict[str, Any]], draft: Draft) -> list[dict[str, Any]]:
    """Return the changes with how many agendas each touches: a count, for who imports."""
    ids = {session.key: session.id for session in draft.before.sessions}
    counts = agendas_with([ids[row["session"]] for row in told if row["session"] in ids])
    return [row | {"agendas": counts.get(ids.get(row["session"], NIL), 0)} for row in told]


def _with_the_rest(
    event: Event, before: Listing, parsed: ParsedProgramme, *, add: bool
) -> ParsedProgramme:
    """Return the whole programme that *parsed* makes, with what stays of the one before."""
    zone = ZoneInfo(event.timezone)
    standing = standing_of(before, lambda moment: moment.astimezone(zone))
    compose = added_to if add or not parsed.sessions else with_added_kept
    return compose(
        standing, parsed, at=lambda wall: wall.replace(tzinfo=zone), first_day=event.starts_on
    )


def apply_import(*, plan: ImportPlan, now: datetime) -> None:
    """Do what *plan* says, in the caller's transaction.

    Raises `ProgrammeMovedError` where another import came in between: plan again.
    """
    event = db.session.scalars(select(Event).where(Event.slug == plan.slug).with_for_update()).one()
    if event.version != plan.version:
        raise ProgrammeMovedError(
            "Another import of this programme has just finished, so nothing was imported; "
            "run this one again."
        )
    draft = plan.draft
    write_listing(event.id, draft.before, draft.after)
    event.sessions_made, event.rooms_made = draft.sessions_made, draft.rooms_made
    event.tracks_made, event.people_made = draft.tracks_made, draft.people_made
    if plan.publication is not None:
        publish(event, plan.publication, now=now)


def _report(
    event: Event, parsed: ParsedProgramme, draft: Draft, counted: dict[str, int]
) -> dict[str, Any]:
    shown = draft.after.shown()
    zone = ZoneInfo(event.timezone)
    return {
        "format": parsed.format,
        "event": event.slug,
        "sessions": len(shown),
        "posters": sum(session.kind == "poster" for session in shown),
        "speakers": len({person for session in shown for person, _ in session.parts}),
        "rooms": len({room for session in shown for room in session.room_ids}),
        "days": len({session.starts_at.astimezone(zone).date() for session in shown}),
        **counted,
        "unchanged": len(shown) - counted["added"] - counted["changed"],
        "warnings": [
            {"where": oddity.where, "message": oddity.message}
            for oddity in (*parsed.warnings, *_doubts(event, parsed, shown, zone))
        ],
    }


def _doubts(
    event: Event, parsed: ParsedProgramme, shown: list[ListedSession], zone: ZoneInfo
) -> Iterable[Oddity]:
    """Yield what the file and the event disagree on."""
    outside = [
        session
        for session in shown
        if not event.starts_on <= session.starts_at.astimezone(zone).date() <= event.ends_on
    ]
    if outside:
        yield Oddity(
            ", ".join(f"{session.key} '{session.title}'" for session in outside[:NAMED_AT_MOST]),
            f"{len(outside)} of {len(shown)} entries start outside the event's dates, "
            f"{event.starts_on} to {event.ends_on}; they were kept.",
        )
    if parsed.left_out:
        yield Oddity(
            "the file",
            f"{parsed.left_out} entries that attendees may not see were left out.",
        )
