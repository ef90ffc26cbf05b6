"""Mutated lists of favourites: whatever they are, looking for them ends, or is refused."""

import json
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.programme.importing.favourite_matching import find_favourites
from server.programme.importing.favourite_report import KnownSession
from server.programme.importing.parsed import UnreadableError

from .samples import BERLIN
from .test_fuzz import ROUNDS, SEEDS, mutated

FIRST = datetime(2026, 6, 9, 9, tzinfo=ZoneInfo(BERLIN))
KNOWN = [
    KnownSession(f"s{n}", f"guid-{n}", f"Talk number {n} of many", FIRST + timedelta(hours=n))
    for n in range(1, 40)
]
LISTS = {
    "lines": b"[x] Talk number 3 of many\n2026-06-09 10:00 Talk number 1 of many | Aula\nguid-7\n"
    b"Tue 11:00 - 11:30 Talk nummber 2 of many https://a.example.org/talk/AB2CD/\n",
    "json": json.dumps(
        {"stars": {"guid-1": True}, "talks": [{"id": 2, "favorite": "yes"}, "guid-3", 4]}
    ).encode(),
    "table": b"Titel;Datum;Startzeit;Gemerkt\nTalk number 1 of many;2026-06-09;10:00;x\n",
    "ics": SEEDS["ics"],
    "frab-xml": SEEDS["frab-xml"],
    "frab-json": SEEDS["frab-json"],
}

pytestmark = pytest.mark.fuzz


@pytest.mark.parametrize("kind", LISTS)
def test_mutated_list_is_looked_for_or_refused(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same inputs every time
    for number in range(ROUNDS // 3):
        content = mutated(LISTS[kind], chance)
        try:
            found = find_favourites(content, zone=BERLIN, slug="expo26", known=KNOWN)
        except UnreadableError:
            continue
        except Exception as error:
            raise AssertionError(f"input {number}: {content!r}") from error
        assert all(one.sessions or one.state == "missing" for one in found.entries)
