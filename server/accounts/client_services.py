"""Phones: which account each belongs to, and how far its clock is off."""

from datetime import datetime, timedelta
from uuid import UUID

from server.accounts.client_errors import ClientBoundError
from server.accounts.models import Account, Client
from server.core.clock import is_zone
from server.core.db import db

REQUESTS_KEPT = 5
JUMP_SECONDS = 600


def client_for(*, client_id: UUID, account_id: UUID) -> Client | None:
    """Return the phone's row, locked for this transaction; None before its first request.

    Raises `ClientBoundError` where it belongs to another account.
    """
    client = db.session.get(Client, client_id, with_for_update=True)
    if client is not None and client.account_id != account_id:
        owner = db.session.get_one(Account, client.account_id)
        raise ClientBoundError(
            f"What is on this phone belongs to {masked(owner.email)}. Sign in with that address.",
            bound_to=masked(owner.email),
        )
    return client


def note_request(  # noqa: PLR0913 -- a request, by name
    *,
    client: Client | None,
    client_id: UUID,
    account_id: UUID,
    device_now: datetime,
    now: datetime,
    zone: str | None = None,
) -> float:
    """Bind the phone to the account, and return by how many seconds the server is ahead of it.

    A request can only be late, so of the last five differences the smallest is the truest. A
    jump of more than ten minutes means that somebody set the phone's clock: the older ones go.
    *zone* is where the phone is now, as far as it said.
    """
    ahead = (now - device_now).total_seconds()
    if client is None:
        client = Client(id=client_id, account_id=account_id, offsets=[], seen_at=now)
        db.session.add(client)
    earlier = client.offsets
    if earlier and abs(ahead - min(earlier)) > JUMP_SECONDS:
        earlier = []
    client.offsets = [*earlier, ahead][-REQUESTS_KEPT:]
    client.seen_at = now
    if zone is not None and is_zone(zone):
        client.zone = zone
    return float(min(client.offsets))


def offset_of(client_id: UUID) -> float:
    """Return by how many seconds the server's clock is ahead of the phone's."""
    client = db.session.get(Client, client_id)
    return float(min(client.offsets, default=0)) if client else 0.0


def corrected(at: datetime, *, offset: float, received: datetime) -> datetime:
    """Return a phone's time by the server's clock; nothing was done after it arrived."""
    try:
        return min(received, at + timedelta(seconds=offset))
    except OverflowError:
        return received


def masked(email: str) -> str:
    """Return an address its owner recognises and nobody else learns: `a…@example.org`."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"
