"""A large programme as its file would come: invented, seeded, of as much chance as real ones.

Titles are of words as frequent as words are (Zipf), people speak once or several times, posters
hang on boards; so that what is compressed, searched and matched has about a real one's work.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"
FIRST_DAY = date(2026, 6, 9)
DAYS = 5
ROOMS = 40
WORDS = 8000
ONSETS = (
    "b",
    "br",
    "c",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "v",
)
VOWELS = ("a", "e", "i", "o", "u", "ea", "io")
ENDS = ("", "n", "r", "s", "l", "tion", "ing", "ity", "al", "ed", "ment")
TRACKS = 12
MINUTES = (15, 30, 45, 60)
INSTITUTIONS = 300
Talk = dict[str, object]


def schedule(count: int, *, seed: int = 7) -> bytes:
    """Return a programme of *count* sessions as frab's `schedule.json`."""
    chance = random.Random(seed)  # noqa: S311 -- the same programme each time, not a secret
    words = _words(chance)
    talks = _talks(chance, words, count)
    days = [_day(index, talks[index::DAYS]) for index in range(DAYS)]
    conference = {
        "acronym": "large",
        "title": "A large congress",
        "start": FIRST_DAY.isoformat(),
        "end": (FIRST_DAY + timedelta(days=DAYS - 1)).isoformat(),
        "daysCount": DAYS,
        "time_zone_name": ZONE,
        "days": days,
    }
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def changed(content: bytes, count: int) -> bytes:
    """Return the same file with *count* sessions in another room, later, or renamed."""
    document = json.loads(content)
    talks = [
        talk
        for day in document["schedule"]["conference"]["days"]
        for room in day["rooms"].values()
        for talk in room
    ]
    for number, talk in enumerate(talks[:: len(talks) // count][:count]):
        if number % 3 == 0:
            talk["room"] = "Room 1"
        elif number % 3 == 1:
            later = datetime.fromisoformat(talk["date"]) + timedelta(minutes=15)
            talk |= {"date": later.isoformat(), "start": f"{later:%H:%M}"}
        else:
            talk["title"] += ", revised"
    return json.dumps(document).encode()


class Words:
    """A language: the words that come first come most."""

    def __init__(self, words: list[str], chance: random.Random) -> None:
        """Give each word its weight."""
        self.words = words
        self.chance = chance
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def some(self, least: int, most: int) -> str:
        """Return a run of words."""
        count = self.chance.randint(least, most)
        return " ".join(self.chance.choices(self.words, cum_weights=self._weights, k=count))

    def title(self) -> str:
        """Return the same as a title is written."""
        text = self.some(4, 9)
        return text[0].upper() + text[1:]

    def name(self) -> str:
        """Return somebody's name."""
        first, last = self.chance.sample(self.words, 2)
        return f"{first.title()} {last.title()}"


def _words(chance: random.Random) -> Words:
    made: dict[str, None] = {}
    while len(made) < WORDS:
        syllables = chance.choices((1, 2, 3), (3, 5, 2))[0]
        stem = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))
        made[stem + chance.choice(ENDS)] = None
    return Words(list(made), chance)


def _talks(chance: random.Random, words: Words, count: int) -> list[Talk]:
    zone = ZoneInfo(ZONE)
    places = [words.some(1, 2).title() + " Institute" for _ in range(INSTITUTIONS)]
    people = [(words.name(), chance.choice(places)) for _ in range(max(1, count * 2 // 3))]
    tracks = [words.some(1, 3).capitalize() for _ in range(TRACKS)]
    made: list[Talk] = []
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number % DAYS)
        slot = number // DAYS // ROOMS
        start = datetime(day.year, day.month, day.day, 8, 0, tzinfo=zone)
        start += timedelta(minutes=15 * (slot % 44))
        minutes = chance.choice(MINUTES)
        speakers = chance.sample(
            range(len(people)), min(len(people), chance.choices((1, 2, 4), (7, 2, 1))[0])
        )
        made.append(
            {
                "id": number + 1,
                "guid": f"00000000-0000-4000-8000-{number + 1:012}",
                "date": start.isoformat(),
                "start": f"{start:%H:%M}",
                "duration": f"{minutes // 60}:{minutes % 60:02}",
                "room": f"Room {number // DAYS % ROOMS + 1}",
                "title": words.title(),
                "track": tracks[int(chance.triangular(0, TRACKS, 0)) % TRACKS],
                "type": "lecture",
                "language": "en",
                "abstract": words.some(60, 220) + ".",
                "persons": [
                    {"id": one + 1, "public_name": people[one][0], "biography": ""}
                    for one in speakers
                ],
            }
        )
    return made


def _day(index: int, talks: list[Talk]) -> dict[str, object]:
    day = FIRST_DAY + timedelta(days=index)
    return {
        "index": index + 1,
        "date": day.isoformat(),
        "day_start": f"{day}T08:00:00+02:00",
        "day_end": f"{day}T23:00:00+02:00",
        "rooms": dict(_by_room(talks)),
    }


def _by_room(talks: list[Talk]) -> Iterator[tuple[str, list[Talk]]]:
    for name in dict.fromkeys(str(talk["room"]) for talk in talks):
        yield name, [talk for talk in talks if talk["room"] == name]
