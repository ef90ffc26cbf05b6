"""Halves of characters, which JSON can hold and no database or document can."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Value = TypeVar("Value")
HALF = re.compile("[\ud800-\udfff]")
UNREADABLE = "\ufffd"


def well_formed(value: Value) -> Value:
    """Return *value* with every half of a character in its texts shown as unreadable.

    Looks into dataclasses, lists, tuples and dictionaries; what needs nothing is returned itself.
    """
    mended: Any = _mended(value)
    return mended  # type: ignore[no-any-return]


def _mended(value: Any) -> Any:  # noqa: ANN401 -- any value of a parsed programme
    if isinstance(value, str):
        return value if value.isascii() else HALF.sub(UNREADABLE, value)
    if isinstance(value, list | tuple):
        mended = [_mended(item) for item in value]
        same = all(new is old for new, old in zip(mended, value, strict=True))
        return value if same else type(value)(mended)
    if isinstance(value, dict):
        return {key: _mended(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in fields(value)
            if (new := _mended(old := getattr(value, field.name))) is not old
        }
        return replace(value, **changed) if changed else value
    return value
