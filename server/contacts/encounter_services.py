"""Encounters: meetings with a contact; those within fifteen minutes are one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.contacts.alias_services import add_alias, is_alias, kept_id
from server.contacts.contact_services import known_contact, next_arrival, restore
from server.contacts.merge_services import encounter_near
from server.contacts.models import Contact, Encounter, Scan
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch

PLACES = frozenset({"event", "session"})


def meet(  # noqa: PLR0913 -- a row, by name
    *,
    contact: Contact,
    encounter_id: UUID,
    at: datetime,
    zone: str | None = None,
    event: str | None = None,
    session: str | None = None,
) -> Encounter:
    """Return the contact's encounter at *at*: the one within fifteen minutes, or a new one."""
    near = encounter_near(contact.account_id, contact.id, at)
    if near is not None:
        if near.event is None and event is not None:
            near.event, near.session = event, session
            touch(near.account_id, "encounter", near.id)
        return near
    encounter = Encounter(
        account_id=contact.account_id,
        id=encounter_id,
        contact_id=contact.id,
        at=at,
        zone=zone,
        event=event,
        session=session,
        fields={},
    )
    db.session.add(encounter)
    db.session.flush()
    touch(contact.account_id, "encounter", encounter_id)
    return encounter


def encounter_id_for(account_id: UUID, row_id: UUID) -> UUID:
    """Return the encounter that an id means: its own, one it was merged into, or a scan's."""
    kept = kept_id(account_id, row_id)
    if db.session.get(Encounter, (account_id, kept)) is None:
        scan = db.session.get(Scan, (account_id, row_id))
        return scan.encounter_id if scan else kept
    return kept


def set_encounter_field(  # noqa: PLR0913 -- an entry's body, by name
    act: Act,
    *,
    contact: UUID,
    encounter: UUID,
    field: str,
    value: Any,  # noqa: ANN401 -- JSON, as the schema checked it
    zone: str | None = None,
) -> None:
    """Set one thing about an encounter; the last to arrive stands.

    An encounter nobody told us of yet is made, at the time of this act; so a meeting without a
    scan is noted. What was said about a deleted contact brings it back.
    """
    known = known_contact(account_id=act.account_id, contact_id=contact, now=act.received)
    restore(known)
    found_id = encounter_id_for(act.account_id, encounter)
    found = db.session.get(Encounter, (act.account_id, found_id))
    if found is None:
        found = meet(contact=known, encounter_id=found_id, at=act.acted, zone=zone)
        if found.id != encounter and not is_alias(act.account_id, encounter):
            add_alias(account_id=act.account_id, old_id=encounter, kept=found.id)
    if field in PLACES:
        setattr(found, field, value)
    else:
        found.fields = {**found.fields, field: [value, next_arrival(act.account_id)]}
    touch(act.account_id, "encounter", found.id)


def was_anybody_met_at(event: str) -> bool:
    """Tell whether a contact of any account was made at the event, by its slug."""
    at = select(Encounter.id).where(Encounter.event == event, ~Encounter.gone).limit(1)
    return db.session.scalar(at) is not None
