"""Tables of the agenda: what one attendee plans, visited and joined, and their calendar address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.db import Model
from server.programme.models import Event, Session


class Membership(Model):
    """An event that an account joined on a phone; it says nothing of tickets."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]

    event: Mapped[Event] = relationship(viewonly=True)


class AgendaItem(Model):
    """A session in somebody's agenda. The row stays after the star is taken off again.

    `changes` counts how often the value changed, so that calendars see the entry rise. `version`
    is the programme's version that it was planned in: what changed before that is no news.
    """

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True, index=True)
    value: Mapped[str | None]  # going | interested | None
    changes: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    updated_at: Mapped[datetime]

    session: Mapped[Session] = relationship(viewonly=True)


class OwnItem(Model):
    """Something of one's own at an event: a lunch, a ward call, time to be kept free.

    Its fields are set one by one and may arrive in any order after a restore, so a title or the
    times can be missing for a while; it is shown once it has both. The row stays after it is
    `gone`. `changes` counts as in `AgendaItem`.
    """

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[str | None]
    place: Mapped[str | None]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    keep_free: Mapped[bool] = mapped_column(default=False)  # nothing else is offered in this time
    gone: Mapped[bool] = mapped_column(default=False)
    changes: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime]

    event: Mapped[Event] = relationship(viewonly=True)


class KeptOverlap(Model):
    """Two things that somebody knowingly goes to both, as long as they overlap no longer.

    `one` and `other` are sessions' keys or own items' ids, in order; null minutes: no more.
    """

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True, index=True)
    one: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int | None]

    event: Mapped[Event] = relationship(viewonly=True)


class Visit(Model):
    """A session or poster that somebody was at, from when they first said so."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True, index=True)
    visited_at: Mapped[datetime]

    session: Mapped[Session] = relationship(viewonly=True)


class Revisit(Model):
    """A session or poster that somebody wants to come back to, while they do."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), primary_key=True, index=True)
    marked_at: Mapped[datetime]

    session: Mapped[Session] = relationship(viewonly=True)


class SessionNote(Model):
    """Somebody's own words about a session. `by` is the entry whose text this is.

    Of one session there are two where its text was changed on two phones at once.
    """

    __table_args__ = (Index("ix_session_note_by", "account_id", "by"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    text: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime]


class ReplacedSessionText(Model):
    """An entry whose text another has replaced; should it arrive after it, it is dropped."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)


class ChangesSeen(Model):
    """Up to which version of an event's programme somebody saw what had changed."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), primary_key=True, index=True)
    version: Mapped[int]

    event: Mapped[Event] = relationship(viewonly=True)


class CalendarToken(Model):
    """The private address of an account's calendar; who knows it can read the agenda.

    `id` goes into the entries' UIDs, which many see; `token` into the address, which few do.
    """

    id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
