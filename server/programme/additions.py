"""Adding a file to a programme that is there: a list of posters, or sessions beside the others.

What was added keeps a mark in its source's key ("+1/…", by the list it came in), so that a newer
main programme does not take it away, and a newer list replaces the earlier one and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from server.programme.importing.parsed import (
    Oddity,
    ParsedPerson,
    ParsedPoster,
    ParsedProgramme,
    ParsedSession,
)
from server.programme.importing.posters import attach
from server.programme.listing import ListedSession, Listing
from server.programme.matching import match_sessions

MARK = re.compile(r"\+(\d+)/")
At = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Standing:
    """The programme as it stands, in the terms of a file."""

    sessions: tuple[ParsedSession, ...]
    listing: Listing

    @property
    def main(self) -> list[ParsedSession]:
        """The sessions of the main programme."""
        return [session for session in self.sessions if not MARK.match(session.key)]

    @property
    def added(self) -> list[ParsedSession]:
        """The sessions and posters that were added to it."""
        return [session for session in self.sessions if MARK.match(session.key)]


def standing_of(listing: Listing, at: At) -> Standing:
    """Return the programme of *listing*; *at* gives a moment on the venue's clock."""
    rooms = {room.id: room.name for room in listing.rooms}
    tracks = {track.id: track.name for track in listing.tracks}
    people = {person.id: person for person in listing.people}
    keys = {session.id: session.source_key for session in listing.sessions}

    def person(of: UUID, role: str) -> ParsedPerson:
        known = people[of]
        return ParsedPerson(
            known.name, role, known.source_key, known.institution, known.biography,
            tuple((title, address) for title, address in known.links),
        )  # fmt: skip

    return Standing(
        tuple(
            ParsedSession(
                key=session.source_key,
                title=session.title,
                starts_at=at(session.starts_at),
                ends_at=at(session.ends_at),
                kind=session.kind,
                subtitle=session.subtitle,
                rooms=tuple(rooms[room] for room in session.room_ids),
                track=tracks[session.track_id] if session.track_id else None,
                language=session.language,
                abstract=session.abstract,
                description=session.description,
                people=tuple(person(of, role) for of, role in session.parts),
                links=tuple((title, address) for title, address in session.links),
                cancelled=session.cancelled,
                board=session.board,
                within=keys.get(session.within_id) if session.within_id else None,
                online_link=session.online_link,
                capacity=session.capacity,
                full=session.full,
            )
            for session in listing.sessions
            if session.removed_at is None
        ),
        listing,
    )


def added_to(
    standing: Standing, parsed: ParsedProgramme, *, at: At, first_day: date
) -> ParsedProgramme:
    """Return the whole programme with *parsed* added: nothing of the rest is taken away.

    Of an earlier list that shares half of its titles with this one, what this one no longer has
    is taken away: it is the same list. Numbers of boards would not tell: every list has a 1.
    """
    entries = [*parsed.sessions, *(poster.poster for poster in parsed.posters)]
    number = _number_of(standing.added, entries)
    rest = [s for s in standing.sessions if not s.key.startswith(f"+{number}/")]
    marked = {session.key: f"+{number}/{session.key}" for session in entries}
    new = [
        replace(s, key=marked[s.key], within=marked.get(s.within or "", s.within))
        for s in parsed.sessions
    ]
    posters = [
        replace(p, poster=replace(p.poster, key=marked[p.poster.key])) for p in parsed.posters
    ]
    attached = attach([*rest, *new], posters, at=at, first_day=first_day)
    sessions = tuple(_marked_made(attached.sessions, number))
    return replace(
        parsed, sessions=sessions, posters=(), warnings=(*parsed.warnings, *attached.oddities)
    )


