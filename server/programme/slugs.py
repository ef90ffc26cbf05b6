"""What an event's short name in addresses may look like."""

import re
import unicodedata

from server.core.ids import random_token

SLUG_RULE = "2 to 40 lower-case letters, digits and single hyphens, such as esc26"
_SLUG = re.compile(r"(?=.{2,40}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Tell whether *text* can name an event in an address and on a badge."""
    return _SLUG.fullmatch(text) is not None


WORDS_LENGTH = 18
UNGUESSABLE_BITS = 100
_PRIVATE = re.compile(r"(?:\A|-)[0-9a-hjkmnp-tv-z]{20}\Z")


def private_slug(name: str) -> str:
    """Return a slug for an event called *name* that nobody finds by trying."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters)[:WORDS_LENGTH].strip("-")
    token = random_token(UNGUESSABLE_BITS).lower()
    return f"{words}-{token}" if words else token


def may_be_private(slug: str) -> bool:
    """Tell whether *slug* is shaped as `private_slug` makes them; an organiser's can be, too."""
    return _PRIVATE.search(slug) is not None
