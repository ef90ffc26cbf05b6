"""What a phone can be refused for, whatever it sends."""

from server.core.errors import ConflictError


class ClientBoundError(ConflictError):
    """The phone belongs to another account; it keeps what it has."""

    code = "client-bound"
    title = "This phone belongs to another account."
