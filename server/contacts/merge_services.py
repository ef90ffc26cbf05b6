"""Two contacts that turned out to be one person: everything moves to the one that is kept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from server.contacts.alias_services import add_alias
from server.contacts.models import Contact, Encounter, Note, Scan
from server.core.db import db
from server.core.feed import touch

SAME_MEETING = timedelta(minutes=15)
Values = dict[str, Any]


def merge_contacts(*, kept: Contact, old: Contact) -> None:
    """Move all of *old* to *kept*, which is then known under both ids (see `add_alias`)."""
    kept.fields = later_values(kept.fields, old.fields)
    kept.codes = [*kept.codes, *(code for code in old.codes if code not in kept.codes)]
    kept.gone = kept.gone and old.gone
    kept.made_at = min(kept.made_at, old.made_at)
    account_id = old.account_id
    for model, kind in ((Scan, "scan"), (Note, "note")):
        moved = db.session.scalars(
            update(model)
            .where(model.account_id == account_id, model.contact_id == old.id)
            .values(contact_id=kept.id)
            .returning(model.id)
        )
        for row_id in moved.all():
            touch(account_id, kind, row_id)
    for encounter in encounters_of(account_id, old.id):
        _move_encounter(encounter, kept.id)
    db.session.delete(old)
    db.session.flush()
    touch(account_id, "contact", old.id)
    touch(account_id, "contact", kept.id)


def encounters_of(account_id: UUID, contact_id: UUID) -> list[Encounter]:
    """Return the contact's encounters, in order of time."""
    return list(
        db.session.scalars(
            select(Encounter)
            .where(Encounter.account_id == account_id, Encounter.contact_id == contact_id)
            .order_by(Encounter.at, Encounter.id)
        )
    )


def encounter_near(account_id: UUID, contact_id: UUID, at: datetime) -> Encounter | None:
    """Return the contact's encounter within fifteen minutes of *at*, the nearest one."""
    near = db.session.scalars(
        select(Encounter).where(
            Encounter.account_id == account_id,
            Encounter.contact_id == contact_id,
            Encounter.at.between(*_around(at)),
        )
    )
    return min(near, key=lambda encounter: (abs(encounter.at - at), encounter.id), default=None)


def later_values(one: Values, two: Values) -> Values:
    """Return each field's value that arrived later."""
    merged = dict(one)
    for name, (value, arrival) in two.items():
        if name not in merged or merged[name][1] < arrival:
            merged[name] = [value, arrival]
    return merged


def _move_encounter(encounter: Encounter, contact_id: UUID) -> None:
    account_id = encounter.account_id
    near = encounter_near(account_id, contact_id, encounter.at)
    if near is None:
        encounter.contact_id = contact_id
    else:
        near.fields = later_values(near.fields, encounter.fields)
        near.event, near.session = near.event or encounter.event, near.session or encounter.session
        for model, kind in ((Scan, "scan"), (Note, "note")):
            moved = db.session.scalars(
                update(model)
                .where(model.account_id == account_id, model.encounter_id == encounter.id)
                .values(encounter_id=near.id)
                .returning(model.id)
            )
            for row_id in moved.all():
                touch(account_id, kind, row_id)
        add_alias(account_id=account_id, old_id=encounter.id, kept=near.id)
        touch(account_id, "encounter", near.id)
        db.session.delete(encounter)
    db.session.flush()
    touch(account_id, "encounter", encounter.id)


def _around(at: datetime) -> tuple[datetime, datetime]:
    try:
        return at - SAME_MEETING, at + SAME_MEETING
    except OverflowError:  # the first or the last minutes of the calendar
        return at, at
