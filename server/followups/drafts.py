"""Which follow-ups a person owes: from meetings to messages, before any text is made.

The phone has the same (`drafts.ts`). One message for a contact and an event: meeting somebody
twice adds to the first, and writes once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from server.core.ids import derived_id

TEMPLATES = {
    "thanks": "thanks_week",
    "manuscript": "poster_manuscript",
    "meeting": "meeting_proposal",
    "mentor": "mentor_request",
}
USUAL_INTENT = "thanks"
CHANNEL = "email"
# Nothing is owed any more once a message stands here; handed off, only its owner can know.
CLOSED = frozenset({"cancelled", "handed_off", "sent", "replied"})
LET_BE = frozenset({"kept", "let_go"})
PROMISE_KEPT = "s.promise_kept"
BETWEEN = "\x1f"  # cannot be typed


@dataclass(frozen=True, slots=True)
class Meeting:
    """One encounter; `fields` are its texts by their names."""

    at: datetime
    zone: str | None
    event: str | None
    session: str | None
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One message owed to a contact: the last meeting, with what was noted at all of them."""

    contact_id: UUID
    intent: str
    meeting: Meeting

    @property
    def message_id(self) -> UUID:
        """Return the id that every phone makes for this message, too."""
        return message_id(self.contact_id, self.meeting.event, self.intent)

    @property
    def promise(self) -> bool:
        """Tell whether something was promised, and not kept yet."""
        fields = self.meeting.fields
        return bool(fields.get("promise")) and not fields.get(PROMISE_KEPT)


def message_id(contact_id: UUID, event: str | None, intent: str, channel: str = CHANNEL) -> UUID:
    """Return the id of the one message of this kind to this contact."""
    return derived_id(contact_id, event or "", intent, channel)


def follow_ups(contact_id: UUID, meetings: Iterable[Meeting]) -> list[FollowUp]:
    """Return one follow-up for each event a contact was met at (and one for none)."""
    by_event: dict[str | None, Meeting] = {}
    for meeting in sorted(meetings, key=lambda each: each.at):
        before = by_event.get(meeting.event)
        by_event[meeting.event] = _joined(before, meeting) if before else meeting
    return [
        FollowUp(contact_id, intent if intent in TEMPLATES else USUAL_INTENT, meeting)
        for meeting in by_event.values()
        for intent in [meeting.fields.get("intent") or USUAL_INTENT]
    ]


def _joined(before: Meeting, after: Meeting) -> Meeting:
    noted = {name: value for name, value in after.fields.items() if value}
    return Meeting(
        at=after.at,
        zone=after.zone,
        event=after.event,
        session=after.session or before.session,
        fields={**before.fields, **noted},
    )


def approval_hash(subject: str | None, body: str, to: str | None) -> str:
    """Return what an approval freezes: the SHA-256 of subject, body and recipient."""
    return sha256(BETWEEN.join([subject or "", body, to or ""]).encode()).hexdigest()
