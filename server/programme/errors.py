"""What the programme refuses, and with which words."""

from server.core.errors import ConflictError, NotFoundError, RejectedError


class UnknownEventError(NotFoundError):
    """No event has this slug."""

    code = "unknown-event"
    title = "There is no such event."


class UnknownSessionError(NotFoundError):
    """The event has, and had, no session with this id."""

    code = "unknown-session"
    title = "There is no such session."


class UnknownDocumentError(NotFoundError):
    """A programme document that is not, or no longer, kept."""

    code = "unknown-document"
    title = "There is no such document."


class EventExistsError(ConflictError):
    """The slug is taken."""

    code = "event-exists"
    title = "This event exists already."


class InvalidEventError(RejectedError):
    """An event's slug, zone or dates cannot be used."""

    code = "invalid-event"
    title = "The event cannot be made like this."


class ProgrammeRefusedError(RejectedError):
    """A file cannot be imported as this event's programme."""

    code = "programme-refused"
    title = "The programme cannot be imported."


class ProgrammeMovedError(ConflictError):
    """Another import finished between this one's plan and its application."""

    code = "programme-moved"
    title = "The programme was changed meanwhile."


class AddressRefusedError(RejectedError):
    """A programme cannot be fetched from this address."""

    code = "address-refused"
    title = "The programme cannot be fetched."
