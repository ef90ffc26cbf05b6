"""Changes of a programme and the agendas they touch: how many, and what was seen of them."""

from collections.abc import Sequence
from uuid import UUID

from server.agenda.models import ChangesSeen
from server.agenda.queries import agenda_counts, seen_by_slug
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.programme.services import require_event


def mark_changes_seen(act: Act, *, event: str, version: int) -> None:
    """Note that the account saw what had changed up to *version*; the highest stands.

    Raises `UnknownEventError`. A version that is not there yet, as after an older state of the
    database was put back, counts as the newest.
    """
    found = require_event(event)
    version = min(version, found.version)
    seen = db.session.get(ChangesSeen, (act.account_id, found.id))
    if seen is None:
        db.session.add(ChangesSeen(account_id=act.account_id, event_id=found.id, version=version))
    elif seen.version < version:
        seen.version = version
    else:
        return
    touch(act.account_id, "changes_seen", event)


def changes_seen_rows(account_id: UUID, row_ids: list[str]) -> dict[str, dict[str, int] | None]:
    """Return the feed's "changes_seen" rows, by slug."""
    seen = seen_by_slug(account_id, row_ids)
    return dict.fromkeys(row_ids) | {slug: {"version": row.version} for slug, row in seen.items()}


def count_agendas(session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return in how many agendas each of these sessions is; those in none are left out."""
    return agenda_counts(session_ids)
