"""What a calendar's address answers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AgendaCalendar:
    """An agenda in iCalendar form, and when anything in it last changed."""

    body: bytes
    modified_at: datetime
