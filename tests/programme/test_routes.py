import gzip
from datetime import timedelta
from pathlib import Path

import brotli
import icalendar
import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from server.core.clock import now
from server.core.db import db, transaction
from server.programme import queries
from server.programme.documents import apply_delta, canonical_sha256
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.parsed import ParsedProgramme
from server.programme.models import Event, ProgrammeVersion
from tests.factories import make_event
from tests.programme.parsed import (
    OPENING_AT,
    TEXT,
    parsed_programme,
    parsed_session,
    small_programme,
)
from tests.statements import statements

PROGRAMME = "/api/events/esc26/programme"


@pytest.fixture(autouse=True)
def event(app: Flask) -> None:
    del app
    make_event("esc26")
    import_programme(small_programme())


def import_programme(parsed: ParsedProgramme) -> None:
    plan = plan_import(slug="esc26", parsed=parsed, now=now())
    with transaction():
        apply_import(plan=plan, now=now())


def test_events_are_listed(client: FlaskClient) -> None:
    response = client.get("/api/events")

    assert response.json == {
        "events": [
            {
                "slug": "esc26",
                "name": "Example Symposium 2026",
                "timezone": "Europe/Berlin",
                "starts_on": "2026-06-09",
                "ends_on": "2026-06-11",
                "place": "Example Hall, Berlin",
            }
        ]
    }


def test_manifest_names_the_newest_documents(client: FlaskClient) -> None:
    response = client.get(PROGRAMME, headers={"Accept-Encoding": "br, gzip"})

    manifest = response.json
    assert manifest is not None
    assert manifest["version"] == 2
    assert manifest["index"] == f"{PROGRAMME}/2/index.json"
    assert list(manifest["details"]) == ["2026-06-09", "2026-06-10"]
    assert response.headers["ETag"] == '"2"'
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Content-Encoding" not in response.headers
    index = orjson.loads(client.get(manifest["index"]).data)
    assert canonical_sha256(index) == manifest["sha256"]


def test_manifest_is_the_newest_as_soon_as_it_is_published(client: FlaskClient) -> None:
    client.get(PROGRAMME)
    import_programme(parsed_programme(parsed_session()))

    assert client.get(PROGRAMME).headers["ETag"] == '"3"'


