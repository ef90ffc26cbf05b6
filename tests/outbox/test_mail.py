import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from server.core.db import db
from server.core.ids import new_id
from server.outbox.errors import DisplayNameError, MailAddressError
from server.outbox.mail import (
    compose,
    display_name,
    html_of,
    kept_mail,
    mail_address,
    stamp,
    wire_bytes,
)
from server.outbox.registry import JobKind, register_kind
from server.outbox.worker import Worker
from tests.outbox.conftest import Send
from tests.outbox.sink import Sink

UNSUBSCRIBE = "https://hallway.example.org/u/" + "ABCDEFGHJKMNPQRSTVWXYZ0123456789" * 6


def wire(**parts: str) -> bytes:
    fields = {"to": "ada@example.org", "subject": "Hello", "text": "Hello."} | parts
    message = stamp(compose(**fields), message_id="<1@localhost>", now=datetime.now(UTC))
    return wire_bytes(message)


def headers(content: bytes) -> list[str]:
    return content.split(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def test_follow_up_is_right_on_the_wire(app: Flask, send: Send, sink: Sink) -> None:
    register_kind(
        app,
        JobKind(
            "follow-up",
            "hold",
            lambda _: compose(
                to="Ada@Example.ORG",
                subject="The discharge lists, as promised",
                text="Dear Ada,\n\n.hidden\nÅsa\n",
                name="Åsa Öberg",
                event="Fernhill 2026",
                reply_to="asa@example.org",
                unsubscribe=UNSUBSCRIBE,
            ),
        ),
    )
    job = send("follow-up")

    Worker().tick()

    (content,) = sink.contents
    (envelope,) = sink.envelopes
    (mail,) = sink.mails
    db.session.refresh(job)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("hallway@localhost", ["ada@example.org"])
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert len(mail.get_all("From", [])) == 1
    assert str(mail["From"]) == "Åsa Öberg via Fernhill 2026 <hallway@localhost>"
    assert mail["Reply-To"] == "asa@example.org"
    assert mail["To"] == "ada@example.org"
    assert mail["Message-ID"] == job.message_id
    assert f"List-Unsubscribe: <{UNSUBSCRIBE}>" in headers(content)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in headers(content)
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert plain == "Dear Ada,\r\n\r\n.hidden\r\nÅsa\r\n"
    assert "<p>Dear Ada,</p>" in html


@pytest.mark.usefixtures("app")
def test_text_arrives_as_it_was_written() -> None:
    text = "Ligne très longue " * 80 + "\n.\n..\nend\n"

    kept = kept_mail(new_id(), datetime.now(UTC), wire(text=text))

    assert kept.text == text


@pytest.mark.usefixtures("app")
def test_subject_cannot_add_a_header() -> None:
    content = wire(subject="Hello\r\nBcc: eve@example.org\u2028x")

    assert b"\r\nBcc" not in content
    assert headers(content)[2] == "Subject: Hello Bcc: eve@example.org x"


@pytest.mark.parametrize(
    "name",
    [
        "ada@example.org",
        "Ada <ada",
        "Ada>",
        "Ada\r\nBcc: eve",
        "Ada\x00",
        "Ada\u202eadA",
        "Ada\u2066",
        "Ada\u200b",
        "Ada\uff20example",
        "",
        "   ",
        "x" * 201,
        "Ada\u2028",
        "Ada\ud800",
    ],
)
def test_name_that_could_deceive_is_refused(name: str) -> None:
    with pytest.raises(DisplayNameError):
        display_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace",
        "Åsa Öberg",
        'Ada "Countess" Byron',
        "O'Neil, Ada",
        "李小龙",
        "נועה",
        "👩\u200d⚕ Ada",
    ],
)
@pytest.mark.usefixtures("app")
def test_honest_name_stands_in_from_as_one_address(name: str) -> None:
    content = wire(name=name, event="Fernhill")

    from_ = [line for line in headers(content) if line.startswith("From:")]
    assert len(from_) == 1
    assert from_[0].endswith("<hallway@localhost>")
    assert from_[0].count("@") == 1


@pytest.mark.usefixtures("app")
def test_hostile_names_add_no_header_and_no_recipient() -> None:
    breaks = ["\r\n", "\n", "\r", "\u202e", "\x00", "=0D=0A", "&#10;", "%0d%0a"]
    signs = ["<", ">", "@", ",", ";", ":", '"', "\\", "(", ")", "=?utf-8?q?", "?=", "é", " ", "\t"]
    pieces = [*breaks, *signs, "Bcc: eve@example.org"]
    count = 0
    for first in pieces:
        for second in pieces:
            for third in ("", "Bcc:", "eve@example.org"):
                count += 1
                try:
                    content = wire(name=f"Ada{first}{second}{third}", event="Fernhill")
                except DisplayNameError:
                    continue
                names = [line.split(":")[0] for line in headers(content) if not line[0].isspace()]
                assert names == [
                    "From",
                    "To",
                    "Subject",
                    "Auto-Submitted",
                    "MIME-Version",
                    "Content-Type",
                    "Message-ID",
                    "Date",
                ]
                kept = kept_mail(new_id(), datetime.now(UTC), content)
                assert kept.to == "ada@example.org"
    assert count > 1500


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("  ada@example.org ", "ada@example.org"),
        ("ada.b+tag@mail.example.org", "ada.b+tag@mail.example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@EXAMPLE.org.", "ada@example.org"),
    ],
)
def test_address_is_compared_in_one_form(written: str, compared: str) -> None:
    assert mail_address(written) == compared


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "ada@[127.0.0.1]",
        "ada@127.0.0.1",
        "ada@@example.org",
        "ada b@example.org",
        "ada@exam ple.org",
        '"ada"@example.org',
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example..org",
        "ada@-example.org",
        ".ada@example.org",
        "ada@example.org>",
        "ädå@example.org",
        "a" * 65 + "@example.org",
        "ada@" + "a." * 130 + "org",
    ],
)
def test_address_that_mail_cannot_reach_is_refused(text: str) -> None:
    with pytest.raises(MailAddressError):
        mail_address(text)


def test_html_is_the_text_escaped_and_linked() -> None:
    html = html_of("Hi <b>you</b>,\nsee https://example.org/a?b=1&c=2.\n\nBye")

    assert (
        "<p>Hi &lt;b&gt;you&lt;/b&gt;,<br>\n"
        'see <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>.</p>\n'
        "<p>Bye</p>"
    ) in html
    assert not re.search(r"<(img|link|script|style)", html)
