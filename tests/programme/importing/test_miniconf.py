import json
from typing import Any

from server.programme.importing.reading import read_programme

from .samples import BERLIN


def event(title: str, hour: int, link: str | None = None) -> dict[str, Any]:
    return {
        "title": title, "start": f"2026-06-09T{hour:02}:00:00+02:00",
        "end": f"2026-06-09T{hour + 1:02}:00:00+02:00", "location": link, "link": link,
        "category": "time", "calendarId": "pos",
    }  # fmt: skip


CALENDAR = json.dumps(
    [
        event("Opening", 9),
        event("Papers - 1", 10, "papers.html?session=Tue+Session+1"),
        event("Papers - 2", 11, "papers.html?session=2"),
        event("Late news", 12, "https://example.org/lbds.html?session=Late"),
        event("Opening", 9),
    ]
).encode()
PAPERS = (
    b"uid,title,authors,abstract,session,position\n"
    b"64,Melodies,Ada Testwell|Bo Sample,Words.,Tue Session 1,7\n"
    b"65,Harmonies,Cleo Mock,Words.,,8\n"
)
NEWS = b"uid,title,authors,session\n1,Fresh,Dag Mock,Physical\n"


def test_calendar_alone_is_a_programme() -> None:
    programme = read_programme(CALENDAR, zone=BERLIN)
    assert (programme.format, len(programme.sessions)) == ("miniconf", 5)
    assert len({s.key for s in programme.sessions}) == 5


def test_papers_are_posters_in_the_session_that_links_to_them() -> None:
    files = {"main_calendar.json": CALENDAR, "papers.csv": PAPERS, "lbds.csv": NEWS, "x.yml": b"a"}
    programme = read_programme(files, zone=BERLIN)
    found = {s.title: s for s in programme.sessions}
    melodies = found["Melodies"]
    assert (melodies.key, melodies.kind, melodies.board) == ("papers/64", "poster", "7")
    assert melodies.within == found["Papers - 1"].key
    assert found["Papers - 1"].kind == "poster-session"
    assert found["Papers - 2"].kind != "poster-session"
    assert melodies.starts_at.isoformat() == "2026-06-09T10:00:00+02:00"
    assert [(p.name, p.role) for p in melodies.people] == [
        ("Ada Testwell", "author"),
        ("Bo Sample", "author"),
    ]
    assert found["Fresh"].within == found["Late news"].key
    assert programme.left_out == 1
    assert [o.where for o in programme.warnings if "No session" in o.message] == [
        "papers.csv, line 3, entry 65 “Harmonies”"
    ]
