"""Rows for tests, each with everything it needs and nothing more. All names are invented."""

from itertools import count

from server.accounts.models import Account
from server.core.clock import now
from server.core.db import db, transaction

_serial = count(1)


def make_account(email: str | None = None) -> Account:
    with transaction():
        account = Account(email=email or f"person{next(_serial)}@example.org", created_at=now())
        db.session.add(account)
    return account
