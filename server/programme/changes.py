"""What moved between two programmes: per session the facts that differ, with old and new values.

The same list is printed by the command line, shown before an import, stored with the version that
the import made, and read by phones, which find in it what touches their owner's agenda.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from server.programme.documents import venue_time
from server.programme.drafting import Draft
from server.programme.listing import ListedSession, Names, names_of

# What is new, what was there already, what is gone: as the report of an import counts them.
ADDING = ("added", "returned")
CHANGING = ("changed", "cancelled", "restored")
# Facts by which a session that comes or goes is told.
PLACING = ("time", "room", "board")
SIGNS = {
    "added": "+",
    "returned": "+",
    "changed": "~",
    "restored": "~",
    "cancelled": "x",
    "removed": "-",
}
NOTES = {
    "returned": "back in the programme",
    "restored": "takes place after all",
    "cancelled": "cancelled",
}

Fact = dict[str, Any]
CLOCK = slice(11, 16)  # of "2026-06-09T11:00+02:00"


@dataclass(frozen=True, slots=True)
class Change:
    """One session that changed.

    `what` is added, changed, cancelled, restored (no longer cancelled), removed or returned
    (after it had been removed). A fact is {"fact", "old", "new"}: times are {"start", "end"} as
    the venue's clocks show them, rooms and people lists of names, the others words; None is
    nothing. Long texts and links are named without values.
    """

    session: str
    title: str
    what: str
    facts: tuple[Fact, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "session": self.session,
            "title": self.title,
            "what": self.what,
            "facts": list(self.facts),
        }


def changes_of(draft: Draft, zone: str) -> tuple[Change, ...]:
    """Return what *draft* does to each session, in the order their keys were given."""
    before = {session.id: session for session in draft.before.sessions}
    compare = _Comparing(names_of(draft.before), names_of(draft.after), ZoneInfo(zone))
    found = (compare.change(before.get(row.id), row) for row in draft.after.sessions)
    return tuple(change for change in found if change is not None)


def renamings_of(draft: Draft) -> list[dict[str, str]]:
    """Return the rooms and tracks that are called otherwise now: {"what", "old", "new"}."""
    return [
        {"what": what, "old": old[row.id], "new": row.name}
        for what, before, after in (
            ("room", draft.before.rooms, draft.after.rooms),
            ("track", draft.before.tracks, draft.after.tracks),
        )
        for old in ({row.id: row.name for row in before},)
        for row in after
        if row.id in old and old[row.id] != row.name
    ]


@dataclass(frozen=True, slots=True)
class _Comparing:
    before: Names
    after: Names
    zone: ZoneInfo

    def change(self, old: ListedSession | None, new: ListedSession) -> Change | None:
        was, is_ = old is not None and old.removed_at is None, new.removed_at is None
        if old is None or not (was or is_):
            return (
                Change(new.key, new.title, "added", self._placed(new, self.after)) if is_ else None
            )
        if was and not is_:
            facts = tuple(
                fact | {"old": fact["new"], "new": None} for fact in self._placed(old, self.before)
            )
            return Change(new.key, new.title, "removed", facts)
        facts = tuple(self._facts(old, new))
        if not was:
            placed = {fact["fact"] for fact in self._placed(new, self.after)}
            others = tuple(fact for fact in facts if fact["fact"] not in placed)
            return Change(new.key, new.title, "returned", self._placed(new, self.after) + others)
        if old.cancelled != new.cancelled:
            return Change(new.key, new.title, "cancelled" if new.cancelled else "restored", facts)
        return Change(new.key, new.title, "changed", facts) if facts else None

    def _placed(self, session: ListedSession, names: Names) -> tuple[Fact, ...]:
        values = _values(session, names, self.zone)
        return tuple(
            {"fact": name, "old": None, "new": values[name]} for name in PLACING if values[name]
        )

    def _facts(self, old: ListedSession, new: ListedSession) -> Iterator[Fact]:
        before, after = (
            _values(old, self.before, self.zone),
            _values(new, self.after, self.zone),
        )
        for name, value in after.items():
            same = STAYS[name](old, new) if name in STAYS else before[name] == value
            if not same:
                yield {"fact": name, "old": before[name], "new": value}
        # Facts whose values would not be read in a list.
        if _roles_differ(old, new):
            yield {"fact": "roles"}
        if (old.abstract, old.description) != (new.abstract, new.description):
            yield {"fact": "text"}
        if old.links != new.links:
            yield {"fact": "links"}


# A room, a track or a person that is only called otherwise is the same; who is named first says
# little, and many systems name people in any order.
STAYS: Mapping[str, Callable[[ListedSession, ListedSession], bool]] = {
    "room": lambda old, new: old.room_ids == new.room_ids,
    "track": lambda old, new: old.track_id == new.track_id,
    "within": lambda old, new: old.within_id == new.within_id,
    "people": lambda old, new: dict(old.parts).keys() == dict(new.parts).keys(),
}


def _roles_differ(old: ListedSession, new: ListedSession) -> bool:
    roles = dict(old.parts)
    return any(roles.get(person, role) != role for person, role in new.parts)


def _values(session: ListedSession, names: Names, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "time": {
            "start": venue_time(session.starts_at, zone),
            "end": venue_time(session.ends_at, zone),
        },
        "room": [names.rooms[room] for room in session.room_ids],
        "board": session.board,
        "title": session.title,
        "subtitle": session.subtitle,
        "people": [names.people[person] for person, _ in session.parts],
        "track": names.tracks[session.track_id] if session.track_id else None,
        "kind": session.kind,
        "within": names.sessions.get(session.within_id) if session.within_id else None,
        "language": session.language,
        "online": session.online_link,
        "capacity": session.capacity,
        "full": session.full,
    }


def counts_of(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many sessions are added, changed and removed, as a report counts them."""
    found = [change.what for change in changes]
    return {
        "added": sum(what in ADDING for what in found),
        "changed": sum(what in CHANGING for what in found),
        "removed": found.count("removed"),
    }


def line_of_change(change: Change, agendas: int = 0) -> str:
    """Return a change as one line: "~ s12 Opening: 09:00 → 09:30, Aula → Room 2"."""
    coming = change.what in (*ADDING, "removed")
    facts = [] if coming else [*map(_in_words, change.facts)]
    told = ", ".join(filter(None, [NOTES.get(change.what, ""), *facts]))
    touched = f" ({agendas} {'agenda' if agendas == 1 else 'agendas'})" if agendas else ""
    return f"{SIGNS[change.what]} {change.session} {change.title}{told and f': {told}'}{touched}"


def _in_words(fact: Fact) -> str:
    name, old, new = fact["fact"], fact.get("old"), fact.get("new")
    if "old" not in fact:
        return f"{name} changed"
    if name == "time":
        return _times_in_words(old, new)
    label = "" if name == "room" else f"{name} "
    return f"{label}{_value_in_words(old)} → {_value_in_words(new)}"


def _times_in_words(old: Any, new: Any) -> str:  # noqa: ANN401 -- two times of a fact
    """Return as much of two times as differs: an end only where the length does too."""
    from_, to = old["start"], new["start"]
    if from_[:10] != to[:10]:
        return f"{from_[:10]} {from_[CLOCK]} → {to[:10]} {to[CLOCK]}"
    if from_ != to:
        return f"{from_[CLOCK]} → {to[CLOCK]}"
    return f"until {old['end'][CLOCK]} → {new['end'][CLOCK]}"


def _value_in_words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
