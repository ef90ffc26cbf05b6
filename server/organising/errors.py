"""What organising refuses, and with which words."""

from server.core.errors import RejectedError


class AttendeesRefusedError(RejectedError):
    """A file cannot be imported as an event's attendees; `problems` has it line by line."""

    code = "attendees-refused"
    title = "The attendees cannot be imported."


class BadgesRefusedError(RejectedError):
    """Badges cannot be printed like this."""

    code = "badges-refused"
    title = "The badges cannot be printed."