def _marked_made(sessions: Iterable[ParsedSession], number: int) -> Iterable[ParsedSession]:
    """Yield the sessions, those that were made for posters marked as their list is."""
    made = {s.key: f"+{number}/{s.key}" for s in sessions if s.key.startswith("posters/")
            and s.kind == "poster-session"}  # fmt: skip
    for session in sessions:
        within = made.get(session.within or "", session.within)
        yield replace(session, key=made.get(session.key, session.key), within=within)


def _number_of(added: Sequence[ParsedSession], entries: Sequence[ParsedSession]) -> int:
    """Return the number of the list that *entries* are a newer form of, or a new one."""
    lists: dict[int, list[ParsedSession]] = defaultdict(list)
    for session in added:
        if mark := MARK.match(session.key):
            lists[int(mark[1])].append(session)
    titles = {session.title.casefold() for session in entries}
    for number, known in lists.items():
        own = [s for s in known if s.kind != "poster-session"] or known
        shared = sum(session.title.casefold() in titles for session in own)
        if 2 * shared >= min(len(own), len(entries)):
            return number
    return max(lists, default=0) + 1


def with_added_kept(
    standing: Standing, parsed: ParsedProgramme, *, at: At, first_day: date
) -> ParsedProgramme:
    """Return a newer main programme with what was added to the one before.

    A poster follows its session to its new time and room; where the session is gone it is put
    into another as a list's would be. What the newer programme has itself is not kept twice.
    """
    known = {session.title.casefold() for session in parsed.sessions if session.kind == "poster"}
    added = [s for s in standing.added if not (s.kind == "poster" and s.title.casefold() in known)]
    posters = [session for session in added if session.kind == "poster"]
    holding = {session.within for session in posters}
    others = [
        s for s in added if s.kind != "poster" and (s.kind != "poster-session" or s.key in holding)
    ]
    if not added:
        return parsed
    now = _now_called(standing, parsed)
    before = {session.key: session for session in standing.sessions}
    kept = list(others)
    loose = []
    new = {session.key: session for session in (*parsed.sessions, *others)}
    for poster in posters:
        hall = before.get(poster.within or "")
        to = new.get(now.get(poster.within or "", poster.within or ""))
        if hall is None or to is None:
            loose.append(
                ParsedPoster(poster, f"entry “{poster.title[:60]}”", hall.title if hall else "")
            )
        else:
            kept.append(_moved(poster, hall, to))
    halls = {poster.within for poster in kept if poster.within}
    sessions = [
        replace(s, kind="poster-session") if s.key in halls and s.kind != "poster" else s
        for s in (*parsed.sessions, *kept)
    ]
    attached = attach(sessions, loose, at=at, first_day=first_day)
    note = Oddity(
        "the programme",
        f"What was added to it before was kept: {len(posters) + len(others)} entries.",
    )
    return replace(
        parsed,
        sessions=attached.sessions,
        warnings=(*parsed.warnings, *attached.oddities, note),
    )


def _now_called(standing: Standing, parsed: ParsedProgramme) -> dict[str, str]:
    """Return the keys that sessions of the main programme have in the newer one."""
    rooms = {room.id: room.name for room in standing.listing.rooms}
    people = {person.id: person.name for person in standing.listing.people}
    main = [s for s in standing.listing.sessions if not MARK.match(s.source_key)]
    rows: dict[UUID, ListedSession] = {session.id: session for session in main}
    matched = match_sessions(main, parsed.sessions, rooms, people)
    return {rows[row].source_key: key for key, row in matched.items()}


def _moved(poster: ParsedSession, hall: ParsedSession, to: ParsedSession) -> ParsedSession:
    """Return *poster* where its session is now; times and rooms of its own it keeps."""
    same_time = (poster.starts_at, poster.ends_at) == (hall.starts_at, hall.ends_at)
    return replace(
        poster,
        within=to.key,
        starts_at=to.starts_at if same_time else poster.starts_at,
        ends_at=to.ends_at if same_time else poster.ends_at,
        rooms=to.rooms if poster.rooms == hall.rooms else poster.rooms,
    )
