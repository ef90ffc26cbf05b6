"""Scans: every reading of a code is kept; what it gives is judged by when it was made."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from server.contacts.contact_services import (
    carry_noes,
    completed_contact,
    contact_for_person,
    known_contact,
    restore,
    settle,
)
from server.contacts.encounter_services import meet
from server.contacts.models import Contact, Scan
from server.core import limits
from server.core.acts import Act
from server.core.db import db
from server.core.errors import LimitedError
from server.core.feed import touch
from server.core.ids import derived_id
from server.swaps import people
from server.swaps.ask_services import ask, ask_id, shared_id
from server.swaps.card_services import presets_of
from server.swaps.cards import accepts_at, asks_each_time
from server.swaps.code_services import Recognised, recognise, use_step
from server.swaps.codes import BadgeCode, Code, LiveCode, OtherCode, TypedCode
from server.swaps.consent_services import give, was_refused
from server.swaps.people import Person

# What a scan led to, as its owner reads it.
GOOD, ASKS, WAITS, NOT_VERIFIED, TEXT, OWN = (
    "good",
    "asks",
    "waits",
    "not-verified",
    "text",
    "own",
)

TYPED_CODES_AN_HOUR = 30


def record_scan(  # noqa: PLR0913 -- an entry's body, by name
    act: Act,
    *,
    contact: UUID,
    raw: str,
    how: str,
    share: str,
    event: str | None = None,
    session: str | None = None,
    zone: str | None = None,
) -> None:
    """Keep a scan, whatever was scanned, with its contact and encounter; then judge it.

    One's own code makes a contact too: a note taken on it needs a home.
    """
    seen = _recognised(act.account_id, raw, act.received)
    met = _met(act.account_id, contact, seen, act.received)
    encounter = meet(
        contact=met,
        encounter_id=act.entry_id,
        at=act.acted,
        zone=zone,
        event=event,
        session=session,
    )
    scan = Scan(
        account_id=act.account_id,
        id=act.entry_id,
        contact_id=met.id,
        encounter_id=encounter.id,
        at=act.acted,
        received_at=act.received,
        event=event,
        session=session,
        raw=raw,
        how=how,
        shared_at=act.acted if share == "swap" else None,
        verdict=_verdict_unjudged(seen),
        waits=None,
        gone=False,
    )
    if seen.person is not None:
        _judge(scan, seen, seen.person)
    db.session.add(scan)
    touch(act.account_id, "scan", act.entry_id)


def _recognised(account_id: UUID, raw: str, received: datetime) -> Recognised:
    """Tell what was scanned; of many typed codes, which can be guessed, the rest stays unknown."""
    seen = recognise(raw)
    if isinstance(seen.code, TypedCode):
        try:
            limits.take(
                scope="typed-code",
                subject=str(account_id),
                limit=TYPED_CODES_AN_HOUR,
                period=timedelta(hours=1),
                now=received,
            )
        except LimitedError:
            return Recognised(seen.code)
    return seen


def _met(account_id: UUID, contact: UUID, seen: Recognised, received: datetime) -> Contact:
    """Return the contact a scan is about, which names the code it was met by."""
    if seen.person is None or seen.name is None:
        met = known_contact(account_id=account_id, contact_id=contact, now=received)
        restore(met)
        return met
    met = contact_for_person(
        account_id=account_id, person=seen.person, wanted=contact, now=received
    )
    if seen.name not in met.codes:
        met.codes = [*met.codes, seen.name]
    return met


def judge_waiting(anonymous: Person) -> None:
    """Judge, with their own times, the scans that waited for this person to be known."""
    waiting = select(Scan).where(Scan.waits == str(anonymous)).order_by(Scan.received_at, Scan.id)
    for scan in db.session.scalars(waiting).all():
        seen = recognise(scan.raw)
        if seen.person is not None:
            _judge(scan, seen, seen.person)
            touch(scan.account_id, "scan", scan.id)
        if scan.gone and scan.waits is None:
            db.session.delete(scan)


def complete_meetings(*, account_id: UUID, contact_id: UUID, at: datetime) -> None:
    """Give the other side the meetings that good scans of it made, as sharing at once would have.

    For a card that is given after the scan: the shower then has the encounter, not only a contact.
    """
    scans = select(Scan).where(
        Scan.account_id == account_id,
        Scan.contact_id == contact_id,
        Scan.verdict == GOOD,
        Scan.shared_at.is_(None),
    )
    for scan in db.session.scalars(scans).all():
        seen = recognise(scan.raw)
        if seen.person is not None and (other := seen.person.account_id):
            scan.shared_at = at
            _complete_other_side(scan, seen.code, other)


def give_card(*, giver_id: UUID, receiver_id: UUID, at: datetime) -> None:
    """Record a yes; `settle` draws its consequences.

    After a restore the first yes may come after a no that named the receiver by an id that the
    restore forgot: it holds.
    """
    if give(giver_id=giver_id, receiver_id=receiver_id, at=at):
        forgotten = (
            shared_id(giver_id=giver_id, receiver_id=receiver_id),
            ask_id(account_id=giver_id, asker_id=receiver_id),
        )
        carry_noes(giver_id, [*map(people.bare, forgotten)], people.account(receiver_id))


def _judge(scan: Scan, seen: Recognised, person: Person) -> None:
    owner, other = scan.account_id, person.account_id
    scan.waits = str(person) if other is None else None
    if other is None:
        scan.verdict = NOT_VERIFIED if person.kind == people.BADGE else WAITS
        return
    if other == owner:
        scan.verdict = OWN
        return
    shown = _yes_of_code(scan, seen, other)
    if scan.shared_at is not None:
        give_card(giver_id=owner, receiver_id=other, at=scan.shared_at)
    if shown is not None:
        scan.verdict = GOOD
        give_card(giver_id=other, receiver_id=owner, at=shown)
    else:
        forged = isinstance(seen.code, LiveCode) and not seen.is_genuine
        scan.verdict = NOT_VERIFIED if forged else ASKS
    pair = settle(owner, other)
    if scan.shared_at is None or pair.blocked:
        return
    if shown is not None:
        _complete_other_side(scan, seen.code, other)
    elif other not in pair.given_by:
        ask(account_id=other, asker_id=owner, event=scan.event, now=scan.received_at)


def _verdict_unjudged(seen: Recognised) -> str:
    """Return what is said of a scan that stands for nobody: ours but damaged, or a text."""
    match seen.code:
        case TypedCode() | OtherCode(ours=True):
            return NOT_VERIFIED
        case _:
            return TEXT


def _yes_of_code(scan: Scan, seen: Recognised, other: UUID) -> datetime | None:
    """Return when *other* said yes to this scan, by showing the code; None if it can only ask."""
    presets = presets_of(other)
    match seen.code:
        case LiveCode() if seen.is_genuine and not asks_each_time(presets):
            return use_step(
                seen, account_id=scan.account_id, acted=scan.at, received=scan.received_at
            )
        case BadgeCode() if accepts_at(presets, scan.event) and not was_refused(
            giver_id=other, receiver_id=scan.account_id
        ):
            return scan.at
        case _:
            return None


def _complete_other_side(scan: Scan, code: Code, other: UUID) -> None:
    """Give the shower their contact and encounter.

    Made of consent and of what their own phone put into the code: no note, no id, nothing that
    the scanner wrote.
    """
    theirs = completed_contact(
        account_id=other, person=people.account(scan.account_id), now=scan.received_at
    )
    event = code.fields.get("event") if isinstance(code, LiveCode) else None
    meet(
        contact=theirs,
        encounter_id=derived_id(other, "encounter", scan.id),
        at=scan.at,
        event=event if isinstance(event, str) else None,
    )
