"""Finding the sessions that a list of favourites names, by a rule that guesses nothing.

In this order: an id or address of the session; its title and time; its title, where one session
alone has it; a title so near that no other comes close. What is less than that is offered to be
confirmed, and the rest is reported as not found. An id whose title contradicts it is offered too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from .favourite_report import FavouritesFound, Found, KnownSession
from .favourites import Favourite, read_favourites

# Two titles below this have nothing to do with each other, whatever an id says.
CONTRADICTING = 45
# So near that it is the same, if no other session is nearly as near.
CERTAIN, LEAD = 92, 6
# With the same start, less will do.
CERTAIN_WITH_TIME = 80
SAME_WORD = 75
# What is worth a question.
OFFERED, MOST_OFFERED = 68, 3
# Shorter titles ("Opening", "Q&A") are near to too much.
SHORTEST_NEAR = 8
# Of so large a programme so large a part is no choice of favourites.
WHOLE_SHARE, WHOLE_LEAST = 0.7, 20

OWN_UID = re.compile(r"sess-([\w-]+)\.(s\d+)(?:\.\w+)?@")
PATH_ENDING = re.compile(r"\.(?:html?|ics|json|xml)$")


def find_favourites(
    content: bytes, *, zone: str, slug: str, known: Sequence[KnownSession]
) -> FavouritesFound:
    """Return which of *known* the list names. Raises `UnreadableError` for what is no list."""
    name, favourites = read_favourites(content, zone=zone)
    programme = _Programme(known, slug, ZoneInfo(zone))
    entries = tuple(programme.found(favourite) for favourite in favourites)
    sessions = {one.sessions[0] for one in entries if one.state == "matched"}
    whole = len(sessions) >= max(WHOLE_LEAST, WHOLE_SHARE * len(known))
    return FavouritesFound(format=name, entries=entries, whole=whole)


class _Programme:
    """The known sessions under everything that a list may call them."""

    def __init__(self, known: Sequence[KnownSession], slug: str, zone: ZoneInfo) -> None:
        self.slug, self.zone = slug, zone
        self.by_key = {session.key: session for session in known}
        self.by_id: dict[str, list[KnownSession]] = defaultdict(list)
        self.by_title: dict[str, list[KnownSession]] = defaultdict(list)
        for session in known:
            for name in _names(session):
                self.by_id[name].append(session)
            self.by_title[plain(session.title)].append(session)
        self.titles = [title for title in self.by_title if len(title) >= SHORTEST_NEAR]

    def found(self, favourite: Favourite) -> Found:
        """Return what one entry names."""
        named = self._named(favourite)
        if len(named) > 1:
            named = self._at_time(favourite, named) or named
        if len(named) == 1 and _agrees(favourite, named[0]):
            return self._one(favourite, named[0], "id")
        # An id that says one thing and a title that says another: with its time the title is
        # right (ids such as "7" are anybody's), without it somebody must look.
        if titled := self._titled(favourite):
            same_time = self._at_time(favourite, titled)
            if len(same_time) == 1:
                return self._one(favourite, same_time[0], "title and time")
            if len(titled) == 1 and not named:
                return self._one(favourite, titled[0], "title")
            return self._some(favourite, [*titled, *named])
        return self._near(favourite, named)

    def _named(self, favourite: Favourite) -> list[KnownSession]:
        """Return the sessions that an id or address of the entry leads to."""
        for name in favourite.ids:
            if (own := OWN_UID.match(name)) and own[1] == self.slug and own[2] in self.by_key:
                return [self.by_key[own[2]]]
        for address in favourite.addresses:
            parts = re.split(r"[/#?.]+", address)
            if self.slug in parts and (own_keys := [one for one in parts if one in self.by_key]):
                return [self.by_key[own_keys[-1]]]
        for names in (
            [name.casefold() for name in favourite.ids],
            [plain_address(address) for address in favourite.addresses],
            [name for address in favourite.addresses for name in address_names(address)],
            [name for one in favourite.ids for name in _id_names(one)],
        ):
            if found := [session for name in names for session in self.by_id.get(name, ())]:
                return list(dict.fromkeys(found))
        keys = [self.by_key[name] for name in favourite.ids if name in self.by_key]
        return keys if len(keys) == 1 else []

    def _titled(self, favourite: Favourite) -> list[KnownSession]:
        for title in favourite.titles:
            if sessions := self.by_title.get(plain(title)):
                present = [session for session in sessions if not session.gone]
                return present or sessions
        return []

    def _at_time(self, favourite: Favourite, some: Iterable[KnownSession]) -> list[KnownSession]:
        return [session for session in some if self._starts_then(favourite, session)]

    def _starts_then(self, favourite: Favourite, session: KnownSession) -> bool:
        if favourite.starts_at is not None:
            return session.starts_at == favourite.starts_at
        local = session.starts_at.astimezone(self.zone)
        return favourite.clock == (local.hour, local.minute)

    def _near(self, favourite: Favourite, named: list[KnownSession]) -> Found:
        scored = self._scored(favourite)
        if scored and not named:
            (best, score), *others = scored
            slip = any(_slip(best, title) for title in favourite.titles)
            # Titles that differ by another word or number are no rivals of one that differs by
            # a slip: "Part 2" is not "Part 1" misspelt.
            rivals = [
                one
                for other, one in others
                if not slip or any(_slip(other, title) for title in favourite.titles)
            ]
            second = max(rivals, default=0.0)
            sessions = self.by_title[best]
            same_time = self._at_time(favourite, sessions)
            sure = same_time if len(same_time) == 1 else sessions if len(sessions) == 1 else []
            same = score >= (CERTAIN_WITH_TIME if same_time else CERTAIN)
            if sure and same and (same_time or slip) and score - second >= LEAD:
                return self._one(favourite, sure[0], "near title")
        offered = [session for title, _ in scored for session in self.by_title[title]]
        return self._some(favourite, [*named, *offered])

    def _scored(self, favourite: Favourite) -> list[tuple[str, float]]:
        """Return the titles most like the entry's, the nearest first."""
        best: dict[str, float] = {}
        for title in favourite.titles[:4]:
            wanted = plain(title)
            if len(wanted) < SHORTEST_NEAR:
                continue
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
                for found, score, _ in process.extract(
                    wanted, self.titles, scorer=scorer, limit=4, score_cutoff=OFFERED
                ):
                    best[found] = max(best.get(found, 0.0), score)
        return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:MOST_OFFERED]

    def _one(self, favourite: Favourite, session: KnownSession, by: str) -> Found:
        state = "gone" if session.gone else "matched"
        return Found(favourite.words, favourite.where, state, by, (session.key,))

    def _some(self, favourite: Favourite, sessions: Iterable[KnownSession]) -> Found:
        keys = tuple(dict.fromkeys(session.key for session in sessions if not session.gone))
        state = "uncertain" if keys else "missing"
        return Found(favourite.words, favourite.where, state, "", keys[:8])


