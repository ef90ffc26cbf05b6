"""The agenda as a calendar to subscribe to, under an address only its owner knows."""

from collections import defaultdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select, update

from server.agenda.calendars import AgendaCalendar
from server.agenda.errors import UnknownCalendarError
from server.agenda.models import CalendarToken
from server.agenda.queries import OwnRow, PlannedRow, own_rows, people_of, planned_rows, rooms_of
from server.core.db import db
from server.core.ids import random_token, token_key
from server.programme.calendar import (
    CalendarEntry,
    Subscription,
    app_address,
    session_words,
    venue_words,
    write_calendar,
)

NAME = "My conference agenda"
TOKEN_BITS = 130
ID_BITS = 50
# How long a session that was cancelled, or left the programme, is shown as cancelled: calendars
# that fetch once a day then still learn of it, and the entry does not simply vanish.
CANCELLED_FOR = timedelta(days=30)


def calendar_token(*, account_id: UUID) -> str | None:
    """Return the token of the account's calendar address, or None where it has none."""
    token = _current(account_id)
    return None if token is None else token.token


def ensure_calendar_token(*, account_id: UUID, now: datetime) -> str:
    """Return the token of the account's calendar address, made at first use."""
    token = _latest(account_id)
    if token is None:
        return _new(account_id, now)
    return token.token if token.revoked_at is None else _given(token, now)


def renew_calendar_token(*, account_id: UUID, now: datetime) -> str:
    """Return a new token; the address that was given out before leads nowhere from now on.

    The entries keep their UIDs, so a calendar that is pointed to the new address shows none twice.
    """
    token = _latest(account_id)
    return _new(account_id, now) if token is None else _given(token, now)


def revoke_calendar_token(*, account_id: UUID, now: datetime) -> None:
    """Let the account's calendar address lead nowhere; without one nothing happens."""
    db.session.execute(
        update(CalendarToken)
        .where(CalendarToken.account_id == account_id, CalendarToken.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _current(account_id: UUID) -> CalendarToken | None:
    token = _latest(account_id)
    return None if token is None or token.revoked_at is not None else token


def _latest(account_id: UUID) -> CalendarToken | None:
    return db.session.scalar(
        select(CalendarToken)
        .where(CalendarToken.account_id == account_id)
        .order_by(CalendarToken.revoked_at.is_not(None), CalendarToken.made_at.desc())
        .limit(1)
    )


def _given(token: CalendarToken, now: datetime) -> str:
    """Give an account that had an address another one, with the id that its UIDs are made of."""
    token.token, token.made_at, token.revoked_at = random_token(TOKEN_BITS), now, None
    db.session.flush()
    return token.token


def _new(account_id: UUID, now: datetime) -> str:
    token = CalendarToken(
        id=random_token(ID_BITS).lower(),
        token=random_token(TOKEN_BITS),
        account_id=account_id,
        made_at=now,
    )
    db.session.add(token)
    db.session.flush()
    return token.token


def agenda_calendar(*, token: str, base_url: str, now: datetime) -> AgendaCalendar:
    """Return the calendar under this address: what is planned, no notes, nobody else's.

    At most five statements. Raises `UnknownCalendarError`.
    """
    found = db.session.scalar(
        select(CalendarToken).where(
            CalendarToken.token == token_key(token), CalendarToken.revoked_at.is_(None)
        )
    )
    if found is None:
        raise UnknownCalendarError(
            "This calendar's address was renewed or is wrong. Copy it anew from the app's settings."
        )
    rows = planned_rows(found.account_id)
    shown = [row for row in rows if row.value is not None and not _long_gone(row, now)]
    own = own_rows(found.account_id)
    shown_own = [row for row in own if not _is_over(row, now)]
    host = urlsplit(base_url).hostname or "hallway"
    entries = _entries(shown, found.id, base_url)
    entries += [_own_entry(row, f"own-{row.id}.{found.id}@{host}") for row in shown_own]
    entries.sort(key=lambda entry: entry.starts_at)
    zones = {row.timezone for row in shown} | {row.timezone for row in shown_own}
    return AgendaCalendar(
        body=write_calendar(entries, Subscription(NAME, zones.pop() if len(zones) == 1 else None)),
        modified_at=max(
            [found.made_at]
            + [_seen_at(one.modified_at, one.updated_at, gone=_long_gone(one, now)) for one in rows]
            + [_seen_at(one.updated_at, one.updated_at, gone=_is_over(one, now)) for one in own]
        ),
    )


def _long_gone(row: PlannedRow, now: datetime) -> bool:
    return _is_cancelled(row) and row.modified_at < now - CANCELLED_FOR


def _is_cancelled(row: PlannedRow) -> bool:
    return row.cancelled or row.removed_at is not None


def _is_over(row: OwnRow, now: datetime) -> bool:
    return row.gone and row.updated_at < now - CANCELLED_FOR


def _seen_at(modified_at: datetime, updated_at: datetime, *, gone: bool) -> datetime:
    """Return when an entry last changed what the calendar says; leaving it counts."""
    return max(modified_at + CANCELLED_FOR if gone else modified_at, updated_at)


def _changed_at(row: PlannedRow) -> datetime:
    return max(row.modified_at, row.updated_at)


def _entries(rows: list[PlannedRow], token_id: str, base_url: str) -> list[CalendarEntry]:
    ids = [row.session_id for row in rows]
    rooms, people = defaultdict[UUID, list[str]](list), defaultdict[UUID, list[str]](list)
    for session_id, name in rooms_of(ids):
        rooms[session_id].append(name)
    for session_id, name in people_of(ids):
        people[session_id].append(name)
    host = urlsplit(base_url).hostname or "hallway"
    return [
        CalendarEntry(
            uid=f"sess-{row.slug}.{row.key}.{token_id}@{host}",
            sequence=row.sequence + row.changes,
            modified_at=_changed_at(row),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            title=row.title,
            places=tuple(rooms[row.session_id]),
            description=session_words(
                venue_words(row.starts_at, row.ends_at, row.timezone), people[row.session_id]
            ),
            address=app_address(row.slug, row.key, base_url),
            cancelled=_is_cancelled(row),
            tentative=row.value == "interested",
        )
        for row in rows
    ]


def _own_entry(row: OwnRow, uid: str) -> CalendarEntry:
    return CalendarEntry(
        uid=uid,
        sequence=row.changes,
        modified_at=row.updated_at,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        places=(row.place,) if row.place else (),
        description=venue_words(row.starts_at, row.ends_at, row.timezone),
        cancelled=row.gone,
    )
