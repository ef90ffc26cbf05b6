"""Invented programmes, and what organisers do to them between two exports."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from server.programme.importing.parsed import ParsedPerson, ParsedProgramme, ParsedSession
from tests.programme.parsed import OPENING_AT, parsed_programme, parsed_session

ROOMS = ("Aula", "Lindgren Room", "Studio 1", "Studio 2")
ABOUT = (
    "handover", "discharge", "sepsis", "mentoring", "triage", "ferritin", "rhythm", "delirium",
    "consent", "fatigue", "imaging", "teaching", "rounds", "feedback", "audit", "nutrition",
)  # fmt: skip
WAYS = (
    "without holes", "measured by night", "in rural hospitals", "read aloud", "for beginners",
    "after sixty", "as a team sport", "from poster to paper", "with fewer words",
)  # fmt: skip
GIVEN = ("Ada", "Bo", "Cleo", "Dag", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea")
FAMILY = ("Testwell", "Sampleson", "Mockford", "Fixtureberg", "Stubbins", "Placeholder")


@dataclass
class Edited:
    """A programme after edits: each of its sessions with the one it was, None for a new one."""

    sessions: list[tuple[ParsedSession, str | None]]
    removed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    renumbered: bool = False

    def programme(self, dice: random.Random) -> ParsedProgramme:
        """Return it as a file in any order of its rows."""
        rows = [session for session, _ in self.sessions]
        dice.shuffle(rows)
        return parsed_programme(*rows)


def invented_programme(dice: random.Random, talks: int = 24) -> list[ParsedSession]:
    """Return talks with their speakers, three days' lunches, and a poster session with boards."""
    titles = dice.sample([f"{about} {way}" for about in ABOUT for way in WAYS], talks + 6)
    people = [ParsedPerson(f"{a} {b}", key=f"{a}{b}".lower()) for a in GIVEN for b in FAMILY]
    dice.shuffle(people)
    sessions = [
        parsed_session(
            f"id-{number:05}",
            titles[number].capitalize(),
            starts_at=OPENING_AT + timedelta(days=number % 3, hours=number // 12),
            rooms=(ROOMS[number % 12 // 3],),
            people=(people[number],),
        )
        for number in range(talks)
    ]
    sessions += [
        parsed_session(
            f"lunch-{day}",
            "Lunch",
            kind="meal",
            starts_at=OPENING_AT + timedelta(days=day, hours=4),
        )
        for day in range(3)
    ]
    hall = parsed_session("hall", "Posters", kind="poster-session", rooms=("Foyer",))
    posters = [
        replace(
            hall,
            key=f"poster-{board}",
            title=titles[talks + board].capitalize(),
            kind="poster",
            board=f"P{board}",
            within="hall",
            people=(replace(people[talks + board % 2], role="author"),),
        )
        for board in range(6)
    ]
    return [*sessions, hall, *posters]


Edit = Callable[[random.Random, Edited], None]


def edited(dice: random.Random, sessions: list[ParsedSession], edits: list[Edit]) -> Edited:
    """Return *sessions* after *edits*, no session touched twice but for its id."""
    result = Edited([(session, session.key) for session in sessions])
    for edit in edits:
        edit(dice, result)
    return result


def _pick(dice: random.Random, state: Edited, *, posters: bool = True) -> int:
    free = [
        at
        for at, (session, was) in enumerate(state.sessions)
        if was is not None
        and was not in state.touched
        and session.people
        and (posters or session.kind == "talk")
    ]
    at = dice.choice(free)
    state.touched.add(state.sessions[at][1] or "")
    return at


def _put(state: Edited, at: int, session: ParsedSession) -> None:
    state.sessions[at] = (session, state.sessions[at][1])


def retitle_typo(dice: random.Random, state: Edited) -> None:
    """Correct a letter."""
    at = _pick(dice, state)
    title = state.sessions[at][0].title
    place = dice.randrange(2, len(title) - 2)
    _put(state, at, replace(state.sessions[at][0], title=title[:place] + "q" + title[place + 1 :]))


def retitle_heavily(dice: random.Random, state: Edited) -> None:
    """Give a talk another title altogether."""
    at = _pick(dice, state, posters=state.renumbered is False)
    _put(state, at, replace(state.sessions[at][0], title=f"What we learned in {dice.random()}"))


def move_time(dice: random.Random, state: Edited) -> None:
    """Move a talk by some hours and days."""
    at = _pick(dice, state, posters=False)
    session = state.sessions[at][0]
    by = timedelta(days=dice.randrange(3), minutes=dice.randrange(5, 300, 5))
    _put(
        state, at, replace(session, starts_at=session.starts_at + by, ends_at=session.ends_at + by)
    )


def move_room(dice: random.Random, state: Edited) -> None:
    """Move a talk to another room, a new one sometimes."""
    at = _pick(dice, state)
    _put(state, at, replace(state.sessions[at][0], rooms=(dice.choice([*ROOMS, "Annex"]),)))


def swap(dice: random.Random, state: Edited) -> None:
    """Let two talks change places."""
    one, other = (_pick(dice, state, posters=False) for _ in range(2))
    first, second = state.sessions[one][0], state.sessions[other][0]
    for at, session, place in ((one, first, second), (other, second, first)):
        moved = replace(
            session, starts_at=place.starts_at, ends_at=place.ends_at, rooms=place.rooms
        )
        _put(state, at, moved)


def cancel(dice: random.Random, state: Edited) -> None:
    """Cancel a session."""
    at = _pick(dice, state)
    _put(state, at, replace(state.sessions[at][0], cancelled=True))


def change_speaker(dice: random.Random, state: Edited) -> None:
    """Let somebody else give a talk."""
    at = _pick(dice, state)
    stand_in = ParsedPerson(f"Stand In{dice.randrange(10**6)}", key=f"new-{dice.random()}")
    _put(state, at, replace(state.sessions[at][0], people=(stand_in,)))


def remove(dice: random.Random, state: Edited) -> None:
    """Take a session out."""
    at = _pick(dice, state)
    _, was = state.sessions.pop(at)
    state.removed.add(was or "")


def add(dice: random.Random, state: Edited) -> None:
    """Put a new talk in."""
    number = dice.randrange(10**6)
    fresh = parsed_session(
        f"fresh-{number}",
        f"Late news number {number}",
        starts_at=OPENING_AT + timedelta(days=dice.randrange(3), hours=dice.randrange(9)),
        people=(ParsedPerson(f"Late Comer{number}", key=f"late-{number}"),),
    )
    state.sessions.insert(dice.randrange(len(state.sessions)), (fresh, None))


def replace_talk(dice: random.Random, state: Edited) -> None:
    """Give a talk's slot, and sometimes its id, to another talk of other people."""
    at = _pick(dice, state)
    old, was = state.sessions[at]
    number = dice.randrange(10**6)
    fresh = replace(
        old,
        key=dice.choice([old.key, f"other-{number}"]),
        title=f"Zzyzx {number}: qubits",
        people=(ParsedPerson(f"Kyo Quorum{number}", key=f"kq-{number}"),),
    )
    state.sessions[at] = (fresh, None)
    state.removed.add(was or "")


def renumber(dice: random.Random, state: Edited) -> None:
    """Export with ids that count the rows, or from another program."""
    numbers = list(range(len(state.sessions)))
    dice.shuffle(numbers)
    word = dice.choice(["", "row ", "id-0000"])
    names = {
        session.key: f"{word}{n}" for n, (session, _) in zip(numbers, state.sessions, strict=True)
    }
    state.sessions = [
        (
            replace(
                session,
                key=names[session.key],
                within=names.get(session.within) if session.within else None,
            ),
            was,
        )
        for session, was in state.sessions
    ]
    state.renumbered = True


EDITS: tuple[Edit, ...] = (
    retitle_typo, retitle_heavily, move_time, move_room, swap, cancel, change_speaker, remove, add,
    replace_talk,
)  # fmt: skip