def _agrees(favourite: Favourite, session: KnownSession) -> bool:
    """Tell whether the entry's own title can be this session's; one without a title agrees."""
    words = [plain(title) for title in favourite.titles if " " in title]
    words = [title for title in words if len(title) >= SHORTEST_NEAR]
    if not words:
        return True
    wanted = plain(session.title)
    return any(fuzz.token_set_ratio(title, wanted) >= CONTRADICTING for title in words)


def _slip(title: str, said: str) -> bool:
    """Tell whether two titles differ by slips within words alone, and in no number."""
    known, wanted = title.split(), plain(said).split()
    if len(known) != len(wanted):
        return False
    differing = [(one, other) for one, other in zip(known, wanted, strict=True) if one != other]
    return all(
        fuzz.ratio(one, other) >= SAME_WORD and not re.search(r"\d", one + other)
        for one, other in differing
    )


def _names(session: KnownSession) -> Iterable[str]:
    names = {session.source_key.casefold(), *_id_names(session.source_key)}
    for address in session.addresses:
        names |= {plain_address(address), *address_names(address)}
    return names - {""}


def _id_names(name: str) -> list[str]:
    """Return what of an id may stand alone: "pretalx-expo-ABCDEF@example.org" has ABCDEF."""
    local = name.split("@", 1)[0].casefold()
    last = re.split(r"[-_.:/]", local)[-1]
    return [local, *([last] if len(last) >= 5 and not last.isalpha() | (last == local) else [])]  # noqa: PLR2004


def plain_address(address: str) -> str:
    """Return an address as others may write it: without scheme, query and last slash."""
    return re.sub(r"^\w+://(?:www\.)?", "", address.casefold()).split("?")[0].rstrip("/")


def address_names(address: str) -> list[str]:
    """Return the parts of an address that may be an id: of its last two, what has a digit.

    ".../events/10993.html" has 10993, ".../talk/G9JGWY/" G9JGWY, ".../event/1AbC/the-title" 1AbC.
    """
    path = address.casefold().split("?")[0].rstrip("/").split("/")[3:]
    names = [PATH_ENDING.sub("", part) for part in path[-2:]]
    return [name for name in reversed(names) if re.search(r"\d", name) or name == names[-1]]


def plain(text: str) -> str:
    """Return *text* without case, accents and signs, to compare titles by."""
    folded = normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in folded if not combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))
