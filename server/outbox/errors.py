"""Refusals of the outbox."""

from server.core.errors import BusyError, ConflictError, NotFoundError, RejectedError


class JobNotFoundError(NotFoundError):
    """No job has this id, or it is not the asker's to see."""

    code = "job-not-found"
    title = "This message is not known."


class JobEndedError(ConflictError):
    """The job is past the point where this can still be done."""

    code = "job-ended"
    title = "It is too late for this."


class DisplayNameError(RejectedError):
    """A name that could pass for an address, or that hides what it says, in front of a mail."""

    code = "display-name"
    title = "This name cannot stand in front of a mail."


class MailAddressError(RejectedError):
    """An address that ordinary mail cannot reach."""

    code = "mail-address"
    title = "This is not an e-mail address we can write to."


class NotReadyError(BusyError):
    """This server cannot do its work now."""

    code = "not-ready"
    title = "This server is not ready."