def test_manifest_of_another_process_is_seen_within_a_second(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(PROGRAMME)
    with transaction():  # as another process does: this one's memory is told nothing
        newer = ProgrammeVersion(number=3, made_at=now(), sha256="", days={}, plain=b"", gzip=b"")
        newer.event_id, newer.brotli = db.session.scalars(select(Event.id)).one(), b""
        db.session.add(newer)
        db.session.execute(update(Event).values(version=3))

    assert client.get(PROGRAMME).headers["ETag"] == '"2"'
    monkeypatch.setattr(queries, "FRESH_SECONDS", 0.0)
    assert client.get(PROGRAMME).headers["ETag"] == '"3"'


@pytest.mark.parametrize("held", ['"2"', 'W/"2"', '"2-gz"', 'W/"2-br"', '"1", "2"', "*"])
def test_held_manifest_is_not_sent_again(client: FlaskClient, held: str) -> None:
    response = client.get(PROGRAMME, headers={"If-None-Match": held})

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == '"2"'
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("held", ['"1"', '"22"', '"2-xx"', "", "nonsense"])
def test_other_tags_are_not_held(client: FlaskClient, held: str) -> None:
    assert client.get(PROGRAMME, headers={"If-None-Match": held}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding", "tag"),
    [
        ("gzip, deflate, br, zstd", "br", '"2-br"'),
        ("gzip", "gzip", '"2-gz"'),
        ("br;q=0, gzip;q=0.5", "gzip", '"2-gz"'),
        ("*", "br", '"2-br"'),
        ("identity", None, '"2"'),
        ("gzip;q=none", None, '"2"'),
        ("", None, '"2"'),
    ],
)
def test_index_is_sent_in_the_smallest_accepted_variant(
    client: FlaskClient, accepted: str, encoding: str | None, tag: str
) -> None:
    plain = client.get(f"{PROGRAMME}/2/index.json").data

    response = client.get(f"{PROGRAMME}/2/index.json", headers={"Accept-Encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(response.data) == plain
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["ETag"] == tag
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Type"] == "application/json"
    held = client.get(
        f"{PROGRAMME}/2/index.json", headers={"Accept-Encoding": accepted, "If-None-Match": tag}
    )
    assert (held.status_code, held.headers["ETag"], held.headers["Vary"]) == (
        304,
        tag,
        "Accept-Encoding",
    )


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    body = client.get(f"{PROGRAMME}/2/index.json").data

    response = client.head(f"{PROGRAMME}/2/index.json")

    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == str(len(body))


def test_details_hold_the_texts_of_one_day(client: FlaskClient) -> None:
    manifest = client.get(PROGRAMME).json
    assert manifest is not None

    response = client.get(f"{PROGRAMME}/details/{manifest['details']['2026-06-09']}.json")

    assert response.json == {
        "s1": {"abstract": TEXT},
        "s2": {"roles": {"p1": "chair"}},
        "s3": {"roles": {"p2": "author"}},
        "s4": {"roles": {"p2": "author"}},
        "people": {"p1": {"biography": TEXT}},
    }
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_delta_leads_from_an_older_index_to_the_newest(client: FlaskClient) -> None:
    old = client.get(f"{PROGRAMME}/2/index.json").json
    import_programme(parsed_programme(*small_programme().sessions[:1]))

    response = client.get(f"{PROGRAMME}/2..3.json", headers={"Accept-Encoding": "br"})

    assert response.headers["ETag"] == '"2..3-br"'
    delta = orjson.loads(brotli.decompress(response.data))
    manifest = client.get(PROGRAMME).json
    assert manifest is not None
    assert old is not None
    assert canonical_sha256(apply_delta(old, delta)) == manifest["sha256"]


def test_deltas_are_kept_for_twenty_versions(client: FlaskClient) -> None:
    for hours in range(1, 22):
        import_programme(
            parsed_programme(parsed_session(starts_at=OPENING_AT + timedelta(hours=hours)))
        )

    assert client.get(PROGRAMME).headers["ETag"] == '"23"'
    assert client.get(f"{PROGRAMME}/3..23.json").status_code == 200
    assert client.get(f"{PROGRAMME}/2..23.json").status_code == 404


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/events/nowhere/programme", "unknown-event"),
        ("/api/events/nowhere/programme/2/index.json", "unknown-document"),
        (f"{PROGRAMME}/3/index.json", "unknown-document"),
        (f"{PROGRAMME}/details/0123456789abcdef01234567.json", "unknown-document"),
        (f"{PROGRAMME}/2..2.json", "unknown-document"),
        (f"{PROGRAMME}/2..1.json", "unknown-document"),
        ("/e/nowhere/programme.json", "unknown-event"),
        ("/e/nowhere/programme.xml", "unknown-event"),
        ("/e/nowhere/programme.ics", "unknown-event"),
        ("/e/nowhere/sessions/s1.ics", "unknown-session"),
        ("/e/esc26/sessions/s9.ics", "unknown-session"),
    ],
)
def test_what_is_not_there_is_a_problem(client: FlaskClient, address: str, code: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["type"] == f"/problems/{code}"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    "address",
    [
        "/api/events/esc26%00/programme",
        "/api/events/esc%0A26/programme/2/index.json",
        f"{PROGRAMME}/details/%00.json",
        "/e/esc26/sessions/s1%00.ics",
    ],
)
def test_address_with_control_characters_is_not_there(client: FlaskClient, address: str) -> None:
    with statements() as seen:
        assert client.get(address).status_code == 404
    assert seen == []


def test_number_beyond_all_versions_is_not_there(client: FlaskClient) -> None:
    assert client.get(f"{PROGRAMME}/2..99999999999999999999.json").status_code == 404
    assert client.get(f"{PROGRAMME}/99999999999999999999/index.json").status_code == 404


def test_session_is_a_calendar_of_its_own(client: FlaskClient) -> None:
    response = client.get("/e/esc26/sessions/s1.ics")

    assert response.content_type == "text/calendar; charset=utf-8"
    (entry,) = icalendar.Calendar.from_ical(response.data).walk("VEVENT")
    assert str(entry["UID"]) == "sess-esc26.s1@127.0.0.1"
    assert entry["SEQUENCE"] == 0
    assert entry["DTSTART"].to_ical() == b"20260609T070000Z"
    assert entry["DTEND"].to_ical() == b"20260609T080000Z"
    assert str(entry["SUMMARY"]) == "Opening"
    assert str(entry["LOCATION"]) == "Main Hall"
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert str(entry["URL"]) == "http://127.0.0.1:8000/#/programme/esc26/s1"
    assert str(entry["DESCRIPTION"]) == ("09:00 to 10:00 venue time, Europe/Berlin\n\nAda Example")


def test_session_that_was_moved_or_left_rises_in_calendars(client: FlaskClient) -> None:
    import_programme(
        parsed_programme(parsed_session("a", starts_at=OPENING_AT + timedelta(hours=1)))
    )

    moved, left = (
        icalendar.Calendar.from_ical(client.get(f"/e/esc26/sessions/{key}.ics").data).walk(
            "VEVENT"
        )[0]
        for key in ("s1", "s2")
    )
    assert (moved["SEQUENCE"], str(moved["STATUS"])) == (1, "CONFIRMED")
    assert (left["SEQUENCE"], str(left["STATUS"])) == (1, "CANCELLED")


def test_programme_is_a_calendar(client: FlaskClient) -> None:
    response = client.get("/e/esc26/programme.ics", headers={"Accept-Encoding": "gzip"})

    assert response.headers["ETag"] == '"2-gz"'
    calendar = icalendar.Calendar.from_ical(gzip.decompress(response.data))
    assert str(calendar["X-WR-CALNAME"]) == "Example Symposium 2026"
    entries = calendar.walk("VEVENT")
    assert [str(entry["UID"]) for entry in entries] == [
        f"sess-esc26.{key}@127.0.0.1" for key in ("s1", "s2", "s4", "s3", "s5")
    ]
    assert str(entries[0]["DESCRIPTION"]).endswith("Words that matter.")
    assert str(entries[4]["STATUS"]) == "CANCELLED"


def test_what_left_the_programme_is_cancelled_in_its_calendar_for_thirty_days(
    app: Flask, client: FlaskClient
) -> None:
    whole = small_programme().sessions
    import_programme(parsed_programme(*whole[1:]))

    def first() -> tuple[str, str, int]:
        body = client.get("/e/esc26/programme.ics", headers={"Accept-Encoding": "identity"}).data
        entries = icalendar.Calendar.from_ical(body).walk("VEVENT")
        found = next(entry for entry in entries if str(entry["UID"]) == "sess-esc26.s1@127.0.0.1")
        return str(found["SUMMARY"]), str(found["STATUS"]), int(str(found["SEQUENCE"]))

    assert first() == ("Opening", "CANCELLED", 1)
    app.extensions["clock_offset"] += timedelta(days=31)
    queries.forget_newest("esc26")
    import_programme(parsed_programme(*whole[1:], parsed_session("new", "A talk that came later")))
    with pytest.raises(StopIteration):
        first()


def test_programme_is_a_schedule(client: FlaskClient) -> None:
    response = client.get("/e/esc26/programme.json")

    assert response.json is not None
    conference = response.json["schedule"]["conference"]
    assert conference["daysCount"] == 2
    assert conference["days"][0]["rooms"]["Main Hall"][0] | {"guid": "", "slug": ""} == {
        "id": 1,
        "guid": "",
        "logo": None,
        "end": "2026-06-09T10:00:00+02:00",
        "date": "2026-06-09T09:00:00+02:00",
        "start": "09:00",
        "duration": "01:00",
        "room": "Main Hall",
        "slug": "",
        "url": "http://127.0.0.1:8000/#/programme/esc26/s1",
        "title": "Opening",
        "subtitle": "",
        "track": "Plenary",
        "type": "talk",
        "language": None,
        "abstract": "<p>Words <b>that</b> matter.</p>",
        "description": "",
        "recording_license": "",
        "do_not_record": False,
        "persons": [
            {
                "id": 1,
                "public_name": "Ada Example",
                "affiliation": "Example University",
                "biography": "<p>Words <b>that</b> matter.</p>",
            }
        ],
        "links": [],
        "attachments": [],
    }
    assert conference["days"][1]["rooms"][""][0]["title"] == "Cancelled: Workshop"


def test_schedules_are_as_their_schemas_want_them(client: FlaskClient) -> None:
    schemas = Path(__file__).parents[3] / "shared/data/_schema/voc"
    if not schemas.is_dir():
        pytest.skip("the formats' schemas are not on this machine")
    import jsonschema
    from lxml import etree

    jsonschema.validate(
        client.get("/e/esc26/programme.json").json,
        orjson.loads((schemas / "schema.json").read_bytes()),
    )
    document = etree.fromstring(client.get("/e/esc26/programme.xml").data)
    etree.XMLSchema(etree.parse(schemas / "schedule.xml.xsd")).assertValid(document)


@pytest.mark.parametrize(
    ("address", "first", "again"),
    [
        (PROGRAMME, 1, 0),
        (f"{PROGRAMME}/2/index.json", 1, 0),
        (f"{PROGRAMME}/1..2.json", 1, 0),
        ("/e/esc26/programme.json", 3, 0),
        ("/e/esc26/programme.ics", 4, 0),
        ("/e/esc26/sessions/s1.ics", 3, 3),
        ("/api/events", 1, 1),
    ],
)
def test_statements_are_few_and_the_same_for_a_large_programme(
    client: FlaskClient, address: str, first: int, again: int
) -> None:
    import_programme(parsed_programme(*(parsed_session(f"k{n}", f"Talk {n}") for n in range(300))))
    address = address.replace("/2/", "/3/").replace("1..2", "2..3")
    with statements() as seen:
        assert client.get(address).status_code == 200
    assert len(seen) == first, seen
    with statements() as seen:
        assert client.get(address).status_code == 200
    assert len(seen) == again, seen
