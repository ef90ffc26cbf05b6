"""Calendars of real programmes, read back by two parsers that know nothing of ours."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from server.agenda.models import AgendaItem
from server.core.clock import now
from server.core.db import db, transaction
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.reading import read_programme
from server.programme.models import Session
from server.programme.services import create_event
from tests.factories import make_account
from tests.shared import shared_file

# File, its event, and entries whose time in UTC was worked out by hand from the file.
PROGRAMMES = [
    (
        "data/frab-json/voc-pretalx-democon/pretalx-democon.json",
        ("Europe/Berlin", "2020-12-14", "2020-12-16"),
        {
            ("Focused 5thgeneration hardware", "2020-12-14T08:00", "2020-12-14T08:30"),
            ("Managed stable function", "2020-12-14T08:00", "2020-12-14T09:30"),
            ("Secured grid-enabled policy", "2020-12-14T10:30", "2020-12-14T12:00"),
            ("Monitored 24hour customer loyalty", "2020-12-14T13:00", "2020-12-14T14:30"),
            ("Seamless systematic interface", "2020-12-16T09:00", "2020-12-16T09:30"),
        },
    ),
    (
        "data/ics/lca2020/linux_conf_au_2020.ics",
        ("Australia/Brisbane", "2020-01-13", "2020-01-17"),
        {
            ("Wednesday Welcome", "2020-01-14T23:00", "2020-01-14T23:10"),
            ("Thursday Welcome", "2020-01-15T23:00", "2020-01-15T23:10"),
            ("Friday Welcome", "2020-01-16T23:00", "2020-01-16T23:10"),
        },
    ),
    (
        "data/sched-csv/penguicon2019/sched.csv",
        ("America/Detroit", "2019-05-03", "2019-05-05"),
        {
            ("Midnight Mayhem", "2019-05-05T04:00", "2019-05-05T08:00"),
            (
                "FOSS on Wheels: How Autonomous Cars are Being Driven by Open-Source",
                *("2019-05-04T00:00", "2019-05-04T01:00"),
            ),
        },
    ),
]
Entry = tuple[str, str, datetime, datetime, str]


def by_icalendar(body: bytes) -> set[Entry]:
    entries: list[Any] = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return {
        (
            str(entry["UID"]), str(entry["SUMMARY"]), entry["DTSTART"].dt,
            entry["DTEND"].dt if "DTEND" in entry else entry["DTSTART"].dt,
            str(entry.get("LOCATION", "")),
        )
        for entry in entries
    }  # fmt: skip


def by_vobject(body: bytes) -> set[Entry]:
    calendar: Any = vobject.readOne(body.decode())
    return {
        (
            entry.uid.value, entry.summary.value, entry.dtstart.value,
            entry.dtend.value if hasattr(entry, "dtend") else entry.dtstart.value,
            entry.location.value if hasattr(entry, "location") else "",
        )
        for entry in calendar.vevent_list
    }  # fmt: skip


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def minutes(entries: Iterable[Any]) -> set[tuple[str, datetime, datetime]]:
    return {(title, start, end) for _, title, start, end, _ in entries}


@pytest.mark.parametrize(
    ("name", "event", "known"), PROGRAMMES, ids=[name.split("/")[2] for name, _, _ in PROGRAMMES]
)
def test_real_programme_and_agenda_are_read_back_to_the_minute(
    app: Flask,
    client: FlaskClient,
    name: str,
    event: tuple[str, str, str],
    known: set[tuple[str, str, str]],
) -> None:
    path = shared_file(name)
    if path is None:
        pytest.skip("real programmes are not on this machine")
    zone, starts, ends = event
    days = [datetime.fromisoformat(day).date() for day in (starts, ends)]
    parsed = read_programme(path.read_bytes(), zone=zone, starts_on=days[0], ends_on=days[1])
    account_id = make_account().id
    app.extensions["identity"] = lambda: account_id
    with transaction():
        create_event(
            slug="real", name="Real", short_name=None, timezone=zone, starts_on=days[0],
            ends_on=days[1], place=None, now=now(),
        )  # fmt: skip
        apply_import(plan=plan_import(slug="real", parsed=parsed, now=now()), now=now())
        sessions = db.session.scalars(select(Session)).all()
        db.session.execute(
            insert(AgendaItem),
            [
                {"account_id": account_id, "session_id": one.id, "value": "going", "changes": 0,
                 "updated_at": now()}
                for one in sessions
            ],
        )  # fmt: skip
    address = client.post("/api/calendar").json

    whole = client.get("/e/real/programme.ics").data
    assert address is not None
    mine = client.get(address["address"].removeprefix("http://127.0.0.1:8000")).data

    stored = {(one.title, one.starts_at, one.ends_at) for one in sessions}
    wanted = {(title, moment(start), moment(end)) for title, start, end in known}
    for body in (whole, mine):
        assert by_icalendar(body) == by_vobject(body)
        assert len(by_icalendar(body)) == len(sessions) == len(parsed.sessions)
        assert minutes(by_vobject(body)) == stored
        assert wanted <= stored
        assert b"TZID" not in body
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))
