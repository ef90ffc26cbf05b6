"""Who a code or a badge belongs to becomes known: what waited for it is matched and judged."""

from datetime import datetime
from uuid import UUID

from server.contacts.contact_services import identify_everywhere
from server.contacts.scan_services import judge_waiting
from server.contacts.sharing_services import touch_holders
from server.core.acts import Act
from server.swaps import people
from server.swaps.attendee_services import claim_by_email
from server.swaps.card_services import fill_card
from server.swaps.code_services import register_code
from server.swaps.people import Person


def register_phone_code(act: Act, *, secret: bytes) -> None:
    """Give the account this phone's code, and judge the scans of it that came before."""
    key = register_code(
        account_id=act.account_id, client_id=act.client_id, secret=secret, now=act.received
    )
    if key is not None:
        become(Person(people.KEY, key.key_id), act.account_id)
        become(Person(people.TYPED, key.typed_code), act.account_id)


def claim_attendees(*, account_id: UUID, email: str) -> None:
    """Give the account the places at events that were imported under its verified address.

    Repeating it changes nothing. A card without a name takes it from the
    badge.
    """
    for attendee in claim_by_email(account_id=account_id, email=email):
        become(people.attendee(attendee.id), account_id)
        if fill_card(
            account_id=account_id,
            values={
                "name": attendee.name,
                "headline": attendee.role,
                "institution": attendee.institution,
            },
        ):
            touch_holders(account_id)


def claim_on_sign_in(account_id: UUID, email: str, now: datetime) -> None:
    """Hand over what waited for this address, in the transaction of the sign-in that proved it."""
    del now
    claim_attendees(account_id=account_id, email=email)


def become(anonymous: Person, account_id: UUID) -> None:
    """Let *anonymous* be this account, in every contact, held no and waiting scan."""
    identify_everywhere(anonymous, account_id)
    judge_waiting(anonymous)
