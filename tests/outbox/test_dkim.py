import base64
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask

from server.app import create_app
from server.core.config import SettingsError
from server.outbox.dkim import Signer, body_hash, sign_headers, split_headers
from server.outbox.worker import Worker
from tests.outbox.conftest import Send
from tests.outbox.sink import Sink

# RFC 8463, appendix A.
KEY = base64.b64decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
MESSAGE = b"""\
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
""".replace(b"\n", b"\r\n")
BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="
VALUE = f"""\
 v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh={BODY_HASH};
 b=""".replace("\n", "\r\n").encode()
NAMES = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"]
SIGNATURE = (
    "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
)


def pem(key: RSAPrivateKey | Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def rsa_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def test_signature_is_that_of_the_standard() -> None:
    head, _, body = MESSAGE.partition(b"\r\n\r\n")
    key = Ed25519PrivateKey.from_private_bytes(KEY)

    assert body_hash(body) == BODY_HASH
    assert sign_headers(key, split_headers(head), NAMES, VALUE) == SIGNATURE


def test_empty_body_and_blank_ends_are_relaxed_as_the_standard_says() -> None:
    empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # of nothing at all

    assert body_hash(b"") == body_hash(b"\r\n\r\n") == empty
    assert body_hash(b"a \t b  \r\n\r\n") == body_hash(b"a b\r\n")


def test_mail_on_the_wire_is_signed(
    app: Flask, send: Send, sink: Sink, rsa_key: RSAPrivateKey
) -> None:
    app.extensions["outbox_signer"] = Signer("hallway.example.org", "s1", rsa_key)
    send()

    Worker().tick()

    (content,) = sink.contents
    head, _, body = content.partition(b"\r\n\r\n")
    (name, value), *headers = split_headers(head)
    assert name == b"DKIM-Signature"
    assert max(map(len, head.split(b"\r\n"))) <= 998
    tags = {
        key.strip(): re.sub(r"\s", "", text)
        for key, _, text in (tag.partition("=") for tag in value.decode().split(";"))
    }
    assert (tags["d"], tags["s"], tags["a"]) == ("hallway.example.org", "s1", "rsa-sha256")
    assert tags["bh"] == body_hash(body)
    assert tags["h"].startswith("from:from:to:subject:date:message-id")
    unsigned = value[: value.rindex(b" b=") + 3]
    signed = b"".join(
        field.lower() + b":" + re.sub(rb"\s+", b" ", dict(headers)[field]).strip() + b"\r\n"
        for field in (
            b"From",
            b"To",
            b"Subject",
            b"Date",
            b"Message-ID",
            b"MIME-Version",
            b"Content-Type",
            b"Auto-Submitted",
        )
    )
    signed += b"dkim-signature:" + re.sub(rb"\s+", b" ", unsigned).strip()
    rsa_key.public_key().verify(base64.b64decode(tags["b"]), signed, PKCS1v15(), SHA256())


def test_key_of_the_settings_signs_for_the_domain_of_the_sender(
    tmp_path: Path, rsa_key: RSAPrivateKey
) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(pem(rsa_key))
    app = create_app(
        {
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "MAIL_FROM": "hallway@hallway.example.org",
            "DKIM_KEY_FILE": str(file),
            "DKIM_SELECTOR": "s1",
        }
    )

    signer = app.extensions["outbox_signer"]
    assert (signer.domain, signer.selector) == ("hallway.example.org", "s1")


@pytest.mark.parametrize(
    ("content", "selector", "words"),
    [
        (None, "s1", "takes a private key in PEM"),
        (b"not a key", "s1", "takes a private key in PEM"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "s1", "neither RSA nor Ed25519"),
        (pem(Ed25519PrivateKey.generate()), "", "needs HALLWAY_DKIM_SELECTOR"),
    ],
)
def test_key_that_cannot_sign_is_refused_at_start(
    tmp_path: Path, content: bytes | None, selector: str, words: str
) -> None:
    file = tmp_path / "dkim.pem"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SettingsError, match=words):
        create_app(
            {
                "SQLALCHEMY_DATABASE_URI": "sqlite://",
                "DKIM_KEY_FILE": str(file),
                "DKIM_SELECTOR": selector,
            }
        )
