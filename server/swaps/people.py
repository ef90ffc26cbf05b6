"""Who a code, a contact or a held-back yes is about, as far as the server can tell."""

from typing import NamedTuple, Self
from uuid import UUID

ACCOUNT, ATTENDEE, KEY, TYPED, BADGE, BARE = (
    "account",
    "attendee",
    "key",
    "typed",
    "badge",
    "bare",
)


class Person(NamedTuple):
    """Somebody, by the best name the server has for them; written `kind:key` in tables.

    An account; else an attendee nobody claimed; else the key id, typed code or badge token that
    was read; else nobody but the contact that somebody made ("bare").
    """

    kind: str
    key: str

    def __str__(self) -> str:
        """Return the form that tables hold."""
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the person that a table's text names."""
        return cls(*text.split(":", 1))

    @property
    def account_id(self) -> UUID | None:
        """Return the account, where this is one."""
        return UUID(self.key) if self.kind == ACCOUNT else None


def account(account_id: UUID) -> Person:
    """Return the person who is an account."""
    return Person(ACCOUNT, str(account_id))


def attendee(attendee_id: UUID) -> Person:
    """Return the person who is an attendee that no account claimed yet."""
    return Person(ATTENDEE, str(attendee_id))


def bare(contact_id: UUID) -> Person:
    """Return the person of whom only a contact is known."""
    return Person(BARE, str(contact_id))
