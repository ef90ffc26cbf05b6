"""What an organiser does for an event: its attendees, and their badges in print."""

from datetime import datetime

from flask import current_app

from server.contacts.claim_services import claim_attendees
from server.organising.attendee_file import read_attendees
from server.organising.badges import PrintJob
from server.programme.services import require_event
from server.swaps import attendee_list_services, badge_services


def import_attendees(*, slug: str, content: bytes, now: datetime) -> dict[str, object]:
    """Bring the event's attendees up to date with a CSV file; return what that did.

    Who has an account under a listed address already gets their place at once.

    Raises `UnknownEventError`, or `AttendeesRefusedError` with the lines that cannot be used;
    then nothing was changed.
    """
    event = require_event(slug)
    listed = [row.attendee for row in read_attendees(content)]
    counts = attendee_list_services.put_attendees(event_id=event.id, listed=listed, now=now)
    for account_id, email in attendee_list_services.accounts_with_places(event.id):
        claim_attendees(account_id=account_id, email=email)
    return {
        "event": event.slug,
        "attendees": attendee_list_services.count_attendees(event.id),
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
    }


def make_badges(*, slug: str, now: datetime) -> int:
    """Give every attendee of the event a badge; those who have one keep it."""
    return badge_services.make_badges(event_id=require_event(slug).id, now=now)


def print_job(slug: str) -> PrintJob:
    """Return what to print for the event; the badges are read as they are printed."""
    event = require_event(slug)
    letters = {ord(letter) for letter in event.short_name}
    for face in badge_services.badge_faces(event.id):
        letters.update(map(ord, f"{face.name}{face.role or ''}{face.institution or ''}"))
    return PrintJob(
        event=event.short_name,
        base_url=current_app.config["BASE_URL"],
        letters=frozenset(letters),
        badges=badge_services.badge_faces(event.id),
    )
