import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from server.core.db import db
from server.organising.attendee_file import ROW_LIMIT, SIZE_LIMIT, read_attendees
from server.organising.errors import AttendeesRefusedError
from server.swaps.attendees import ListedAttendee
from server.swaps.models import Attendee
from tests.factories import make_account, make_event
from tests.shared import shared_file

LIST = """name,email,role,institution
Mira Solberg,Mira@Example.org,Resident,Fernhill
Åsa Öberg,,,Norrvik sjukhus
"Suharto",suharto@example.org,,
"""


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def written(folder: Path, text: str | bytes, name: str = "attendees.csv") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def refusal(content: str | bytes) -> str:
    with pytest.raises(AttendeesRefusedError) as caught:
        read_attendees(content if isinstance(content, bytes) else content.encode())
    return caught.value.detail


def test_import_adds_and_a_second_one_changes_nothing(run: FlaskCliRunner, tmp_path: Path) -> None:
    make_event("demo")
    command = ["attendees", "import", written(tmp_path, LIST), "--event", "demo", "--json"]

    first, second = run.invoke(args=command), run.invoke(args=command)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.output) == {
        "event": "demo",
        "attendees": 3,
        "added": 3,
        "changed": 0,
        "unchanged": 0,
    }
    assert json.loads(second.output)["unchanged"] == 3
    assert {it.email for it in db.session.query(Attendee)} == {
        "mira@example.org",
        None,
        "suharto@example.org",
    }
    assert len({it.claim_code for it in db.session.query(Attendee)}) == 3


def test_who_has_an_account_already_gets_their_place(run: FlaskCliRunner, tmp_path: Path) -> None:
    make_event("demo")
    mira = make_account("mira@example.org")

    run.invoke(args=["attendees", "import", written(tmp_path, LIST), "--event", "demo"])

    places = {it.name: it.account_id for it in db.session.query(Attendee)}
    assert places == {"Mira Solberg": mira.id, "Åsa Öberg": None, "Suharto": None}


def test_later_list_changes_who_is_on_it_and_removes_nobody(
    run: FlaskCliRunner, tmp_path: Path
) -> None:
    make_event("demo")
    run.invoke(args=["attendees", "import", written(tmp_path, LIST), "--event", "demo"])
    later = "Name;E-Mail;Job title\nMira Solberg-Lind;mira@example.org;Consultant\n"

    result = run.invoke(args=["attendees", "import", written(tmp_path, later), "--event", "demo"])

    assert result.output == "3 attendees of demo: 0 added, 1 changed, 0 unchanged.\n"
    mira = db.session.query(Attendee).filter_by(email="mira@example.org").one()
    assert (mira.name, mira.role) == ("Mira Solberg-Lind", "Consultant")


def test_bad_lines_are_named_and_nothing_is_imported(run: FlaskCliRunner, tmp_path: Path) -> None:
    make_event("demo")
    text = "name,email\nAda,ada@example.org\n,b@example.org\nCleo,cleo at\nDan,ADA@example.org\n"

    result = run.invoke(args=["attendees", "import", written(tmp_path, text), "--event", "demo"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "line 3: there is no name" in result.stderr
    assert "line 4: the e-mail address is none" in result.stderr
    assert "line 5: the same e-mail address as line 2" in result.stderr
    assert db.session.query(Attendee).count() == 0


def test_unknown_event_and_missing_file_say_so(run: FlaskCliRunner, tmp_path: Path) -> None:
    unknown = run.invoke(args=["attendees", "import", written(tmp_path, LIST), "--event", "none"])
    missing = run.invoke(args=["attendees", "import", str(tmp_path / "no"), "--event", "demo"])

    assert unknown.exit_code == missing.exit_code == 1
    assert unknown.stderr.startswith("There is no such event.")
    assert "cannot be read" in missing.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no attendees"),
        ("who,where\nAda,Fernhill\n", "first line must name the columns"),
        ("name\n" + "x" * 201, "line 2: the name has more than 200 characters"),
        ("name\nAda\x07\n", "line 2: the name has control characters"),
        ('name\n"Ada', "this is no CSV"),
        (b"PK\x03\x04 a spreadsheet", "save it as CSV"),
        (b"name\nAda\0\n", "no text file"),
        (b"x" * (SIZE_LIMIT + 1), "larger than 5 MB"),
        ("name\n" + "a\n" * (ROW_LIMIT + 1), "More than 50,000"),
        ("name,institution\nAda,Fernhill\nADA,fernhill\n", "same name and institution as line 2"),
    ],
)
def test_bad_files_are_refused_with_what_to_do(content: str | bytes, words: str) -> None:
    assert words in refusal(content)


def test_many_bad_lines_are_counted_not_listed() -> None:
    detail = refusal("name,email\n" + "Ada,none\n" * 400)
    assert detail.count("\n") == 21
    assert detail.endswith("… and 380 more")


def test_other_spellings_encodings_and_separators_are_read() -> None:
    latin = "Vorname;Nachname;Affiliation\nJörg;Müller;Klinik Süd\n".encode("cp1252")
    utf16 = "First name\tLast name\tCompany\nÅsa\tÖberg\tNorrvik\n".encode("utf-16")

    assert [row.attendee for row in read_attendees(latin)] == [
        ListedAttendee("Jörg Müller", None, None, "Klinik Süd")
    ]
    assert [row.attendee for row in read_attendees(utf16)] == [
        ListedAttendee("Åsa Öberg", None, None, "Norrvik")
    ]


def test_code_page_that_cannot_be_told_is_refused() -> None:
    cyrillic = "name\nОльга Синицына\n".encode("cp1251")  # noqa: RUF001 -- Cyrillic is the point
    assert "save it as “CSV UTF-8”" in refusal(cyrillic)


def test_a_real_list_is_read() -> None:
    path = shared_file("data/attendees/acl2020-cognito/sample.csv")
    if path is None:
        pytest.skip("the shared material is not here")
    rows = read_attendees(path.read_bytes())
    assert [row.attendee.email for row in rows] == ["example+a@gmail.com", "example+b@gmail.com"]
    assert rows[0].attendee == ListedAttendee("a a_last", "example+a@gmail.com", None, "a_company")
