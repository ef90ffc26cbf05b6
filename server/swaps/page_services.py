"""What the pages behind card codes need to know."""

from datetime import datetime
from zoneinfo import ZoneInfo

from server.programme.services import event_for_slug
from server.swaps.codes import LiveCode, live_code_in


def shown_card(code: str) -> LiveCode | None:
    """Return the card in the part of its address after #, or None where it cannot be read."""
    return live_code_in(code.strip().rpartition("#")[2])


def meeting_note(slug: str | None, now: datetime) -> str | None:
    """Return where somebody was met, for a saved contact: the event's name and its own date."""
    event = event_for_slug(slug) if slug else None
    if event is None:
        return None
    return f"Met at {event.name} ({now.astimezone(ZoneInfo(event.timezone)):%-d %b %Y})"
