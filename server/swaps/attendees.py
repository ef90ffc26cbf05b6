"""Attendees as a list has them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedAttendee:
    """A person of an event, as its organiser lists them."""

    name: str
    email: str | None = None  # lower case, as compared
    role: str | None = None
    institution: str | None = None

    @property
    def key(self) -> str:
        """What the same person is found by: e-mail, else name and institution."""
        return self.email or f"{self.name.casefold()}\n{(self.institution or '').casefold()}"


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What a printed badge shows. The token is all that its code holds."""

    token: str
    typed_code: str
    name: str
    role: str | None = None
    institution: str | None = None
