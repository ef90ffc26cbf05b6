"""The kinds of refusal the domain can give. No HTTP here: `problems` does the translating."""

from typing import ClassVar


class DomainError(Exception):
    """A request the domain refuses.

    `code` is part of the API: clients branch on it, so once released it never changes.
    `detail` is for people, says what to do, and may change.
    """

    code: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, detail: str, **context: object) -> None:
        """Explain this refusal; *context* becomes extra members of the problem document."""
        super().__init__(detail)
        self.detail = detail
        self.context = context


class NotFoundError(DomainError):
    """The thing asked for does not exist, or is not the asker's to see."""


class ForbiddenError(DomainError):
    """The thing is there for the asker to see, but not to change."""


class ConflictError(DomainError):
    """The request contradicts what is already recorded; repeating it cannot help."""


class RejectedError(DomainError):
    """The request is well formed, but a rule of the domain forbids it."""


class OutdatedError(DomainError):
    """The caller is of a version that is not understood any more; it must be updated first."""


class BusyError(DomainError):
    """Another request is in the way; repeating this one later will work."""


class TooLargeError(DomainError):
    """The request is larger than the limits allow; send less."""


class LimitedError(DomainError):
    """Too many requests; `retry_after` in the context says how many seconds to wait."""
