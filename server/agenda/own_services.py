"""What attendees put into their agenda themselves, and the overlaps they keep knowingly."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from server.agenda.errors import OwnItemElsewhereError, TooManyOwnItemsError
from server.agenda.models import KeptOverlap, OwnItem
from server.agenda.queries import kept_overlaps, own_items
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.programme.services import require_event

Rendered = dict[str, dict[str, Any] | None]
OWN_ITEMS_LIMIT = 500


def set_own_item(
    act: Act,
    *,
    event: str,
    own: UUID,
    **fields: Any,  # noqa: ANN401 -- title, place, times, keep_free, gone: as the schema checked
) -> None:
    """Set the fields that are named; for each, the last to arrive stands.

    Whoever writes to an item that another phone removed brings it back, unless the entry says
    itself that it is gone. Raises `UnknownEventError`, `TooManyOwnItemsError`, and
    `OwnItemElsewhereError` for an item that was made at another event.
    """
    event_id = require_event(event).id
    item = db.session.get(OwnItem, (act.account_id, own))
    if item is None:
        item = OwnItem(account_id=act.account_id, id=own, event_id=event_id, changes=-1, gone=True)
    elif item.event_id != event_id:
        raise OwnItemElsewhereError("Make a new item at this event, and remove the other.")
    wanted = {"gone": False, **fields}
    if item.gone and not wanted["gone"]:
        _require_room(act.account_id, event_id)
    if item.changes >= 0 and all(getattr(item, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(item, name, value)
    item.changes += 1
    item.updated_at = act.received
    db.session.add(item)
    touch(act.account_id, "own", own)


def _require_room(account_id: UUID, event_id: UUID) -> None:
    count = db.session.scalar(
        select(func.count())
        .select_from(OwnItem)
        .where(OwnItem.account_id == account_id, OwnItem.event_id == event_id, ~OwnItem.gone)
    )
    if count is not None and count >= OWN_ITEMS_LIMIT:
        raise TooManyOwnItemsError(
            f"An event has room for {OWN_ITEMS_LIMIT} of them. Remove some that are over."
        )


def keep_overlap(act: Act, *, event: str, one: str, other: str, minutes: int | None) -> None:
    """Note that two things are kept though they overlap; the last to arrive stands.

    What they are is the phone's to know: a session may leave the programme, an item be removed.
    Raises `UnknownEventError`.
    """
    event_id = require_event(event).id
    first, second = sorted((one, other))
    key = act.account_id, event_id, first, second
    kept = db.session.get(KeptOverlap, key)
    if kept is None:
        kept = KeptOverlap(account_id=act.account_id, event_id=event_id, one=first, other=second)
        db.session.add(kept)
    elif kept.minutes == minutes:
        return
    kept.minutes = minutes
    touch(act.account_id, "overlap", f"{event}/{first}/{second}")


def own_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "own" rows by id; None where one is gone, or not whole yet."""
    items = own_items(account_id, [UUID(row_id) for row_id in row_ids])
    return dict.fromkeys(row_ids) | {
        str(item.id): {
            "event": slug,
            "title": item.title,
            "starts_at": item.starts_at.isoformat(),
            "ends_at": item.ends_at.isoformat(),
            "keep_free": item.keep_free,
        }
        | ({"place": item.place} if item.place else {})
        for item, slug in items
        if not item.gone and item.title is not None and item.starts_at and item.ends_at
    }


def overlap_changes(account_id: UUID, row_ids: list[str]) -> Rendered:
    """Return the feed's "overlap" rows "<slug>/<one>/<other>"; None where it is named again."""
    rows = kept_overlaps(account_id, row_ids)
    return dict.fromkeys(row_ids) | {
        f"{slug}/{kept.one}/{kept.other}": {
            "event": slug,
            "one": kept.one,
            "other": kept.other,
            "minutes": kept.minutes,
        }
        for kept, slug in rows
        if kept.minutes is not None
    }
