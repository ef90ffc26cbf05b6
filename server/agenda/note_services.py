"""Notes about sessions: private words, kept by the rule of every note (`docs/feed.md`)."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.agenda.models import ReplacedSessionText, SessionNote
from server.agenda.queries import notes_with_sessions
from server.core.acts import Act
from server.core.db import db
from server.core.feed import touch
from server.programme.services import require_session_id

KIND = "session_note"


def save_session_note(  # noqa: PLR0913 -- an entry's body, by name
    act: Act, *, event: str, session: str, note: UUID, base: UUID | None, text: str
) -> None:
    """Keep a text in place of the one it was made from; otherwise both texts stay.

    A text whose successor came first, as after a restore, is dropped. Raises `UnknownEventError`
    or `UnknownSessionError`; a session that left the programme takes notes for ever.
    """
    session_id = require_session_id(event, session)
    replaced = _note_of_entry(act.account_id, base)
    if base is not None and db.session.get(ReplacedSessionText, (act.account_id, base)) is None:
        db.session.add(ReplacedSessionText(account_id=act.account_id, entry_id=base))
    if db.session.get(ReplacedSessionText, (act.account_id, act.entry_id)) is not None:
        if replaced is not None:
            db.session.delete(replaced)
            touch(act.account_id, KIND, replaced.id)
        return
    row = replaced or _new(act, note)
    row.session_id, row.text, row.by, row.at = session_id, text, act.entry_id, act.acted
    db.session.add(row)
    db.session.flush()
    touch(act.account_id, KIND, row.id)


def _note_of_entry(account_id: UUID, entry_id: UUID | None) -> SessionNote | None:
    if entry_id is None:
        return None
    return db.session.scalar(
        select(SessionNote).where(SessionNote.account_id == account_id, SessionNote.by == entry_id)
    )


def _new(act: Act, note: UUID) -> SessionNote:
    """Return a row for a text that replaces none, under its entry's id where *note* is taken."""
    taken = db.session.get(SessionNote, (act.account_id, note)) is not None
    return SessionNote(account_id=act.account_id, id=act.entry_id if taken else note)


def session_note_changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict[str, Any] | None]:
    """Return the feed's "session_note" rows, by the note's id."""
    notes = notes_with_sessions(account_id, [UUID(row_id) for row_id in row_ids])
    return dict.fromkeys(row_ids) | {
        str(note.id): {
            "event": slug,
            "session": key,
            "text": note.text,
            "by": str(note.by),
            "at": note.at.isoformat(),
        }
        for note, slug, key in notes
    }
