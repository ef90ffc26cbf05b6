import re
from datetime import UTC, datetime
from uuid import UUID

from flask.testing import FlaskClient

from server.core.clock import now
from server.core.db import db, transaction
from server.swaps import badge_services, codes, packing, vcards
from server.swaps.models import Attendee, Badge
from tests.factories import make_event

SECRET = bytes(range(32))


def make_badge(name: str = "Mira Solberg") -> Badge:
    event = make_event()
    with transaction():
        attendee = Attendee(
            event_id=event.id,
            account_id=None,
            email="mira@example.org",
            name=name,
            role="Resident <cardiology>",
            institution="Fernhill",
            claim_code=None,
            created_at=now(),
        )
        db.session.add(attendee)
        badge_services.make_badges(event_id=event.id, now=now())
    badge: Badge = db.session.query(Badge).one()
    return badge


def code_of(**fields: str | int) -> str:
    return packing.to_base41(codes.card_code(SECRET, 7, codes.card_static(fields)))


def test_badge_page_shows_the_face_and_nothing_more(client: FlaskClient) -> None:
    badge = make_badge()

    response = client.get(f"/b/{badge.token.lower()}")

    assert response.status_code == 200
    assert "Mira Solberg" in response.text
    assert "Resident &lt;cardiology&gt;" in response.text
    assert "mira@example.org" not in response.text
    assert "<script" not in response.text
    assert "noindex" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "no-store"


def test_unknown_and_replaced_badges_have_the_same_plain_page(client: FlaskClient) -> None:
    badge = make_badge()
    old = badge.token
    with transaction():
        new = badge_services.replace_badge(token=old, now=now())
    assert new is not None

    replaced, unknown = client.get(f"/b/{old}"), client.get("/b/0000000000000000000Z")

    assert (replaced.status_code, unknown.status_code) == (404, 404)
    assert replaced.text == unknown.text
    assert "not in use" in replaced.text
    assert client.get(f"/b/{new.token}").status_code == 200


def test_card_is_saved_as_a_file_of_what_its_code_says(client: FlaskClient) -> None:
    event = make_event("northlight-26", name="Northlight Heart 2026")
    code = code_of(name="Åsa Öberg", headline="Resident", institution="Norrvik", event=event.slug)

    response = client.post("/c/contact.vcf", data={"code": code})

    assert response.status_code == 200
    assert response.content_type == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=\"Asa-Oberg.vcf\"; filename*=UTF-8''%C3%85sa%20%C3%96berg.vcf"
    )
    assert response.headers["Cache-Control"] == "no-store"
    uid = re.search("UID:urn:uuid:(.*)\r", response.text)
    assert uid is not None
    assert response.text.replace(uid[1], "…").replace("REV:2026-06-10T12:00:00Z", "REV:…") == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Hallway//EN\r\nUID:urn:uuid:…\r\n"
        "N:Öberg;Åsa;;;\r\nFN:Åsa Öberg\r\nORG:Norrvik\r\nTITLE:Resident\r\n"
        "NOTE:Met at Northlight Heart 2026 (10 Jun 2026)\r\nREV:…\r\nEND:VCARD\r\n"
    )


def test_code_cannot_break_out_of_its_line_or_header(client: FlaskClient) -> None:
    code = code_of(name='"; x="\r\nX: y', institution="a;b,c\\d")

    response = client.post("/c/contact.vcf", data={"code": f"https://hallway.example/c/#{code}"})

    assert "ORG:a\\;b\\,c\\\\d\r\n" in response.text
    assert "X" not in response.headers
    assert "\r" not in response.headers["Content-Disposition"]


def test_damaged_card_is_answered_in_words(client: FlaskClient) -> None:
    for code in ("", "not a code", code_of(name="Mira")[:-4], "A" * 9000):
        response = client.post("/c/contact.vcf", data={"code": code})
        assert response.status_code == 422
        assert "cannot be read" in response.text
        assert response.content_type == "text/html; charset=utf-8"


def test_harvest_from_one_network_is_slowed_down_softly(client: FlaskClient) -> None:
    badge = make_badge()
    statuses = [client.get(f"/b/{badge.token}").status_code for _ in range(120)]
    slowed = client.get(f"/b/{badge.token}")

    assert set(statuses) == {200}
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["Retry-After"]) <= 60
    assert "One moment" in slowed.text


def test_lines_are_folded_within_75_octets_and_never_within_a_letter() -> None:
    card = vcards.vcard(
        {"name": "渡辺 純", "institution": "北" * 60},
        uid=UUID(int=1),
        revised_at=datetime(2026, 6, 10, tzinfo=UTC),
        categories=["a, b", "c"],
    )

    assert max(len(line.encode()) for line in card.split("\r\n")) <= 75
    assert f"ORG:{'北' * 60}" in card.replace("\r\n ", "")
    assert "N:渡辺;純;;;\r\n" in card
    assert "CATEGORIES:a\\, b,c\r\n" in card
    assert card.endswith("END:VCARD\r\n")


def test_one_name_alone_is_a_given_name() -> None:
    card = vcards.vcard({"name": "Suharto"}, uid=UUID(int=1), revised_at=datetime.now(UTC))
    assert "N:;Suharto;;;\r\nFN:Suharto\r\n" in card
    assert "ORG" not in card
