"""Writes `programme.json`: `python3 -m tests.vectors.make_programme`.

Two indexes, the delta between them and the hash of the second's canonical form, for both the
server's and the phone's implementation.
"""

import json
from pathlib import Path
from typing import Any

from server.programme.documents import canonical_sha256, delta_between

EVENT = {
    "slug": "esc26",
    "name": "Example Symposium",
    "short_name": "Example",
    "timezone": "Europe/Berlin",
    "starts_on": "2026-06-09",
    "ends_on": "2026-06-11",
    "walk_minutes": 5,
}
# What languages escape differently, and what sorts differently by unit, character or alphabet.
DIFFICULT = (
    'quotes " and \\ and / and <b>&amp;</b>\ttab \x01 \x7f \u2028 '
    "e\u0301 \xe9 \ud55c\uad6d \U0001f469\u200d\U0001f52c"
)


def _session(key: str, title: str, hour: int, **members: object) -> dict[str, Any]:
    return {
        "id": key,
        "title": title,
        "kind": "talk",
        "start": f"2026-06-09T{hour:02}:00+02:00",
        "end": f"2026-06-09T{hour + 1:02}:00+02:00",
        **members,
    }


OLD: dict[str, Any] = {
    "version": 41,
    "event": EVENT,
    "rooms": [{"id": "r2", "name": "Foyer"}, {"id": "r10", "name": "Aula"}],
    "tracks": [{"id": "t1", "name": "Plenary"}],
    "people": [
        {"id": "p1", "name": "Ada Example", "institution": "Example University"},
        {"id": "p2", "name": "Ben Sample"},
    ],
    "sessions": [
        _session("s2", "Opening", 9, rooms=["r10"], track="t1", people=["p1"]),
        _session("s10", "Closing", 16, people=["p2", "p1"]),
        _session("s3", DIFFICULT, 17, cancelled=True),
    ],
}
NEW: dict[str, Any] = {
    "version": 42,
    "event": EVENT | {"place": "Example Hall", "walk_minutes": 8, "walks": [["r2", "r11", 12]]},
    "rooms": [{"id": "r11", "name": "Old Library"}, {"id": "r2", "name": "Foyer"}],
    "tracks": [{"id": "t1", "name": "Plenary"}],
    "people": [
        {"id": "p1", "name": "Ada Example", "institution": "Example University"},
        {"id": "p3", "name": "Cleo Mockford"},
    ],
    "sessions": [
        _session("s12", "New, and first", 8, rooms=["r2"], people=["p3"], board="P2", within="s3"),
        _session("s2", "Opening", 9, rooms=["r11"], track="t1", people=["p1"]),
        _session("s3", DIFFICULT, 18, cancelled=True, language="de", subtitle="more"),
    ],
}


def vectors() -> dict[str, Any]:
    return {
        "old": OLD,
        "new": NEW,
        "delta": delta_between(OLD, NEW),
        "sha256": {"old": canonical_sha256(OLD), "new": canonical_sha256(NEW)},
    }


if __name__ == "__main__":
    path = Path(__file__).with_name("programme.json")
    path.write_text(json.dumps(vectors(), indent=1) + "\n", encoding="utf-8")
