"""The catalogue of messages: blocks, alternatives and segments, compiled from a data file.

`templates/followups/<language>.json` is the one source, for the server and for the phones, and
its hash names it. A block is a list of alternatives; an alternative is a text with `{variables}`.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from server.core.config import ROOT

FOLDER = ROOT / "templates" / "followups"
HASH_LENGTH = 16
VARIABLE = re.compile(r"\{([a-z]+\.[a-z0-9_]+)\}")
# Computed from the contact and the card, never asked for by themselves.
COMPUTED = frozenset(
    {"g.salutation", "g.salutation_short", "g.signature", "me.short_name", "s.duration"}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a variable in a text."""

    name: str


Segment = str | Slot
Alternative = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, in every wording it can have; an optional one may be missing."""

    alternatives: tuple[Alternative, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of message. `characters` is the channel's hard limit, `words` the usual range."""

    id: str
    name: str
    channels: tuple[str, ...]
    words: tuple[int, int] | None
    characters: int | None
    needs: tuple[str, ...]
    subject: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What a person is asked for where a variable is missing."""

    label: str
    source: str  # card | contact | encounter | note | message
    max: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All templates of one language, with the tables its sentences are made from."""

    hash: str
    language: str
    greeting: dict[str, Any]
    phrases: dict[str, Any]
    attachment_words: tuple[str, ...]
    fields: dict[str, Field]
    templates: dict[str, Template]


@cache
def catalogue_for(language: str) -> Catalogue:
    """Return the catalogue of *language*, or the English one where there is none."""
    path = FOLDER / f"{language}.json"
    if not language.isalpha() or not path.exists():
        path = FOLDER / "en.json"
    return compile_catalogue(path.read_bytes())


def compile_catalogue(source: bytes) -> Catalogue:
    """Compile a catalogue file. Raises ValueError, naming it, for a variable nobody knows."""
    given = json.loads(source)
    fields = {name: Field(**field) for name, field in given["fields"].items()}
    known = frozenset(fields) | COMPUTED
    templates = {each["id"]: _template(each, known) for each in given["templates"]}
    return Catalogue(
        hash=hashlib.sha256(source).hexdigest()[:HASH_LENGTH],
        language=given["language"],
        greeting=given["greeting"],
        phrases=given["phrases"],
        attachment_words=tuple(given["attachment_words"]),
        fields=fields,
        templates=templates,
    )


def _template(given: dict[str, Any], known: frozenset[str]) -> Template:
    def block(alternatives: list[str], *, optional: bool = False) -> Block:
        return Block(tuple(_segments(text, known) for text in alternatives), optional)

    return Template(
        id=given["id"],
        name=given["name"],
        channels=tuple(given["channels"]),
        words=tuple(given["words"]) if given["words"] else None,
        characters=given["characters"],
        needs=tuple(given.get("needs", ())),
        subject=block(given["subject"]) if given["subject"] else None,
        blocks=tuple(
            block(each["alternatives"], optional=each.get("optional", False))
            for each in given["blocks"]
        ),
    )


def _segments(text: str, known: frozenset[str]) -> Alternative:
    segments: list[Segment] = []
    for place, part in enumerate(VARIABLE.split(text)):
        if place % 2 == 0:
            if part:
                segments.append(part)
        elif part in known:
            segments.append(Slot(part))
        else:
            raise ValueError(f"unknown variable {part!r} in {text!r}")
    return tuple(segments)


def variables_of(template: Template) -> tuple[str, ...]:
    """Return the variables a template can use, sorted."""
    blocks = (*template.blocks, *((template.subject,) if template.subject else ()))
    names = {
        segment.name
        for block in blocks
        for alternative in block.alternatives
        for segment in alternative
        if isinstance(segment, Slot)
    }
    return tuple(sorted(names | set(template.needs)))
