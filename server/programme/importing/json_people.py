"""The people of entries in JSON that says what it holds by its members' names alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .entries import person_of
from .json_fields import field_of, people_values, plain_members
from .json_values import Json, worded
from .parsed import ParsedPerson
from .words import line_of

# Letters and digits as systems give them out: "7KXQ3P", and what is as long as a hash.
CODE = re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{5,12}|(?=[a-f-]*\d)[0-9a-f-]{16,40}")
ROLES = {"speakers": "speaker", "authors": "author", "chairs": "chair"}
FIRST = ("first_name", "given_name", "firstname")
LAST = ("last_name", "family_name", "surname", "lastname")
WHOLE = ("public_name", "full_name", "display_name", "name", "speaker_name", "title")
KEYS = ("guid", "code", "id", "uuid", "key")
WORKS_AT = ("institution", "affiliation", "organisation", "organization", "company")
LIFE = ("biography", "bio", "description", "about")


def people_of(members: Json, known: Mapping[str, Json]) -> Iterator[ParsedPerson]:
    """Yield who speaks, writes or chairs: named, described, or referred to by an id of *known*."""
    for field, role in ROLES.items():
        for value in people_values(field_of(members, field)):
            row = value if isinstance(value, dict) else known.get(line_of(value))
            person = _described(row, role) if row else person_of(line_of(value), None, role)
            if person.name and (row or not (isinstance(value, int) or is_code(value))):
                yield person


def is_code(value: object) -> bool:
    """Whether a text is no name but refers to somebody whom the file does not describe."""
    return isinstance(value, str) and CODE.fullmatch(value.strip()) is not None


def _described(row: Json, role: str) -> ParsedPerson:
    said = plain_members(row)
    parts = [worded(_first(said, names)) for names in (FIRST, LAST)]
    return person_of(
        worded(_first(said, WHOLE)) or " ".join(filter(None, parts)),
        _first(said, KEYS),
        line_of(said.get("role")) or role,
        worded(_first(said, LIFE)),
        worded(_first(said, WORKS_AT)),
    )


def _first(said: Json, names: Sequence[str]) -> Any:  # noqa: ANN401 - whatever a file holds
    return next((said[name] for name in names if said.get(name) not in (None, "")), None)
