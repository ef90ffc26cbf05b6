"""What an owner writes about a contact: fields, tags, notes; and taking it all away again."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from server.contacts.contact_services import known_contact, next_arrival, restore
from server.contacts.encounter_services import encounter_id_for
from server.contacts.merge_services import encounters_of
from server.contacts.models import Contact, Note, ReplacedText, Scan
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch

# What was typed about somebody is a capture, which brings a deleted contact back.
TYPED_FIELDS = frozenset({"name", "headline", "institution", "email", "phone", "link"})


def set_contact_field(
    act: Act,
    *,
    contact: UUID,
    field: str,
    value: Any,  # noqa: ANN401 -- JSON, as the schema checked it
) -> None:
    """Set one thing about a contact; the last to arrive stands. Makes a contact by hand, too."""
    known = known_contact(account_id=act.account_id, contact_id=contact, now=act.received)
    known.fields = {**known.fields, field: [value, next_arrival(act.account_id)]}
    if field in TYPED_FIELDS and value is not None:
        restore(known)
    touch(act.account_id, "contact", known.id)


def set_tag(act: Act, *, contact: UUID, tag: str, value: bool) -> None:
    """Tag a contact, or take the tag off; each tag is a field of its own."""
    set_contact_field(
        act,
        contact=contact,
        field=f"tag:{tag}",
        value=value,
    )


def save_note(  # noqa: PLR0913 -- an entry's body, by name
    act: Act,
    *,
    contact: UUID,
    note: UUID,
    base: UUID | None,
    text: str,
    encounter: UUID | None = None,
) -> None:
    """Keep a note's text in place of the one it was made from; otherwise both texts stay.

    A text whose successor came first, as after a restore, is dropped.
    """
    known = known_contact(account_id=act.account_id, contact_id=contact, now=act.received)
    if base is not None and db.session.get(ReplacedText, (act.account_id, base)) is None:
        db.session.add(ReplacedText(account_id=act.account_id, entry_id=base))
    replaced = _note_of_entry(act.account_id, base)
    if db.session.get(ReplacedText, (act.account_id, act.entry_id)) is not None:
        if replaced is not None:
            db.session.delete(replaced)
            touch(act.account_id, "note", replaced.id)
        return
    row = replaced
    if row is None:
        taken = db.session.get(Note, (act.account_id, note)) is not None
        row = Note(account_id=act.account_id, id=act.entry_id if taken else note, encounter_id=None)
        db.session.add(row)
    row.contact_id, row.text, row.by, row.at = known.id, text, act.entry_id, act.acted
    if encounter is not None:
        row.encounter_id = encounter_id_for(act.account_id, encounter)
    db.session.flush()
    touch(act.account_id, "note", row.id)
    restore(known)


def delete_contact(act: Act, *, contact: UUID, seen: dict[UUID, str]) -> None:
    """Delete what the phone had seen of a contact, and the contact if nothing else is left.

    *seen* names each note with the entry whose text was seen, and each scan with "".
    """
    known = known_contact(account_id=act.account_id, contact_id=contact, now=act.received)
    notes = _deleted_notes(known, seen)
    scans = _deleted_scans(known, seen)
    if notes and scans:
        for encounter in encounters_of(act.account_id, known.id):
            db.session.delete(encounter)
            touch(act.account_id, "encounter", encounter.id)
        known.gone = True
    touch(act.account_id, "contact", known.id)


def _deleted_notes(contact: Contact, seen: dict[UUID, str]) -> bool:
    """Delete the contact's notes that were seen as they are; return whether none is left."""
    owned = Note.account_id == contact.account_id, Note.contact_id == contact.id
    notes = db.session.execute(select(Note.id, Note.by).where(*owned)).all()
    named = [row_id for row_id, by in notes if seen.get(row_id) == str(by)]
    db.session.execute(delete(Note).where(*owned, Note.id.in_(named)))
    for row_id in named:
        touch(contact.account_id, "note", row_id)
    return len(named) == len(notes)


def _deleted_scans(contact: Contact, seen: dict[UUID, str]) -> bool:
    """Delete the contact's scans that were seen; return whether none is left.

    One that waits to be judged stays until then, unseen: the yes it may carry was given.
    """
    scans = db.session.scalars(
        select(Scan).where(
            Scan.account_id == contact.account_id, Scan.contact_id == contact.id, ~Scan.gone
        )
    ).all()
    named = [scan for scan in scans if scan.id in seen]
    for scan in named:
        scan.gone = True
        touch(contact.account_id, "scan", scan.id)
        if scan.waits is None:
            db.session.delete(scan)
    return len(named) == len(scans)


def _note_of_entry(account_id: UUID, entry_id: UUID | None) -> Note | None:
    if entry_id is None:
        return None
    return db.session.scalar(select(Note).where(Note.account_id == account_id, Note.by == entry_id))
