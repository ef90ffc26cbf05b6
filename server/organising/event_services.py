"""The end of an event that an attendee added."""

from uuid import UUID

from server.agenda.event_services import is_held_by_anybody, leave_event, other_members
from server.contacts.encounter_services import was_anybody_met_at
from server.programme.own_event_services import pass_on, remove_event, require_own_event
from server.swaps.attendee_services import has_attendees


def delete_own_event(*, slug: str, account_id: UUID) -> None:
    """Take an event off the account that added it; for nobody else anything is lost.

    Who else joined keeps it, and the first of them looks after it from now on. Where anybody met
    somebody there or wrote about its sessions, the programme stays behind its address, so that
    those words keep their place. Otherwise it is gone. Raises `UnknownEventError`, and
    `NotYoursError`.
    """
    event = require_own_event(slug=slug, account_id=account_id)
    leave_event(event_id=event.id, account_id=account_id)
    others = other_members(event_id=event.id, account_id=account_id)
    needed = is_held_by_anybody(event.id) or was_anybody_met_at(slug) or has_attendees(event.id)
    if others or needed:
        pass_on(event=event, owner_id=others[0] if others else None)
    else:
        remove_event(event)
