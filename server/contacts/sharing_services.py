"""Giving and taking back one's card, from a contact, an ask or the list of who holds it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from server.contacts.alias_services import kept_id
from server.contacts.contact_services import completed_contact, contact_for_person, settle
from server.contacts.errors import NotKnownYetError, UnknownAskError
from server.contacts.models import Contact, Scan
from server.contacts.scan_services import complete_meetings, give_card
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.swaps import people
from server.swaps.ask_services import (
    DECLINED,
    answer,
    ask,
    ask_between,
    ask_with_id,
    asks_of,
    is_open,
    shared_id,
)
from server.swaps.card_services import note_sync, set_card_field
from server.swaps.cards import OWN_FIELDS
from server.swaps.code_services import person_for_code
from server.swaps.consent_services import (
    Pair,
    block,
    givers_to,
    hold_no,
    receivers_of,
    release_held_block,
    take_back,
    unblock,
)
from server.swaps.people import Person


def set_card(
    act: Act,
    *,
    field: str,
    value: Any,  # noqa: ANN401 -- JSON, as the schema checked it
) -> None:
    """Set one field of the account's card; whoever holds it reads it at their next sync."""
    set_card_field(account_id=act.account_id, name=field, value=value)
    if field not in OWN_FIELDS:
        touch_holders(act.account_id)


def note_client_sync(*, account_id: UUID, epoch: str) -> None:
    """Note that one of the account's phones reported; after a restore its card is shown again."""
    if note_sync(account_id=account_id, epoch=epoch):
        touch_holders(account_id)


def give_share(act: Act, *, about: UUID) -> None:
    """Give the account's card to a contact, or accept an ask.

    To somebody whose code was scanned but is not known yet, it is given once they are. Raises
    `UnknownAskError` for an id that is neither, or an ask older than thirty days, and
    `NotKnownYetError` for a contact without any of our codes.
    """
    asked = ask_with_id(account_id=act.account_id, row_id=about)
    if asked is not None and not is_open(asked, act.acted):
        raise UnknownAskError("This request is answered or older than thirty days.")
    person = people.account(asked.asker_id) if asked else _person_about(act.account_id, about)
    other = person.account_id
    if other is None:
        _give_later(act.account_id, about, act.acted)
    elif other != act.account_id:
        give_card(giver_id=act.account_id, receiver_id=other, at=act.acted)
        pair = settle(act.account_id, other)
        mine = contact_for_person(
            account_id=act.account_id,
            person=person,
            wanted=about,
            now=act.received,
        )
        if pair.blocked:
            return
        if act.account_id in pair.given_by:
            complete_meetings(account_id=act.account_id, contact_id=mine.id, at=act.acted)
        _tell(act.account_id, other, pair, act.received)


def decline_share(act: Act, *, about: UUID) -> None:
    """Take an ask off the list. The asker reads nothing of it."""
    asked = ask_with_id(account_id=act.account_id, row_id=about)
    if asked is None and (other := _person_about(act.account_id, about).account_id):
        asked = ask_between(account_id=act.account_id, asker_id=other)
    if asked is not None:
        answer(asked, DECLINED)


def withdraw_share(act: Act, *, about: UUID, met_by: list[str]) -> None:
    """Take the account's card back from whoever the contact is, or turns out to be."""
    for person in _people_meant(act.account_id, about, met_by):
        if other := person.account_id:
            take_back(giver_id=act.account_id, receiver_id=other, at=act.received)
            settle(act.account_id, other)
        else:
            hold_no(giver_id=act.account_id, person=person, at=act.received)
    _share_waiting(act.account_id, kept_id(act.account_id, about), at=None)


def set_block(act: Act, *, about: UUID, met_by: list[str], value: bool) -> None:
    """Block whoever the contact is, or turns out to be; or let them be again."""
    for person in _people_meant(act.account_id, about, met_by):
        other = person.account_id
        match value, other:
            case True, UUID():
                block(blocker_id=act.account_id, blocked_id=other, at=act.received)
            case False, UUID():
                unblock(blocker_id=act.account_id, blocked_id=other)
            case True, _:
                hold_no(giver_id=act.account_id, person=person, at=act.received, blocks=True)
            case _:
                release_held_block(giver_id=act.account_id, person=person)
        if other is not None:
            settle(act.account_id, other)


def touch_holders(account_id: UUID) -> None:
    """Let every phone that shows something of the account's card read it again."""
    named = select(Contact.account_id, Contact.id).where(
        Contact.person == str(people.account(account_id))
    )
    for owner, contact_id in db.session.execute(named):
        touch(owner, "contact", contact_id)
    for asked in asks_of(account_id):
        touch(asked.account_id, "ask", asked.id)
    for giver in givers_to(account_id):
        touch(giver, "shared", shared_id(giver_id=giver, receiver_id=account_id))


def _person_about(account_id: UUID, about: UUID) -> Person:
    """Return who a contact, an ask or a row of "Shared with" is about."""
    kept = kept_id(account_id, about)
    contact = db.session.get(Contact, (account_id, kept))
    if contact is not None and contact.person != str(people.bare(kept)):
        return Person.parse(contact.person)
    if asked := ask_with_id(account_id=account_id, row_id=kept):
        return people.account(asked.asker_id)
    for receiver in receivers_of(account_id):
        if shared_id(giver_id=account_id, receiver_id=receiver) == kept:
            return people.account(receiver)
    return people.bare(kept)


def _people_meant(account_id: UUID, about: UUID, met_by: list[str]) -> set[Person]:
    """Return everybody a no names: by the contact, and by the codes it was met by."""
    meant = {_person_about(account_id, about), *map(person_for_code, met_by)}
    return meant - {people.account(account_id)}


def _give_later(account_id: UUID, about: UUID, acted: datetime) -> None:
    """Let the scans that wait for this person give the card once they are judged."""
    contact_id = kept_id(account_id, about)
    if db.session.get(Contact, (account_id, contact_id)) is None:
        raise UnknownAskError("Nobody with this id asked for your card.")
    if not _share_waiting(account_id, contact_id, at=acted):
        raise NotKnownYetError(
            "Scan their code, or let them scan yours, to share your card with them."
        )


def _share_waiting(account_id: UUID, contact_id: UUID, *, at: datetime | None) -> bool:
    """Let the contact's waiting scans give the card, or (None) not; return whether any waits."""
    waiting = db.session.scalars(
        update(Scan)
        .where(
            Scan.account_id == account_id,
            Scan.contact_id == contact_id,
            Scan.waits.is_not(None),
        )
        .values(shared_at=at)
        .returning(Scan.id)
    ).all()
    for scan_id in waiting:
        touch(account_id, "scan", scan_id)
    return bool(waiting)


def _tell(account_id: UUID, other: UUID, pair: Pair, now: datetime) -> None:
    """Let the receiver know: as a contact where they give too, otherwise as an ask."""
    if other in pair.given_by:
        completed_contact(account_id=other, person=people.account(account_id), now=now)
    else:
        ask(account_id=other, asker_id=account_id, event=None, now=now)
