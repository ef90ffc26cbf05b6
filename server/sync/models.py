"""Tables of the sync feature."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts.models import Account
from server.core.db import Model


class Receipt(Model):
    """What the server answered to an entry, made with the entry's effect and kept 400 days.

    `digest` tells the same entry sent again from another one under the same id.
    """

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    problem: Mapped[dict[str, Any] | None]  # None: done; otherwise refused
    received_at: Mapped[datetime] = mapped_column(index=True)
