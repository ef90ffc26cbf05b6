"""Why a follow-up is refused, or not sent."""

from server.core.errors import ConflictError, LimitedError, NotFoundError, RejectedError


class MessageNotFoundError(NotFoundError):
    """No message has this id, or it is not the asker's."""

    code = "message-not-found"
    title = "This message is not known."


class UnknownTokenError(NotFoundError):
    """No message was ever sent with this unsubscribe address."""

    code = "unknown-unsubscribe"
    title = "This address does not lead anywhere."


class HashMismatchError(RejectedError):
    """The approved text is not the text that was hashed."""

    code = "hash-mismatch"
    title = "The text changed while it was approved."


class NotApprovedError(ConflictError):
    """The message is not approved, or no longer."""

    code = "not-approved"
    title = "This message is not approved."


class MessageChangedError(ConflictError):
    """What was approved is another text than the one the asker saw."""

    code = "message-changed"
    title = "This message was changed."


class HandedOffError(ConflictError):
    """A phone has already passed the message to another program."""

    code = "handed-off"
    title = "This message was already handed off."


class AlreadySentError(ConflictError):
    """The message is on its way, or went out."""

    code = "already-sent"
    title = "This message was already sent."


class AlreadyWrittenError(ConflictError):
    """The server sends one message to one recipient for one event."""

    code = "already-written"
    title = "The server already wrote to this address."


class NotReadyError(RejectedError):
    """The last gate found something that must not leave."""

    code = "not-ready"
    title = "This message cannot go out as it is."


class RecipientError(RejectedError):
    """The address is neither a mutual contact's nor one that the owner typed."""

    code = "recipient-not-allowed"
    title = "The server does not write to this address."


class NoFollowUpError(RejectedError):
    """The contact is not to be written to."""

    code = "no-follow-up"
    title = "This person is not to be written to."


class SameTextError(RejectedError):
    """The same text went to many people already."""

    code = "same-text"
    title = "This text went to many people already."


class SendingLimitError(LimitedError):
    """The day's mails are used up."""

    code = "sending-limit"
    title = "No more mails today."
