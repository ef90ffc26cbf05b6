"""What phones read back of contacts and sharing: each kind in a fixed number of statements.

The shapes are written down in `docs/feed.md`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from server.contacts.models import Alias, Contact, Encounter, Note, Scan
from server.core.db import db
from server.swaps import people
from server.swaps.ask_services import asked_since, open_asks, shared_id
from server.swaps.attendee_services import printed_faces
from server.swaps.card_services import ShownCard, shown_cards
from server.swaps.consent_services import Standing, receivers_of, standing_with
from server.swaps.people import Person

Row = dict[str, Any]
Rows = dict[str, Row | None]
Owned = TypeVar("Owned", Contact, Encounter, Note, Scan)
TAG = "tag:"
PROVED = frozenset({"good", "asks", "own"})


def contact_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "contact" rows: what the owner wrote, and what the other gives."""
    contacts = [row for row in _owned(Contact, account_id, row_ids) if not row.gone]
    accounts = {row.id: other for row in contacts if (other := _account_of(row))}
    standing = standing_with(account_id, accounts.values())
    cards = shown_cards({other for other, how in standing.items() if how.they_give})
    asked = asked_since(account_id, set(accounts.values()))
    printed = printed_faces({code for row in contacts for code in row.codes})
    verdicts = _verdicts(account_id, [row.id for row in contacts])
    rows: Rows = dict.fromkeys(row_ids)
    for contact in contacts:
        other = accounts.get(contact.id, account_id)
        how, card = standing.get(other, Standing()), cards.get(other)
        faces = [printed[code] for code in contact.codes if code in printed]
        since = asked.get(other)
        rows[str(contact.id)] = {
            **_written(contact),
            **_given(how, card, faces),
            "asked": since.isoformat() if since and not how.they_give else None,
            "verified": _verified(contact, how, verdicts.get(contact.id, set())),
            "codes": contact.codes,
            "made_at": contact.made_at.isoformat(),
        }
    return rows


def _written(contact: Contact) -> Row:
    """Return what the owner set: each field by its name, the tags together."""
    values = {name: value for name, (value, _) in contact.fields.items() if value is not None}
    tags = sorted(
        name.removeprefix(TAG) for name in values if name.startswith(TAG) and values[name]
    )
    fields = {name: value for name, value in values.items() if not name.startswith(TAG)}
    return {"hot": False, "no_follow_up": False, **fields, "tags": tags}


def _given(how: Standing, card: ShownCard | None, printed: Sequence[Row]) -> Row:
    """Return what flows: the face while its giver's yes stands, the rest only while both do."""
    mutual = how.i_give is not None and how.they_give is not None
    row: Row = {
        "i_give": how.i_give is not None,
        "they_give": how.they_give is not None,
        "mutual": mutual,
    }
    if card is not None and card.face:
        row["face"] = card.face
    elif printed:
        row["face"] = printed[0]
    if card is not None and mutual:
        row["card"] = {**card.face, **card.contact}
    return row


def _verified(contact: Contact, how: Standing, verdicts: set[str]) -> str | None:
    """Return whether the server knows that this person is who their code says."""
    kind = Person.parse(contact.person).kind
    if how.they_give is not None or verdicts & PROVED or kind == people.ATTENDEE:
        return "yes"
    known = bool(contact.codes and verdicts) or "not-verified" in verdicts
    return "not-verified" if known else None


def _verdicts(account_id: UUID, contact_ids: list[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for contact_id, verdict in db.session.execute(
        select(Scan.contact_id, Scan.verdict)
        .where(Scan.account_id == account_id, Scan.contact_id.in_(contact_ids), ~Scan.gone)
        .distinct()
    ):
        found.setdefault(contact_id, set()).add(verdict)
    return found


def encounter_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "encounter" rows."""
    rows: Rows = dict.fromkeys(row_ids)
    for encounter in _owned(Encounter, account_id, row_ids):
        rows[str(encounter.id)] = _without_blanks(
            **{name: value for name, (value, _) in encounter.fields.items()},
            contact=str(encounter.contact_id),
            at=encounter.at.isoformat(),
            zone=encounter.zone,
            event=encounter.event,
            session=encounter.session,
        )
    return rows


def scan_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "scan" rows."""
    rows: Rows = dict.fromkeys(row_ids)
    for scan in _owned(Scan, account_id, row_ids):
        if not scan.gone:
            rows[str(scan.id)] = _without_blanks(
                contact=str(scan.contact_id),
                encounter=str(scan.encounter_id),
                at=scan.at.isoformat(),
                event=scan.event,
                session=scan.session,
                raw=scan.raw,
                how=scan.how,
                verdict=scan.verdict,
                share=True if scan.waits and scan.shared_at else None,
            )
    return rows


def note_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "note" rows."""
    rows: Rows = dict.fromkeys(row_ids)
    for note in _owned(Note, account_id, row_ids):
        rows[str(note.id)] = _without_blanks(
            contact=str(note.contact_id),
            encounter=str(note.encounter_id) if note.encounter_id else None,
            text=note.text,
            by=str(note.by),
            at=note.at.isoformat(),
        )
    return rows


def alias_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "alias" rows: what a merged id means now."""
    found = db.session.execute(
        select(Alias.old_id, Alias.kept_id).where(
            Alias.account_id == account_id, Alias.old_id.in_(map(UUID, row_ids))
        )
    )
    return dict.fromkeys(row_ids) | {str(old): {"to": str(kept)} for old, kept in found}


def ask_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "ask" rows; one is there only while the asker's own yes stands."""
    asks = open_asks(account_id, list(map(UUID, row_ids)))
    standing = standing_with(account_id, {ask.asker_id for ask in asks})
    cards = shown_cards({ask.asker_id for ask in asks if standing[ask.asker_id].they_give})
    rows: Rows = dict.fromkeys(row_ids)
    for ask in asks:
        if card := cards.get(ask.asker_id):
            rows[str(ask.id)] = _without_blanks(
                face=card.face, at=ask.asked_at.isoformat(), event=ask.event
            )
    return rows


def shared_changes(account_id: UUID, row_ids: list[str]) -> Rows:
    """Return the feed's "shared" rows: who holds the account's card, by name, since when."""
    names = {
        str(shared_id(giver_id=account_id, receiver_id=other)): other
        for other in receivers_of(account_id)
    }
    takers = {row_id: names[row_id] for row_id in row_ids if row_id in names}
    standing = standing_with(account_id, takers.values())
    cards = shown_cards(set(takers.values()))
    rows: Rows = dict.fromkeys(row_ids)
    for row_id, taker in takers.items():
        if since := standing[taker].i_give:
            card = cards.get(taker)
            face = {"name": card.name} if card and card.name else {}
            rows[row_id] = {"face": face, "since": since.isoformat()}
    return rows


def _account_of(contact: Contact) -> UUID | None:
    return Person.parse(contact.person).account_id


def _owned(model: type[Owned], account_id: UUID, row_ids: Iterable[str]) -> list[Owned]:
    return list(
        db.session.scalars(
            select(model).where(
                model.account_id == account_id, model.id.in_([UUID(row_id) for row_id in row_ids])
            )
        )
    )


def _without_blanks(**fields: object) -> Row:
    return {name: value for name, value in fields.items() if value is not None}
