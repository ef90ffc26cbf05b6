"""What is on a card, and which of it a preset lets through. Pure."""

from collections.abc import Mapping
from typing import Any

FACE_FIELDS = ("name", "headline", "institution")
CONTACT_FIELDS = (
    "level",
    "specialty",
    "email",
    "phone",
    "orcid",
    "linkedin",
    "links",
    "seek",
    "offer",
)
OWN_FIELDS = ("pitch_line", "pitch_30", "pitch_100")  # what I say myself; shown to nobody
CARD_FIELDS = (*FACE_FIELDS, *CONTACT_FIELDS, *OWN_FIELDS)

# How much of a card flows to somebody once both have agreed.
LEVELS = ("face", "chosen", "all")


def shared_fields(fields: Mapping[str, Any], presets: Mapping[str, Any]) -> dict[str, Any]:
    """Return the contact fields that *presets* let through: all of them, unless it says less."""
    match presets.get("level", "all"):
        case "face":
            chosen: tuple[str, ...] = ()
        case "chosen":
            chosen = tuple(presets.get("fields") or ())
        case _:
            chosen = CONTACT_FIELDS
    return {name: fields[name] for name in CONTACT_FIELDS if name in chosen and name in fields}


def asks_each_time(presets: Mapping[str, Any]) -> bool:
    """Return whether showing a live code is no yes yet: the owner wants to be asked."""
    return bool(presets.get("ask"))


def accepts_at(presets: Mapping[str, Any], event: str | None) -> bool:
    """Return whether a scan of the badge at this event is accepted without asking."""
    return event is not None and event in (presets.get("accept") or ())
