"""What the agenda refuses, and with which words."""

from server.core.errors import NotFoundError


class UnknownCalendarError(NotFoundError):
    """A calendar's address that never was, or was renewed since."""

    code = "unknown-calendar"
    title = "There is no such calendar."
