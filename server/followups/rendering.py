"""The one renderer: a template and variables become a text, or the list of what is missing.

A pure function, held equal to the phone's (`rendering.ts`) by shared vectors. Values are data:
they are cleaned, substituted once, and never looked at again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.followups.catalogue import (
    Alternative,
    Block,
    Catalogue,
    Field,
    Segment,
    Slot,
    Template,
)

# Written out, because "white space" and "control character" differ between languages.
BLANKS = re.compile(
    "[\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
TRAILING = ".,;:!? "
# Also the ends of Chinese, Japanese and Arabic sentences.
ENDS = ".!?\u2026\u3002\uff01\uff1f\u061f"
QUESTION_MARKS = "?\uff1f\u061f"
MULTILINE = "g.signature"
# A variable that follows from another is asked for by that other's name.
FOLLOWS = {"g.signature": "me.full_name", "me.short_name": "me.full_name"}

Piece = str | Slot
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A complete message. `generic`: nothing in it is about this person or this meeting."""

    subject: str | None
    body: str
    generic: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to ask a person for."""

    name: str
    field: Field


@dataclass(frozen=True, slots=True)
class NeedsInput:
    """A message that cannot be complete yet, with its gaps in place; a result, not an error."""

    missing: tuple[Missing, ...]
    subject: tuple[Piece, ...] | None
    paragraphs: tuple[tuple[Piece, ...], ...]


def render(catalogue: Catalogue, template_id: str, values: Values) -> Rendered | NeedsInput:
    """Render a template: in each block the first alternative whose variables are all present.

    An optional block without one vanishes; a required block without one stops, with the gaps of
    the alternative that lacks least. Raises KeyError for an unknown template.
    """
    template = catalogue.templates[template_id]
    present = {name: text for name, value in values.items() if (text := clean(name, value))}
    subject = _choose(template.subject, present) if template.subject else None
    chosen = [each for block in template.blocks if (each := _choose(block, present)) is not None]
    everything = [*chosen, *([subject] if subject is not None else [])]
    missing = _missing(template, everything, present)
    if missing:
        return NeedsInput(
            tuple(Missing(name, catalogue.fields[name]) for name in missing),
            _pieces(subject, present) if subject is not None else None,
            tuple(_pieces(each, present) for each in chosen),
        )
    return Rendered(
        "".join(map(str, _pieces(subject, present))) if subject is not None else None,
        "\n\n".join("".join(map(str, _pieces(each, present))) for each in chosen),
        _is_generic(everything, present),
    )


def clean(name: str, value: object) -> str:
    """Return a value as it may stand in a text; empty where there is nothing to say.

    One line (the signature apart), no control characters, and the form its name promises:
    `_np`, `_vp`, `_ing`, `_pp` without a stop at the end, `_q` with a question mark, `_s` with an
    end.
    """
    if not isinstance(value, str):
        return ""
    if name == MULTILINE:
        return "\n".join(filter(None, map(_one_line, LINE_BREAKS.split(value))))
    return _fit(name, _one_line(value))


def _one_line(text: str) -> str:
    return BLANKS.sub(" ", CONTROLS.sub("", text)).strip(" ")


def _fit(name: str, text: str) -> str:
    form = name.rpartition("_")[2]
    if form in {"np", "vp", "ing", "pp"}:
        return text.rstrip(TRAILING)
    if form == "q" and text and text[-1] not in QUESTION_MARKS:
        text = text.rstrip(TRAILING)
        return text and text + "?"
    if form == "s" and text and text[-1] not in ENDS:
        text = text.rstrip(TRAILING)
        return text and text + "."
    return text


def _slots(alternative: Alternative) -> list[str]:
    return [segment.name for segment in alternative if isinstance(segment, Slot)]


def _choose(block: Block, present: Mapping[str, str]) -> Alternative | None:
    """Return the first alternative that lacks least; of an optional block, none that lacks any."""

    def lacking(alternative: Alternative) -> int:
        return len({name for name in _slots(alternative) if name not in present})

    best = min(block.alternatives, key=lacking)
    return None if block.optional and lacking(best) else best


def _missing(
    template: Template, chosen: Iterable[Alternative], present: Mapping[str, str]
) -> list[str]:
    wanted = [*(name for each in chosen for name in _slots(each)), *template.needs]
    return list(dict.fromkeys(FOLLOWS.get(name, name) for name in wanted if name not in present))


def _pieces(alternative: Alternative, present: Mapping[str, str]) -> tuple[Piece, ...]:
    """Put the values in; a value's own end stands for the full stop that would follow it."""
    pieces: list[Segment] = []
    ended = False
    for segment in alternative:
        if isinstance(segment, str):
            text = segment[1:] if ended and segment.startswith(".") else segment
            ended = False
        else:
            text = present.get(segment.name, "")
            ended = text[-1:] in ENDS and text != ""
            if not text:
                pieces.append(Slot(FOLLOWS.get(segment.name, segment.name)))
                continue
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] += text
        else:
            pieces.append(text)
    return tuple(pieces)


def _is_generic(chosen: Iterable[Alternative], present: Mapping[str, str]) -> bool:
    used = {name for each in chosen for name in _slots(each)}
    specific = any(name.startswith("n.") or name == "x.poster_title" for name in used)
    return not specific or "c.display_name" not in present
