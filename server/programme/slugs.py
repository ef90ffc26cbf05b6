"""What an event's short name in addresses may look like."""

import re

SLUG_RULE = "2 to 40 lower-case letters, digits and single hyphens, such as esc26"
_SLUG = re.compile(r"(?=.{2,40}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Tell whether *text* can name an event in an address and on a badge."""
    return _SLUG.fullmatch(text) is not None
