"""The state of a message: a fold over its events, the same here and on every phone.

What somebody did to the text follows the order in which the server first heard of it. What
happened in the world outranks that, whatever the order: handed off, sent, replied. "Not sent"
names the hand-off it undoes, and undoes nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal["planned", "edited", "approved", "cancelled", "handed_off", "sent", "replied"]
TYPES = ("edited", "approved", "reopened", "cancelled", "handed_off", "sent", "not_sent", "replied")
TEXT_TYPES = frozenset({"edited", "approved"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a message. `names`: the hand-off that a "not sent" undoes."""

    id: str
    type: str
    names: str | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """Where a message stands. `text`: the event whose text holds; `hand_off`: the open one."""

    state: State
    text: str | None = None
    approved: str | None = None
    hand_off: str | None = None


def fold(events: Iterable[Event]) -> Folded:
    """Return where a message stands after *events*, in the order of their first arrival."""
    first: dict[str, Event] = {}
    for event in events:
        first.setdefault(event.id, event)
    ordered = list(first.values())
    standing: State = "planned"
    text = approved = None
    for event in ordered:
        if event.type in TEXT_TYPES:
            text = event.id
            standing = "approved" if event.type == "approved" else "edited"
            approved = event.id if event.type == "approved" else None
        elif event.type == "reopened":
            standing, approved = ("edited" if text else "planned"), None
        elif event.type == "cancelled":
            standing, approved = "cancelled", None
    undone = {event.names for event in ordered if event.type == "not_sent"}
    open_hand_offs = [
        event.id for event in ordered if event.type == "handed_off" and event.id not in undone
    ]
    happened = {event.type for event in ordered}
    hand_off = open_hand_offs[-1] if open_hand_offs else None
    outranking: tuple[tuple[State, bool], ...] = (
        ("replied", "replied" in happened),
        ("sent", "sent" in happened),
        ("handed_off", hand_off is not None),
    )
    state = next((state for state, holds in outranking if holds), standing)
    return Folded(state, text, approved, hand_off)
