"""What the door can refuse, and the codes phones know those refusals by."""

from server.core.errors import BusyError, ConflictError, OutdatedError, RejectedError, TooLargeError


class NewEpochError(ConflictError):
    """The account's history is another one than the phone's: a backup was put back."""

    code = "new-epoch"
    title = "Our copy of your account was restored."


class BatchTooLargeError(TooLargeError):
    """The batch has more entries or bytes than one request may carry."""

    code = "batch-too-large"
    title = "Too much at once."


class BatchBusyError(BusyError):
    """Other requests were in the way three times."""

    code = "busy"
    title = "The server is busy."


class EntryReusedError(ConflictError):
    """Another entry came under this id before."""

    code = "entry-reused"
    title = "Another entry has this id."


class UnknownKindError(RejectedError):
    """The server does not know this kind of entry; a newer one will."""

    code = "unknown-kind"
    title = "This server does not know what this is."


class OutdatedEntryError(OutdatedError):
    """The batch has an entry of a version that is not understood any more; nothing is applied."""

    code = "outdated"
    title = "The app on this phone is too old for this server."
