"""Contacts by id and by person: one per person, under whatever id an entry names."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_

from server.contacts.alias_services import add_alias, is_alias, kept_id
from server.contacts.merge_services import merge_contacts
from server.contacts.models import Arrivals, Contact
from server.core.db import db
from server.core.feed import touch
from server.core.ids import derived_id
from server.swaps import people
from server.swaps.ask_services import ACCEPTED, asks_between, shared_id
from server.swaps.consent_services import (
    Pair,
    carry_held,
    held_nos_about,
    held_nos_of,
    pair_of,
)
from server.swaps.people import Person


def known_contact(*, account_id: UUID, contact_id: UUID, now: datetime) -> Contact:
    """Return the contact with this id; one nobody told us of yet is made, bare.

    So nothing captured is refused for want of a parent.
    """
    kept = kept_id(account_id, contact_id)
    contact = db.session.get(Contact, (account_id, kept))
    return contact or _made(account_id, kept, people.bare(kept), now)


def contact_of(*, account_id: UUID, person: Person) -> Contact | None:
    """Return the account's contact for a person, a deleted one included."""
    return db.session.scalar(
        select(Contact).where(Contact.account_id == account_id, Contact.person == str(person))
    )


def contact_for_person(*, account_id: UUID, person: Person, wanted: UUID, now: datetime) -> Contact:
    """Return the account's one contact for a person; *wanted* is the id a device made for it.

    A contact made by hand under that id becomes the person's, or is merged into the one they
    have; an id that nothing goes by becomes an alias. A deleted contact is there again.
    """
    contact = contact_of(account_id=account_id, person=person)
    if contact is None or contact.id != wanted:
        contact = _under_id(account_id, person, wanted, contact, now)
    restore(contact)
    return contact


def completed_contact(*, account_id: UUID, person: Person, now: datetime) -> Contact:
    """Return the account's contact for a person whom none of its phones scanned.

    Its id follows from the two: what was written under it before a restore finds it again.
    """
    own_id = derived_id(account_id, "contact", str(person))
    return contact_for_person(account_id=account_id, person=person, wanted=own_id, now=now)


def restore(contact: Contact) -> None:
    """Note that something about the contact was captured: a deleted one is there again."""
    contact.gone = False
    touch(contact.account_id, "contact", contact.id)


def identify_everywhere(anonymous: Person, account_id: UUID) -> None:
    """Let every contact and every held no about *anonymous* be about the account it belongs to."""
    person = people.account(account_id)
    for held in held_nos_about(anonymous):
        giver = held.giver_id
        if other := carry_held(held, person):
            settle(giver, other)
    for old in db.session.scalars(select(Contact).where(Contact.person == str(anonymous))).all():
        _identify(old, contact_of(account_id=old.account_id, person=person), person)


def carry_noes(account_id: UUID, anonymous: Collection[Person], person: Person) -> None:
    """Let what the account took back from *anonymous* hold for who it turned out to be."""
    for held in held_nos_of(account_id, anonymous):
        if other := carry_held(held, person):
            settle(account_id, other)


def settle(one: UUID, two: UUID) -> Pair:
    """Draw the consequences of what two accounts gave or took back; return how they stand.

    Whoever gives has answered the other's ask, and both sides' phones read again what depends
    on it. Five statements, however much changed.
    """
    pair = pair_of(one, two)
    for asked in asks_between(one, two):
        if asked.account_id in pair.given_by:
            asked.state = ACCEPTED
        touch(asked.account_id, "ask", asked.id)
    sides = {(one, str(people.account(two))), (two, str(people.account(one)))}
    about = select(Contact.account_id, Contact.id).where(
        tuple_(Contact.account_id, Contact.person).in_(sides)
    )
    for account_id, contact_id in db.session.execute(about):
        touch(account_id, "contact", contact_id)
    for giver, receiver in ((one, two), (two, one)):
        if giver in pair.spoken:
            touch(giver, "shared", shared_id(giver_id=giver, receiver_id=receiver))
    return pair


def next_arrival(account_id: UUID) -> int:
    """Return the next number of the account's set values; of two the higher arrived later."""
    arrivals = db.session.get(Arrivals, account_id, with_for_update=True)
    if arrivals is None:
        arrivals = Arrivals(account_id=account_id, number=0)
        db.session.add(arrivals)
    arrivals.number += 1
    return arrivals.number


def _under_id(
    account_id: UUID, person: Person, wanted: UUID, contact: Contact | None, now: datetime
) -> Contact:
    """Return the contact for *person*, after *wanted* came to mean it if it means nothing else."""
    there = db.session.get(Contact, (account_id, wanted))
    if there is not None and there.person == str(people.bare(wanted)):
        return _identify(there, contact, person)
    if there is None and not is_alias(account_id, wanted):
        if contact is None:
            contact = _made(account_id, wanted, person, now)
        else:
            add_alias(account_id=account_id, old_id=wanted, kept=contact.id)
        carry_noes(account_id, [people.bare(wanted)], person)
        return contact
    # The id is taken by somebody else.
    own_id = derived_id(account_id, "contact", str(person))
    return contact or _made(account_id, own_id, person, now)


def _identify(there: Contact, kept: Contact | None, person: Person) -> Contact:
    """Say who a contact is about; where the owner has one for them already, merge the two."""
    account_id, anonymous = there.account_id, Person.parse(there.person)
    if kept is None:
        there.person = str(person)
        touch(account_id, "contact", there.id)
        kept = there
    else:
        add_alias(account_id=account_id, old_id=there.id, kept=kept.id)
        merge_contacts(kept=kept, old=there)
    if anonymous.kind == people.BARE:
        carry_noes(account_id, [anonymous], person)
    return kept


def _made(account_id: UUID, contact_id: UUID, person: Person, now: datetime) -> Contact:
    contact = Contact(
        account_id=account_id,
        id=contact_id,
        person=str(person),
        fields={},
        codes=[],
        made_at=now,
        gone=False,
    )
    db.session.add(contact)
    db.session.flush()
    touch(account_id, "contact", contact_id)
    return contact
