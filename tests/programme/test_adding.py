"""Programmes that attendees bring, over HTTP: preview, adding, a newer file, who may what."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from server.core.clock import now
from server.core.db import db, transaction
from server.core.slots import Slot
from server.programme import adding_routes, adding_services
from server.programme.adding_services import READING, begin_reading, end_reading
from server.programme.errors import AddressRefusedError
from server.programme.importing.inspecting import inspect_programme
from server.programme.importing.limited import inspect_programme_limited
from server.programme.importing.parsed import TableColumns
from server.programme.models import Event, Session
from tests.factories import make_account, make_event
from tests.phones import sign_everyone_in
from tests.programmes import frab_xml

SMALL = frab_xml(title="Lakes Week", sessions_a_room=2)
TABLE = "Title,Date,Begins,Start\nOpening,2026-06-09,,09:00\nClosing,2026-06-10,,17:00\n"


STRANGE = (
    "Alpha;Beta;Gamma\n"
    "Handover without fear;2026-06-09;11:00-11:45\n"
    "Ward rounds;2026-06-10;12:00-12:45\n"
)


class Attendee:
    """Somebody signed in, who brings files."""

    def __init__(self, client: FlaskClient, account_id: UUID | None) -> None:
        self.client, self.account_id = client, account_id
        self.headers = {"X-Account": str(account_id)} if account_id else {}

    def send(self, path: str, file: str | bytes = SMALL, **fields: Any) -> TestResponse:  # noqa: ANN401 -- form fields
        """Upload *file* with the form's *fields*."""
        content = file.encode() if isinstance(file, str) else file
        parts = {"file": fields.pop("file_name", "schedule.xml")} | fields
        body = b"".join(
            f'--edge\r\nContent-Disposition: form-data; name="{name}"'.encode()
            + (f'; filename="{value}"\r\n\r\n'.encode() + content if name == "file" else b"")
            + (f"\r\n\r\n{value}".encode() if name != "file" else b"")
            + b"\r\n"
            for name, value in parts.items()
        )
        form = "multipart/form-data; boundary=edge"
        return self.client.post(
            path, data=body + b"--edge--\r\n", content_type=form, headers=self.headers
        )

    def preview(self, file: str | bytes = SMALL, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- form fields
        """Return what adding *file* would make."""
        answer = self.send("/api/programmes/preview", file, **fields)
        assert answer.status_code == 200, answer.json
        found: dict[str, Any] = answer.json or {}
        return found

    def add(self, file: str | bytes = SMALL, **fields: Any) -> str:  # noqa: ANN401 -- form fields
        """Add *file* as it was previewed; return the event's slug."""
        digest = self.preview(file, **fields)["digest"]
        answer = self.send("/api/programmes", file, digest=digest, id=str(uuid4()), **fields)
        assert answer.status_code == 201, answer.json
        slug: str = (answer.json or {})["slug"]
        return slug

    def json(self, method: str, path: str, body: object = None) -> TestResponse:
        """Ask with JSON."""
        return self.client.open(path, method=method, json=body, headers=self.headers)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: a child takes its time to start, and has tests of its own."""
    monkeypatch.setattr(adding_services, "inspect_programme_limited", inspect_programme)


@pytest.fixture
def attendee(app: Flask) -> Callable[[str], Attendee]:
    sign_everyone_in(app)
    client = app.test_client()

    def make(name: str) -> Attendee:
        return Attendee(client, make_account(f"{name}@example.org").id if name else None)

    return make


@pytest.fixture
def mira(attendee: Callable[[str], Attendee]) -> Attendee:
    return attendee("mira")


def events() -> int:
    return db.session.scalar(select(func.count()).select_from(Event)) or 0


def refusal(answer: TestResponse, status: int, code: str) -> str:
    problem = answer.json or {}
    assert (answer.status_code, problem.get("type")) == (status, f"/problems/{code}"), problem
    detail: str = problem["detail"]
    return detail


def test_preview_says_everything_and_writes_nothing(mira: Attendee) -> None:
    shown = mira.preview()

    assert len(shown.pop("digest")) > 20
    assert shown == {
        "format": "frab-xml",
        "event": {
            "name": "Lakes Week",
            "timezone": "Europe/Berlin",
            "starts_on": "2026-06-09",
            "ends_on": "2026-06-11",
            "place": None,
            "zone_from": "file",
        },
        "counts": {
            "sessions": 18,
            "posters": 0,
            "speakers": 6,
            "added": 18,
            "changed": 0,
            "removed": 0,
            "unchanged": 0,
        },
        "days": [
            {"date": "2026-06-09", "sessions": 6},
            {"date": "2026-06-10", "sessions": 6},
            {"date": "2026-06-11", "sessions": 6},
        ],
        "rooms": [
            {"name": "Aula", "sessions": 6},
            {"name": "Lindgren Room", "sessions": 6},
            {"name": "Poster Hall", "sessions": 6},
        ],
        "warnings": [],
        "changes": [],
        "renamed": [],
    }
    assert events() == 0
    assert db.session.scalars(select(Slot)).all() == []


def test_what_was_previewed_is_added_as_a_private_event_of_ones_own(mira: Attendee) -> None:
    slug = mira.add(name="Lakes Week, my copy", place="Turku")

    assert slug.startswith("lakes-week-my-copy-")
    assert len(slug.rsplit("-", 1)[1]) == 20
    listed = (mira.json("GET", "/api/events").json or {})["events"]
    assert listed == [
        {
            "slug": slug,
            "name": "Lakes Week, my copy",
            "timezone": "Europe/Berlin",
            "starts_on": "2026-06-09",
            "ends_on": "2026-06-11",
            "place": "Turku",
            "private": True,
            "mine": True,
        }
    ]
    manifest = mira.json("GET", f"/api/events/{slug}/programme").json or {}
    index = mira.json("GET", manifest["index"]).json or {}
    assert (index["version"], len(index["sessions"])) == (1, 18)
    assert index["event"]["name"] == "Lakes Week, my copy"


def test_file_is_read_in_the_limited_child(mira: Attendee, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def inspect(source: bytes, **known: Any) -> object:  # noqa: ANN401 -- what reading takes
        read.append(len(source))
        return inspect_programme_limited(source, **known)

    monkeypatch.setattr(adding_services, "inspect_programme_limited", inspect)
    assert mira.preview()["counts"]["sessions"] == 18
    assert read == [len(SMALL.encode())]


def test_adding_again_under_the_same_id_adds_nothing(mira: Attendee) -> None:
    digest, event_id = mira.preview()["digest"], str(uuid4())
    first = mira.send("/api/programmes", digest=digest, id=event_id)
    again = mira.send("/api/programmes", digest=digest, id=event_id)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert events() == 1


def test_id_of_somebody_elses_event_is_not_answered(
    mira: Attendee, attendee: Callable[[str], Attendee]
) -> None:
    event_id = str(uuid4())
    mira.send("/api/programmes", digest=mira.preview()["digest"], id=event_id)
    other = attendee("other")
    digest = other.preview()["digest"]

    answer = other.send("/api/programmes", digest=digest, id=event_id)

    refusal(answer, 409, "event-exists")
    assert events() == 1


def test_digest_of_another_file_is_refused_with_the_new_preview(mira: Attendee) -> None:
    digest = mira.preview()["digest"]
    other = SMALL.replace("Aula", "Great Hall")

    answer = mira.send("/api/programmes", other, digest=digest, id=str(uuid4()))

    assert "Look at it once more" in refusal(answer, 409, "programme-differs")
    assert (answer.json or {})["preview"] == mira.preview(other)
    assert events() == 0


def test_name_and_place_may_be_corrected_without_another_preview(mira: Attendee) -> None:
    assert mira.preview()["digest"] == mira.preview(name="Other", place="Turku")["digest"]
    assert mira.preview()["digest"] != mira.preview(timezone="Europe/Oslo")["digest"]
    assert mira.preview()["digest"] != mira.preview(ends_on="2026-06-12")["digest"]


def test_event_needs_a_name(mira: Attendee) -> None:
    file = SMALL.replace("<title>Lakes Week</title>", "")
    shown = mira.preview(file)

    assert shown["event"]["name"] == ""
    answer = mira.send("/api/programmes", file, digest=shown["digest"], id=str(uuid4()))
    assert refusal(answer, 422, "invalid-event") == "Give the event a name."
    assert events() == 0


def test_file_without_a_zone_is_read_by_the_phones(mira: Attendee) -> None:
    shown = mira.preview(TABLE, zone_here="Europe/Oslo", file_name="Lakes Week 2026.csv")

    assert shown["event"]["timezone"] == "Europe/Oslo"
    assert shown["event"]["zone_from"] == "phone"
    assert shown["event"]["name"] == "Lakes Week 2026"
    assert (shown["event"]["starts_on"], shown["event"]["ends_on"]) == ("2026-06-09", "2026-06-10")
    detail = refusal(mira.send("/api/programmes/preview", TABLE), 422, "programme-refused")
    assert "does not name its time zone" in detail


def test_table_that_is_not_sure_asks_for_its_columns(mira: Attendee) -> None:
    shown = mira.preview(STRANGE)

    assert list(shown) == ["columns"]
    assert shown["columns"]["columns"] == [
        {"name": "Alpha", "samples": ["Handover without fear", "Ward rounds"]},
        {"name": "Beta", "samples": ["2026-06-09", "2026-06-10"]},
        {"name": "Gamma", "samples": ["11:00-11:45", "12:00-12:45"]},
    ]
    assert shown["columns"]["fields"][0] == {"name": "title", "required": True}
    columns = shown["columns"]["guess"]
    assert columns == {"title": "Alpha", "date": "Beta", "start_time": "Gamma"}
    read = mira.preview(STRANGE, columns=json.dumps(columns), zone_here="Europe/Oslo")
    assert read["counts"]["sessions"] == 2


def test_recognised_table_shows_its_columns_when_asked(mira: Attendee) -> None:
    shown = mira.preview(TABLE, ask_columns="true")
    assert shown["columns"]["guess"]["title"] == "Title"


def test_several_files_are_a_folder_and_a_zip_is_one_too(mira: Attendee) -> None:
    folder = {"programme/readme.txt": b"hello", "programme/schedule.xml": SMALL.encode()}
    files = [(io.BytesIO(content), name) for name, content in folder.items()]
    answer = mira.client.post("/api/programmes/preview", data={"file": files}, headers=mira.headers)
    assert (answer.json or {})["counts"]["sessions"] == 18
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in folder.items():
            archive.writestr(name, content)
    assert mira.preview(packed.getvalue())["counts"]["sessions"] == 18


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "empty"),
        (SMALL[: len(SMALL) // 2].encode(), "."),
        (b"{" * 100_000, "64 levels"),
        (b"hello", "not a programme"),
    ],
    ids=["empty", "cut off", "deep", "no programme"],
)
def test_broken_file_is_refused_in_words_and_leaves_nothing(
    mira: Attendee, file: bytes, words: str
) -> None:
    detail = refusal(mira.send("/api/programmes/preview", file), 422, "programme-refused")

    assert words in detail
    assert events() == 0
    assert db.session.scalars(select(Slot)).all() == []


def test_zip_bomb_is_refused(mira: Attendee) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schedule.xml", b"\0" * 30_000_000)

    detail = refusal(
        mira.send("/api/programmes/preview", packed.getvalue()), 422, "programme-refused"
    )
    assert "packed 100 to 1" in detail


def test_file_of_20_mb_and_a_byte_is_too_large(
    mira: Attendee, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def inspect(source: bytes, **_: object) -> TableColumns:
        read.append(len(source))
        return TableColumns((), (), {})

    monkeypatch.setattr(adding_services, "inspect_programme_limited", inspect)
    assert mira.send("/api/programmes/preview", b" " * 20_000_000).status_code == 200
    answer = mira.send("/api/programmes/preview", b" " * 20_000_001)
    assert "20 MB" in refusal(answer, 413, "programme-too-large")
    answer = mira.send("/api/programmes/preview", b" " * 21_000_000)  # over the whole body's limit
    assert "20 MB" in refusal(answer, 413, "programme-too-large")
    assert read == [20_000_000]


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "http://example.org/x", "https://user@example.org/", "ftp://x", "x"],
)
def test_inner_and_odd_addresses_are_refused_in_words(mira: Attendee, address: str) -> None:
    answer = mira.json("POST", "/api/programmes/preview", {"address": address})

    detail = refusal(answer, 422, "address-refused")
    assert detail.startswith(("This address is not on the public", "Give an address that begins"))


def test_address_is_fetched_again_when_it_is_agreed_to(
    mira: Attendee, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = [SMALL, SMALL, SMALL.replace("Aula", "Great Hall")]
    monkeypatch.setattr(adding_routes, "fetch", lambda _: served.pop(0).encode())
    body = {"address": "https://example.org/lakes.xml"}

    digest = (mira.json("POST", "/api/programmes/preview", body).json or {})["digest"]
    body |= {"digest": digest, "id": str(uuid4())}
    assert mira.json("POST", "/api/programmes", body).status_code == 201
    body |= {"id": str(uuid4())}
    refusal(mira.json("POST", "/api/programmes", body), 409, "programme-differs")


def test_address_that_is_silent_is_said(mira: Attendee, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: str) -> bytes:
        raise AddressRefusedError("It did not answer.")

    monkeypatch.setattr(adding_routes, "fetch", silent)
    body = {"address": "https://example.org/lakes.xml"}
    refusal(mira.json("POST", "/api/programmes/preview", body), 422, "address-refused")


def test_nothing_chosen_is_said(mira: Attendee) -> None:
    answer = mira.json("POST", "/api/programmes/preview", {})
    assert refusal(answer, 422, "programme-refused") == "Choose a file, or give an address."


def test_unknown_zone_is_refused_before_reading(mira: Attendee) -> None:
    answer = mira.send("/api/programmes/preview", timezone="Middle/Earth")
    assert "Europe/Berlin" in refusal(answer, 422, "invalid-event")


@pytest.mark.parametrize("fields", [{"columns": "{"}, {"starts_on": "soon"}, {"surprise": "x"}])
def test_fields_that_are_not_as_they_must_be_are_pointed_to(
    mira: Attendee, fields: dict[str, str]
) -> None:
    answer = mira.send("/api/programmes/preview", **fields)
    assert answer.status_code == 422
    assert (answer.json or {})["errors"][0]["pointer"] == f"#/{next(iter(fields))}"


def test_one_file_is_read_at_a_time_an_account_and_two_in_all(
    mira: Attendee, attendee: Callable[[str], Attendee]
) -> None:
    assert mira.account_id is not None
    with transaction():
        held = begin_reading(account_id=mira.account_id, now=now())
    answer = mira.send("/api/programmes/preview")
    refusal(answer, 429, "still-busy")
    assert answer.headers["Retry-After"] == "2"

    with transaction():
        begin_reading(account_id=make_account().id, now=now())
    answer = attendee("third").send("/api/programmes/preview")
    assert "Try again" in refusal(answer, 503, "all-busy")
    assert answer.headers["Retry-After"]

    with transaction():
        end_reading(held)
    assert mira.send("/api/programmes/preview").status_code == 200


def test_reading_whose_process_was_killed_falls_free(
    mira: Attendee, pass_time: Callable[[timedelta], None]
) -> None:
    assert mira.account_id is not None
    with transaction():
        begin_reading(account_id=mira.account_id, now=now())
    pass_time(adding_services.READING_LIFE)
    assert mira.send("/api/programmes/preview").status_code == 200


def test_readings_are_counted_an_hour(mira: Attendee, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = now()
    monkeypatch.setattr(adding_routes, "now", lambda: moment)
    monkeypatch.setattr(adding_services, "READINGS_AN_HOUR", 1)
    mira.preview()
    answer = mira.send("/api/programmes/preview")
    assert "Try again in" in refusal(answer, 429, "rate-limited")
    assert answer.headers["Retry-After"] == "3600"
    assert db.session.scalars(select(Slot).where(Slot.scope == READING)).all() == []


def test_account_holds_so_many_events_of_its_own(
    mira: Attendee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding_services, "EVENTS_AN_ACCOUNT", 1)
    mira.add()
    detail = refusal(mira.send("/api/programmes/preview"), 409, "too-many-events")
    assert "Delete one" in detail


def test_newer_file_shows_what_it_would_do_and_does_it(mira: Attendee) -> None:
    slug = mira.add()
    newer = SMALL.replace("<title>Handover without holes (6)", "<title>Handover (6)")

    shown = mira.preview(newer, event=slug)

    assert [(change["what"], change["title"]) for change in shown["changes"]] == [
        ("changed", "Handover (6)")
    ]
    assert shown["changes"][0]["facts"] == [
        {"fact": "title", "old": "Handover without holes (6)", "new": "Handover (6)"}
    ]
    assert shown["counts"]["unchanged"] == 17
    answer = mira.send(f"/api/events/{slug}/programme", newer, digest=shown["digest"])
    assert answer.status_code == 200
    titles = db.session.scalars(select(Session.title).where(Session.removed_at.is_(None))).all()
    assert "Handover (6)" in titles
    again = mira.send(f"/api/events/{slug}/programme", newer, digest=shown["digest"])
    refusal(again, 409, "programme-differs")
    assert (again.json or {})["preview"]["changes"] == []


def test_file_can_be_added_beside_what_is_there(mira: Attendee) -> None:
    slug = mira.add()
    more = "Title,Date,Start\nSatellite breakfast,2026-06-10,07:30\n"

    assert mira.preview(more, event=slug)["counts"]["removed"] == 18
    shown = mira.preview(more, event=slug, add="true")

    assert (shown["counts"]["added"], shown["counts"]["removed"]) == (1, 0)
    path = f"/api/events/{slug}/programme"
    refusal(mira.send(path, more, digest=shown["digest"]), 409, "programme-differs")
    assert mira.send(path, more, digest=shown["digest"], add="true").status_code == 200


def test_list_that_says_no_day_asks_for_it(mira: Attendee) -> None:
    posters = "Board,Title,Authors\nP1,Ferritin on day one,Ada Testwell\nP2,Two,Bo Sample\n"
    answer = mira.send("/api/programmes/preview", posters, zone_here="Europe/Oslo")
    assert "Give the first and the last day" in refusal(answer, 422, "programme-refused")
    days = {"starts_on": "2026-06-09", "ends_on": "2026-06-10"}
    shown = mira.preview(posters, zone_here="Europe/Oslo", **days)
    assert shown["counts"]["posters"] == 2
    assert shown["event"]["starts_on"] == "2026-06-09"


@pytest.mark.parametrize("slug", ["organised", "theirs"])
def test_only_who_added_an_event_changes_it(
    mira: Attendee, attendee: Callable[[str], Attendee], slug: str
) -> None:
    make_event("organised")
    slug = attendee("theirs").add() if slug == "theirs" else slug
    words = "Only who added" if slug != "organised" else "organised here"
    for answer in (
        mira.send("/api/programmes/preview", event=slug),
        mira.send(f"/api/events/{slug}/programme", digest="0"),
        mira.json("PATCH", f"/api/events/{slug}", {"name": "Mine now"}),
        mira.json("DELETE", f"/api/events/{slug}"),
    ):
        assert words in refusal(answer, 403, "not-yours")


def test_private_event_is_found_by_who_added_it_and_read_by_who_knows_it(
    mira: Attendee, attendee: Callable[[str], Attendee]
) -> None:
    make_event("organised")
    slug = mira.add()
    nobody, other = attendee(""), attendee("other")
    for caller in (nobody, other):
        listed = (caller.json("GET", "/api/events").json or {})["events"]
        assert [event["slug"] for event in listed] == ["organised"]
        seen = caller.json("GET", f"/api/events/{slug}")
        assert (seen.json or {})["private"] is True
        assert "others" not in (seen.json or {})
        manifest = caller.json("GET", f"/api/events/{slug}/programme")
        index = caller.json("GET", (manifest.json or {})["index"])
        exported = caller.json("GET", f"/e/{slug}/programme.ics")
        for answer in (seen, manifest, index, exported):
            assert answer.status_code == 200
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["Cache-Control"].startswith("private, ")
        assert index.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    public = nobody.json("GET", "/api/events/organised/programme")
    assert "X-Robots-Tag" not in public.headers
    assert (mira.json("GET", f"/api/events/{slug}").json or {})["others"] == 0


def test_owner_corrects_facts_and_keeps_the_hours_in_another_zone(mira: Attendee) -> None:
    slug = mira.add()
    before = mira.json("GET", f"/api/events/{slug}/programme/1/index.json").json or {}

    answer = mira.json(
        "PATCH", f"/api/events/{slug}", {"name": "Fjord Week", "timezone": "America/New_York"}
    )

    assert (answer.json or {})["name"] == "Fjord Week"
    after = mira.json("GET", f"/api/events/{slug}/programme/2/index.json").json or {}
    assert after["event"]["timezone"] == "America/New_York"
    assert before["sessions"][0]["start"] == "2026-06-09T09:00+02:00"
    assert after["sessions"][0]["start"] == "2026-06-09T09:00-04:00"
    answer = mira.json("PATCH", f"/api/events/{slug}", {"ends_on": "2020-01-01"})
    assert "before it starts" in refusal(answer, 422, "invalid-event")
