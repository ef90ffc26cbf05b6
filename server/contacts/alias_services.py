"""Aliases: an id that was merged away goes on meaning what it was merged into.

Contacts and encounters have them; scans and notes are never merged.
"""

from uuid import UUID

from sqlalchemy import update

from server.contacts.models import Alias
from server.core.db import db
from server.core.feed import touch


def kept_id(account_id: UUID, row_id: UUID) -> UUID:
    """Return the id that a contact or an encounter goes by now."""
    alias = db.session.get(Alias, (account_id, row_id))
    return alias.kept_id if alias else row_id


def is_alias(account_id: UUID, row_id: UUID) -> bool:
    """Return whether something was merged away under this id."""
    return db.session.get(Alias, (account_id, row_id)) is not None


def add_alias(*, account_id: UUID, old_id: UUID, kept: UUID) -> None:
    """Let *old_id*, and all that was merged into it before, be known as *kept*."""
    moved = db.session.scalars(
        update(Alias)
        .where(Alias.account_id == account_id, Alias.kept_id == old_id)
        .values(kept_id=kept)
        .returning(Alias.old_id)
    )
    for earlier in moved.all():
        touch(account_id, "alias", earlier)
    db.session.add(Alias(account_id=account_id, old_id=old_id, kept_id=kept))
    touch(account_id, "alias", old_id)
