"""Scans: every reading of a code is kept; what it gives is judged by when it was made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from server.contacts.contact_services import (
    carry_no,
    contact_for_person,
    contact_of,
    known_contact,
    restore,
    touch_consent,
)
from server.contacts.encounter_services import meet
from server.contacts.models import Contact, Scan
from server.core.db import db
from server.core.feed import touch
from server.core.ids import derived_id
from server.swaps import people
from server.swaps.ask_services import ACCEPTED, answer, ask, ask_between, ask_id, shared_id
from server.swaps.card_services import presets_of
from server.swaps.cards import accepts_at, asks_each_time
from server.swaps.code_services import (
    code_id,
    is_genuine,
    person_for_code,
    read_code,
    use_step,
)
from server.swaps.codes import BadgeCode, Code, LiveCode, OtherCode
from server.swaps.consent_services import blocked_with, give, is_given, was_refused
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


def record_scan(  # noqa: PLR0913 -- the signature of every entry, and its body
    *,
    account_id: UUID,
    client_id: UUID,
    entry_id: UUID,
    acted: datetime,
    received: datetime,
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
    del client_id
    code = read_code(raw)
    name = code_id(code)
    if name is None:
        met = known_contact(account_id=account_id, contact_id=contact, now=received)
        restore(met)
    else:
        met = contact_for_person(
            account_id=account_id, person=person_for_code(name), wanted=contact, now=received
        )
        if name not in met.codes:
            met.codes = [*met.codes, name]
    encounter = meet(
        contact=met, encounter_id=entry_id, at=acted, zone=zone, event=event, session=session
    )
    scan = Scan(
        account_id=account_id,
        id=entry_id,
        contact_id=met.id,
        encounter_id=encounter.id,
        at=acted,
        received_at=received,
        event=event,
        session=session,
        raw=raw,
        how=how,
        shared_at=acted if share == "swap" else None,
        verdict=NOT_VERIFIED if isinstance(code, OtherCode) and code.ours else TEXT,
        waits=None,
        gone=False,
    )
    db.session.add(scan)
    touch(account_id, "scan", entry_id)
    if name is not None:
        _judge(scan, code, name)


def judge_waiting(anonymous: Person) -> None:
    """Judge, with their own times, the scans that waited for this person to be known."""
    waiting = select(Scan).where(Scan.waits == str(anonymous)).order_by(Scan.received_at, Scan.id)
    for scan in db.session.scalars(waiting).all():
        code = read_code(scan.raw)
        _judge(scan, code, code_id(code) or "")
        if scan.gone:
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
        code = read_code(scan.raw)
        other = person_for_code(code_id(code) or "").account_id
        if other is not None:
            scan.shared_at = at
            _complete_other_side(scan, code, other)


def give_card(*, giver_id: UUID, receiver_id: UUID, at: datetime) -> None:
    """Record a yes, unless an id the giver knew the receiver by was taken back meanwhile."""
    give(giver_id=giver_id, receiver_id=receiver_id, at=at)
    for row_id in (
        shared_id(giver_id=giver_id, receiver_id=receiver_id),
        ask_id(account_id=giver_id, asker_id=receiver_id),
    ):
        carry_no(giver_id, people.bare(row_id), people.account(receiver_id))
    asked = ask_between(account_id=giver_id, asker_id=receiver_id)
    if asked is not None and is_given(giver_id=giver_id, receiver_id=receiver_id):
        answer(asked, ACCEPTED)
    touch_consent(giver_id, receiver_id)


def raise_ask(*, account_id: UUID, asker_id: UUID, event: str | None, now: datetime) -> None:
    """Ask for the card of *account_id*, and let the asker's phones read that they did."""
    ask(account_id=account_id, asker_id=asker_id, event=event, now=now)
    theirs = contact_of(account_id=asker_id, person=people.account(account_id))
    if theirs is not None:
        touch(asker_id, "contact", theirs.id)


def _judge(scan: Scan, code: Code, name: str) -> None:
    person = person_for_code(name)
    owner, other = scan.account_id, person.account_id
    scan.waits = str(person) if other is None else None
    touch(owner, "scan", scan.id)
    if other is None:
        scan.verdict = NOT_VERIFIED if person.kind == people.BADGE else WAITS
        return
    if other == owner:
        scan.verdict = OWN
        return
    if scan.shared_at is not None:
        give_card(giver_id=owner, receiver_id=other, at=scan.shared_at)
    shown = _yes_of_code(scan, code, other)
    if shown is not None:
        scan.verdict = GOOD
        give_card(giver_id=other, receiver_id=owner, at=shown)
        _complete_other_side(scan, code, other)
    else:
        forged = isinstance(code, LiveCode) and not is_genuine(code)
        scan.verdict = NOT_VERIFIED if forged else ASKS
        _ask_other_side(scan, other)


def _yes_of_code(scan: Scan, code: Code, other: UUID) -> datetime | None:
    """Return when *other* said yes to this scan, by showing the code; None if it can only ask."""
    presets = presets_of(other)
    match code:
        case LiveCode() if is_genuine(code) and not asks_each_time(presets):
            return use_step(
                code, account_id=scan.account_id, acted=scan.at, received=scan.received_at
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
    if scan.shared_at is None or blocked_with(other, [scan.account_id]):
        return
    theirs: Contact = contact_for_person(
        account_id=other,
        person=people.account(scan.account_id),
        wanted=derived_id(other, "contact", scan.id),
        now=scan.received_at,
    )
    meet(
        contact=theirs,
        encounter_id=derived_id(other, "encounter", scan.id),
        at=scan.at,
        event=_event_in(code),
    )


def _ask_other_side(scan: Scan, other: UUID) -> None:
    if scan.shared_at is None or blocked_with(other, [scan.account_id]):
        return
    if not is_given(giver_id=other, receiver_id=scan.account_id):
        raise_ask(
            account_id=other, asker_id=scan.account_id, event=scan.event, now=scan.received_at
        )


def _event_in(code: Code) -> str | None:
    event = code.fields.get("event") if isinstance(code, LiveCode) else None
    return event if isinstance(event, str) else None
