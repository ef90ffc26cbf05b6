"""Tables of the accounts feature."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.core.db import Model
from server.core.ids import new_id


class Account(Model):
    """Somebody who has proved an e-mail address. The id is never sent to others."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(unique=True)  # lower case, as compared
    created_at: Mapped[datetime]


class Client(Model):
    """A profile on a phone, bound for ever to the account of its first accepted request.

    `offsets` holds, for its last five requests, how many seconds the server's clock was ahead
    of the phone's; the smallest is the truest, because a request can only be late. `zone` is the
    IANA zone that it was last in.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    offsets: Mapped[list[Any]] = mapped_column(default=list)
    zone: Mapped[str | None]
    seen_at: Mapped[datetime]


class SignInCode(Model):
    """The newest code that was mailed to an address; asking again replaces it.

    The code itself is kept nowhere: it follows from `id` and the server's secret key.
    """

    email: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


class SignInSession(Model):
    """One browser that is signed in. Its token is in the browser's cookie, and hashed here."""

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
