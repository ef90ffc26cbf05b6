"""Recognising the sessions of an earlier import in a later one."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from server.programme.importing.parsed import ParsedSession
from server.programme.listing import ListedSession

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Features:
    """What a session is recognised by."""

    key: str
    title: str
    starts_at: datetime
    rooms: tuple[str, ...]


# Tried in this order, each on what the ones before left over. An entry's own id says most, but
# tables without ids are numbered by line, and a line put in at the top renumbers them all; so an
# id counts for little against a title, and alone only where nothing else speaks.
RULES: tuple[Callable[[Features], Hashable], ...] = (
    lambda session: (session.key, session.title, session.starts_at),
    lambda session: (session.key, session.title),
    lambda session: (session.title, session.starts_at, session.rooms),
    lambda session: (session.title, session.starts_at),
    lambda session: session.key,
    lambda session: session.title,
)


def match_sessions(
    known: Sequence[ListedSession],
    parsed: Sequence[ParsedSession],
    room_names: Mapping[UUID, str],
) -> dict[str, UUID]:
    """Return, by the key of each parsed session that is known already, the known one's id.

    A session that left the programme and is back is recognised by its id or its title and time,
    never by its title alone.
    """
    matched: dict[str, UUID] = {}
    old = {session.id: _known_features(session, room_names) for session in known}
    new = {session.key: _parsed_features(session) for session in parsed}
    gone = {session.id for session in known if session.removed_at is not None}
    for rule in RULES:
        if rule is RULES[-1]:
            old = {row: features for row, features in old.items() if row not in gone}
        by_old, by_new = _alone(old, rule), _alone(new, rule)
        for value in by_new.keys() & by_old.keys():
            row, key = by_old[value], by_new[value]
            matched[key] = row
            del old[row], new[key]
    return matched


def _alone(
    things: Mapping[Thing, Features], rule: Callable[[Features], Hashable]
) -> dict[Hashable, Thing]:
    """Return the things that share a value of *rule* with no other, by that value."""
    found: dict[Hashable, list[Thing]] = {}
    for thing, features in things.items():
        found.setdefault(rule(features), []).append(thing)
    return {value: same[0] for value, same in found.items() if len(same) == 1}


def _known_features(session: ListedSession, room_names: Mapping[UUID, str]) -> Features:
    rooms = tuple(room_names[room] for room in session.room_ids)
    return Features(session.source_key, session.title.casefold(), session.starts_at, rooms)


def _parsed_features(session: ParsedSession) -> Features:
    return Features(session.key, session.title.casefold(), session.starts_at, session.rooms)
