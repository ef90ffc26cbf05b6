"""Identifiers this server makes."""

import secrets
from uuid import UUID, uuid5

import uuid_utils

# Crockford's base 32 without its look-alikes: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> UUID:
    """Return a UUIDv7: unique, and sorted by the time it was made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def derived_id(owner: UUID, *parts: str | UUID) -> UUID:
    """Return the UUIDv5 of *parts* under *owner*: the same on every machine and every repeat."""
    return uuid5(owner, "/".join(map(str, parts)))


def random_token(bits: int) -> str:
    """Return at least *bits* random bits in base 32 without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(-(-bits // 5)))


def token_key(text: str) -> str:
    """Return the form tokens are compared in: upper case, look-alikes folded, blanks dropped."""
    folded = text.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(sign for sign in folded if sign in ALPHABET)
