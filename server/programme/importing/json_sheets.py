"""A list of objects in JSON laid out as a sheet, for its user to say what its members hold."""

from typing import Any

from .json_values import Json, list_of, name_of, worded
from .sheets import Line, Sheet


def sheet_of_json(value: Any) -> Sheet | None:  # noqa: ANN401 - a JSON value is any of them
    """Return the longest list of objects in *value*, or None if there is none."""
    longest = _longest(value)
    names = list(dict.fromkeys(name for part in longest for name in part))
    if not names:
        return None
    lines = [
        Line(number, [_said(part.get(name)) for name in names])
        for number, part in enumerate(longest, start=2)
    ]
    return Sheet("", [Line(1, names), *lines], numbered=False)


def _longest(value: Any) -> list[Json]:  # noqa: ANN401 - a JSON value is any of them
    inner = value.values() if isinstance(value, dict) else list_of(value)
    own = [part for part in list_of(value) if isinstance(part, dict)]
    return max((own, *(_longest(part) for part in inner if isinstance(part, dict | list))), key=len)


def _said(value: Any) -> str:  # noqa: ANN401 - a JSON value is any of them
    if isinstance(value, list):
        return "; ".join(
            filter(None, (_said(part) for part in value if not isinstance(part, list)))
        )
    return name_of(value) if isinstance(value, dict) else worded(value)
