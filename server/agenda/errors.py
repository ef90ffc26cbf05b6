"""What the agenda refuses, and with which words."""

from server.core.errors import ConflictError, NotFoundError, RejectedError


class UnknownCalendarError(NotFoundError):
    """A calendar's address that never was, or was renewed since."""

    code = "unknown-calendar"
    title = "There is no such calendar."


class TooManyOwnItemsError(RejectedError):
    """An agenda with as many own items as it can hold."""

    code = "too-many-own-items"
    title = "There are too many items of your own."


class OwnItemElsewhereError(ConflictError):
    """An own item that belongs to another event."""

    code = "own-item-elsewhere"
    title = "This item is planned at another event."
