"""What a session is recognised by, of one that is known and of one in a newer file."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from server.programme.importing.parsed import ParsedSession
from server.programme.listing import ListedSession
from server.programme.naming import plain, plain_name

CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Features:
    """What a session is recognised by."""

    key: str
    title: str
    people: frozenset[str]
    starts_at: datetime
    day: date
    rooms: tuple[str, ...]
    board: str
    poster: bool

    @property
    def place(self) -> Hashable:
        """When and where exactly."""
        return self.starts_at, self.rooms, self.board


def known_features(
    session: ListedSession,
    room_names: Mapping[UUID, str],
    people_names: Mapping[UUID, str],
    zone: tzinfo | None,
) -> Features:
    """Return what a known session is recognised by; *zone* is the one of the newer file."""
    return Features(
        key=session.source_key,
        title=plain(session.title),
        people=_speaking((people_names[person], role) for person, role in session.parts),
        starts_at=session.starts_at,
        day=session.starts_at.astimezone(zone).date(),
        rooms=tuple(plain(room_names[room]) for room in session.room_ids),
        board=plain(session.board or ""),
        poster=_is_poster(session.kind, session.board),
    )


def parsed_features(session: ParsedSession) -> Features:
    """Return what a session of the newer file is recognised by."""
    return Features(
        key=session.key,
        title=plain(session.title),
        people=_speaking((person.name, person.role) for person in session.people),
        starts_at=session.starts_at,
        day=session.starts_at.date(),
        rooms=tuple(dict.fromkeys(plain(room) for room in session.rooms)),
        board=plain(session.board or ""),
        poster=_is_poster(session.kind, session.board),
    )


def _speaking(named: Iterable[tuple[str, str]]) -> frozenset[str]:
    people: Collection[tuple[str, str]] = list(named)
    speaking = [name for name, role in people if role != CHAIR] or [name for name, _ in people]
    return frozenset(map(plain_name, speaking))


def _is_poster(kind: str, board: str | None) -> bool:
    return kind == "poster" or board is not None
