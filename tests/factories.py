"""Rows for tests, each with everything it needs and nothing more. All names are invented."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from server.accounts.models import Account
from server.core.acts import Act
from server.core.clock import now
from server.core.db import db, transaction
from server.core.ids import new_id
from server.programme.models import Event, Session
from server.programme.services import create_event

_serial = count(1)


def make_account(email: str | None = None) -> Account:
    with transaction():
        account = Account(email=email or f"person{next(_serial)}@example.org", created_at=now())
        db.session.add(account)
    return account


def make_act(
    account_id: UUID,
    *,
    at: datetime,
    received: datetime | None = None,
    entry_id: UUID | None = None,
) -> Act:
    """Return what an entry of some phone of the account's says besides its body."""
    return Act(
        account_id=account_id,
        client_id=new_id(),
        entry_id=entry_id or new_id(),
        acted=at,
        received=received or at,
    )


def make_event(slug: str | None = None, *, name: str = "Example Symposium 2026") -> Event:
    """Make an event of three days in Berlin; `NOW` of the tests falls on its second."""
    with transaction():
        return create_event(
            slug=slug or f"event{next(_serial)}",
            name=name,
            short_name="Example",
            timezone="Europe/Berlin",
            starts_on=date(2026, 6, 9),
            ends_on=date(2026, 6, 11),
            place="Example Hall, Berlin",
            now=now(),
        )


def make_session(event: Event, title: str = "Opening", **fields: Any) -> Session:  # noqa: ANN401 -- columns
    """Make a session of one hour on the event's second day, with the next free key."""
    starts_at = fields.pop("starts_at", datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    with transaction():
        event = db.session.merge(event)
        event.sessions_made += 1
        session = Session(
            event_id=event.id,
            key=f"s{event.sessions_made}",
            source_key=fields.pop("source_key", f"source-{event.sessions_made}"),
            title=title,
            kind=fields.pop("kind", "talk"),
            starts_at=starts_at,
            ends_at=fields.pop("ends_at", starts_at + timedelta(hours=1)),
            modified_at=now(),
            **fields,
        )
        db.session.add(session)
    return session
