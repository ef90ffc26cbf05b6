"""JSON:API documents laid flat: what they relate to is put where it is related from."""

from typing import Any

from .json_values import Json, list_of, object_of
from .words import line_of


def laid_flat(whole: Any) -> list[Json] | None:  # noqa: ANN401 - a JSON value is any of them
    """Return the objects of a JSON:API document with what belongs to them, or None for others."""
    data = object_of(whole).get("data")
    objects = [one for one in list_of(data) if isinstance(one, dict)]
    if not objects or not all({"type", "id", "attributes"} <= one.keys() for one in objects):
        return None
    known = {_name(one): one for one in list_of(whole.get("included")) if isinstance(one, dict)}
    return [_flat(one, known) | _related(one, known) for one in objects]


def _name(one: Json) -> tuple[str, str]:
    return line_of(one.get("type")), line_of(one.get("id"))


def _flat(one: Json, known: dict[tuple[str, str], Json]) -> Json:
    said = known.get(_name(one), one)
    return {**object_of(said.get("attributes")), "id": one.get("id")}


def _related(one: Json, known: dict[tuple[str, str], Json]) -> Json:
    found: Json = {}
    for name, relation in object_of(one.get("relationships")).items():
        data = object_of(relation).get("data")
        if isinstance(data, list):
            found[name] = [_flat(other, known) for other in data if isinstance(other, dict)]
        elif isinstance(data, dict):
            found[name] = _flat(data, known)
    return found
