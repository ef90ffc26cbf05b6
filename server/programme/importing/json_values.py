"""Values of JSON files, taken for what they should be: anything else counts as nothing."""

from collections.abc import Callable, Iterator
from typing import Any

from .languages import main_of, spoken_of

Json = dict[str, Any]


def worded(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a text that may be given in several languages: the English one, else the first."""
    return main_of(spoken_of(value))


def name_of(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a name that may be given as an object with one."""
    if isinstance(value, dict):
        return worded(value.get("name") or value.get("title") or value)
    return worded(value)


def object_of(value: Any) -> Json:  # noqa: ANN401 - whatever a file holds
    """Return an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:  # noqa: ANN401 - whatever a file holds
    """Return a list, or an empty one."""
    return value if isinstance(value, list) else []


def objects_of(values: Any, where: str, warn: Callable[[str, str], None]) -> Iterator[Json]:  # noqa: ANN401
    """Yield the objects of a list; anything else in it is reported and skipped."""
    for number, value in enumerate(list_of(values), start=1):
        if isinstance(value, dict):
            yield value
        else:
            warn(f"{where}, number {number}", "It is no object; it was left out.")


def first_of(values: Json, *names: str) -> Any:  # noqa: ANN401 - whatever a file holds
    """Return the first of these members that says anything."""
    return next((values[name] for name in names if values.get(name) not in (None, "")), None)
