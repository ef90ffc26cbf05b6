"""What a text from outside may be: bounded, and made of what a screen can show."""

import re
from typing import Any

from marshmallow import ValidationError

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LINE_BREAK = re.compile(r"[\n\r\t\u2028\u2029]")


def one_line(limit: int) -> Any:  # noqa: ANN401 -- a validator
    """Return a validator of texts on one line, without control characters."""

    def check(text: str) -> None:
        check_text(text, limit, lines=False)

    return check


def many_lines(limit: int) -> Any:  # noqa: ANN401 -- a validator
    """Return a validator of texts that may have line breaks, but no other control characters."""

    def check(text: str) -> None:
        check_text(text, limit, lines=True)

    return check


def check_text(text: object, limit: int, *, lines: bool) -> None:
    """Refuse what is no text of at most *limit* characters that a screen can show."""
    if not isinstance(text, str):
        raise ValidationError("Not a valid string.")
    if len(text) > limit:
        raise ValidationError(f"Longer than maximum length {limit}.")
    if CONTROL.search(text) or (not lines and LINE_BREAK.search(text)):
        raise ValidationError("Leave out control characters.")


def with_pointer(check: Any, field: str, value: object) -> None:  # noqa: ANN401 -- a checker
    """Run a checker of one field's value, pointing its refusal at `value`."""
    try:
        check(field, value)
    except ValidationError as error:
        raise ValidationError(error.messages, "value") from error
