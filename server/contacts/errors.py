"""What contacts can refuse, and the codes clients know those refusals by."""

from server.core.errors import NotFoundError, RejectedError


class UnknownAskError(NotFoundError):
    """Nobody asked, or the ask is answered or older than thirty days."""

    code = "unknown-ask"
    title = "There is no such request."


class NotKnownYetError(RejectedError):
    """A card cannot be given to somebody of whom the server only knows a name."""

    code = "not-known-yet"
    title = "We do not know who this is yet."
