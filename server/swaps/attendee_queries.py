"""Reads over attendees and the accounts they may belong to."""

from uuid import UUID

from sqlalchemy import select

from server.accounts.models import Account
from server.core.db import db
from server.swaps.models import Attendee


def accounts_with_places(event_id: UUID) -> list[tuple[UUID, str]]:
    """Return the accounts, with their address, that unclaimed places of the event wait for."""
    found = db.session.execute(
        select(Account.id, Account.email)
        .join(Attendee, Attendee.email == Account.email)
        .where(Attendee.event_id == event_id, Attendee.account_id.is_(None))
    )
    return [(account_id, email) for account_id, email in found]
