"""Drafts as the server writes them, for the digest: the phone's facts, the phone's renderer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from server.contacts.feed_services import contact_changes
from server.core.clock import is_zone
from server.followups.catalogue import catalogue_for
from server.followups.drafts import LET_BE, TEMPLATES, FollowUp, follow_ups
from server.followups.greetings import Addressee, display_name
from server.followups.queries import (
    KnownEvent,
    Met,
    closed_follow_ups,
    events_by_slug,
    met_since,
    stored_texts,
    zones_of,
)
from server.followups.rendering import NeedsInput, Rendered, render
from server.followups.timing import Plan, Week, plan
from server.followups.variables import Facts, Place, variables_for
from server.programme.services import session_for_key
from server.swaps.card_services import card_changes

LOOK_BACK = timedelta(days=60)  # longer than any congress and its week
SOMEBODY = "Somebody without a name"


@dataclass(frozen=True, slots=True)
class Owed:
    """A follow-up somebody owes, and when."""

    account_id: UUID
    zone: str
    follow_up: FollowUp
    plan: Plan


@dataclass(frozen=True, slots=True)
class Draft:
    """A follow-up as its owner reads it: complete, or with the names of what is missing."""

    message_id: UUID
    name: str
    event: str
    subject: str
    body: str
    missing: tuple[str, ...]


def owed(*, now: datetime, account_id: UUID | None = None) -> list[Owed]:
    """Return what is owed, of one account or of all, in a fixed number of statements.

    Nobody owes a message to whom they let go or keep without one, nor one that is written.
    """
    since = now - LOOK_BACK
    met = [each for each in met_since(since, account_id) if _is_written_to(each.contact)]
    closed, zones = closed_follow_ups(since, account_id), zones_of(account_id)
    events = events_by_slug({each.meeting.event for each in met if each.meeting.event})
    return [
        Owed(account, zone, follow_up, _planned(follow_up, zone, event, hot=hot))
        for (account, contact), meetings, hot in _by_contact(met)
        for follow_up in follow_ups(contact, meetings)
        if (account, contact, follow_up.meeting.event) not in closed
        for event in [events.get(follow_up.meeting.event or "")]
        for zone in [zone_for(zones.get(account), follow_up, event)]
    ]


def zone_for(phone: str | None, follow_up: FollowUp, event: KnownEvent | None) -> str:
    """Return the zone whose clock rings: the phone's, else where they met, else the event's."""
    met_in = follow_up.meeting.zone
    known = [zone for zone in (phone, met_in) if zone and is_zone(zone)]
    return known[0] if known else event.span.zone if event else "UTC"


def today_in(zone: str, now: datetime) -> date:
    """Return the date that it is in *zone*."""
    return now.astimezone(Week(zone).zone_info).date()


def _is_written_to(contact: Mapping[str, Any]) -> bool:
    return contact.get("triage") not in LET_BE and not contact.get("no_follow_up")


def _by_contact(met: Iterable[Met]) -> Iterable[tuple[tuple[UUID, UUID], list[Any], bool]]:
    grouped: dict[tuple[UUID, UUID], list[Met]] = {}
    for each in met:
        grouped.setdefault((each.account_id, each.contact_id), []).append(each)
    for key, group in grouped.items():
        yield key, [each.meeting for each in group], bool(group[0].contact.get("hot"))


def _planned(follow_up: FollowUp, zone: str, event: KnownEvent | None, *, hot: bool) -> Plan:
    return plan(
        captured_at=follow_up.meeting.at,
        week=Week(zone),
        event=event.span if event else None,
        promise=follow_up.promise,
        hot=hot,
    )


def drafts(account_id: UUID, wanted: list[Owed], now: datetime) -> list[Draft]:
    """Return these follow-ups as texts, in their order; what somebody edited stays as it is."""
    contacts = contact_changes(account_id, [str(each.follow_up.contact_id) for each in wanted])
    card = card_changes(account_id, ["me"])["me"] or {"fields": {}}
    events = events_by_slug({each.follow_up.meeting.event or "" for each in wanted})
    kept = stored_texts(account_id, [each.follow_up.message_id for each in wanted])
    made = []
    for each in wanted:
        row = contacts[str(each.follow_up.contact_id)]
        if row is None:
            continue
        event = events.get(each.follow_up.meeting.event or "")
        facts = _facts(each, row, card["fields"], event, now)
        draft = _draft(each, facts)
        text = kept.get(draft.message_id)
        made.append(
            Draft(draft.message_id, draft.name, draft.event, text[0] or "", text[1], ())
            if text
            else draft
        )
    return made


def _facts(
    each: Owed,
    row: Mapping[str, Any],
    card: Mapping[str, str],
    event: KnownEvent | None,
    now: datetime,
) -> Facts:
    meeting = each.follow_up.meeting
    name = row.get("name") or row.get("card", {}).get("name") or row.get("face", {}).get("name")
    return Facts(
        now=now,
        zone=event.span.zone if event else each.zone,
        card=card,
        to=Addressee(name=name or ""),
        met_at=meeting.at,
        encounter=meeting.fields,
        event=event.short_name if event else "",
        session=_place(event, meeting.session),
    )


def _place(event: KnownEvent | None, key: str | None) -> Place | None:
    session = session_for_key(event_id=event.id, key=key) if event and key else None
    if session is None:
        return None
    people = tuple(person.name for person in session.people)
    return Place(session.title, session.kind, session.board or "", people)


def _draft(each: Owed, facts: Facts) -> Draft:
    catalogue = catalogue_for("en")
    template = TEMPLATES[each.follow_up.intent]
    result = render(catalogue, template, variables_for(catalogue, facts))
    name = display_name(catalogue.greeting, facts.to) or SOMEBODY
    message = each.follow_up.message_id
    match result:
        case Rendered():
            return Draft(message, name, facts.event, result.subject or "", result.body, ())
        case NeedsInput():
            labels = tuple(missing.field.label for missing in result.missing)
            return Draft(message, name, facts.event, "", "", labels)
