"""What the programme refuses, and with which words."""

from server.core.errors import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    RejectedError,
    TooLargeError,
)


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


class FavouritesRefusedError(RejectedError):
    """What was given is no list of favourites, or too large a one."""

    code = "favourites-refused"
    title = "The list cannot be read."


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


class NotYoursError(ForbiddenError):
    """Only who added an event changes it; organisers change theirs on the server itself."""

    code = "not-yours"
    title = "This event is not yours to change."


class TooManyEventsError(ConflictError):
    """The account has as many events of its own as it may."""

    code = "too-many-events"
    title = "You have added as many events as you can."


class ProgrammeTooLargeError(TooLargeError):
    """What was uploaded is over the limits."""

    code = "programme-too-large"
    title = "The file is too large."


class ProgrammeDiffersError(ConflictError):
    """What would happen is not what the preview showed; `preview` in the context is what would."""

    code = "programme-differs"
    title = "The programme is not as it was shown."


class WalksRefusedError(RejectedError):
    """Walking times that cannot be used for this event."""

    code = "walks-refused"
    title = "The walking times cannot be used."


class PictureRefusedError(RejectedError):
    """A picture cannot be shown to attendees."""

    code = "picture-refused"
    title = "The picture cannot be used."


class UnknownPictureError(NotFoundError):
    """An event's map that never was, or was replaced since."""

    code = "unknown-picture"
    title = "There is no such picture."
