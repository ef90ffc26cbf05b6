"""DKIM (RFC 6376, RFC 8463): a signature by our domain, so that receivers believe our From.

Relaxed canonicalisation of headers and body; RSA or Ed25519, whichever the key is.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from server.core.config import SettingsError

LEAST_RSA_BITS = 1024
# `from` twice: a second one, added on the way, breaks the signature.
SIGNED = (
    *("from", "from", "to", "subject", "date", "message-id", "reply-to", "mime-version"),
    *("content-type", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted"),
)
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs mail for one domain; its public key stands at `<selector>._domainkey.<domain>`."""

    domain: str
    selector: str
    key: RSAPrivateKey | Ed25519PrivateKey

    def sign(self, content: bytes, *, now: datetime) -> bytes:
        """Return *content* (CRLF, as it goes out) with its signature above it."""
        head, _, body = content.partition(b"\r\n\r\n")
        headers = split_headers(head)
        present = {name.lower() for name, _ in headers}
        names = [name for name in SIGNED if name.encode() in present]
        value = (
            f" v=1; a={algorithm(self.key)}; c=relaxed/relaxed; d={self.domain};\r\n"
            f" s={self.selector}; t={int(now.timestamp())};\r\n"
            f" h={':'.join(names)};\r\n"
            f" bh={body_hash(body)};\r\n b="
        ).encode()
        signature = sign_headers(self.key, headers, names, value)
        return b"DKIM-Signature:" + value + _folded(signature) + b"\r\n" + content


def signer_from(settings: Mapping[str, object]) -> Signer | None:
    """Return the signer that the settings name, or None without a key.

    Raises `SettingsError` for a key that cannot be read or used, or one without a selector.
    """
    file = str(settings["DKIM_KEY_FILE"])
    if not file:
        return None
    if not settings["DKIM_SELECTOR"]:
        raise SettingsError("HALLWAY_DKIM_KEY_FILE needs HALLWAY_DKIM_SELECTOR beside it.")
    try:
        key = load_pem_private_key(Path(file).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError("HALLWAY_DKIM_KEY_FILE takes a private key in PEM.") from error
    if isinstance(key, RSAPrivateKey) and key.key_size < LEAST_RSA_BITS:
        raise SettingsError(f"The DKIM key needs at least {LEAST_RSA_BITS} bits; take 2048.")
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise SettingsError("The DKIM key is neither RSA nor Ed25519.")
    domain = settings["DKIM_DOMAIN"] or str(settings["MAIL_FROM"]).rpartition("@")[2]
    return Signer(str(domain), str(settings["DKIM_SELECTOR"]), key)


def algorithm(key: RSAPrivateKey | Ed25519PrivateKey) -> str:
    """Return what DKIM calls a signature by this key."""
    return "rsa-sha256" if isinstance(key, RSAPrivateKey) else "ed25519-sha256"


def split_headers(head: bytes) -> Headers:
    """Return the headers of a message as pairs, folded lines with their header."""
    fields = re.split(rb"\r\n(?![ \t])", head)
    return [(name, value) for name, _, value in (field.partition(b":") for field in fields)]


def body_hash(body: bytes) -> str:
    """Return the hash of a body in its relaxed form."""
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    relaxed = b"".join(line + b"\r\n" for line in lines)
    return base64.b64encode(hashlib.sha256(relaxed).digest()).decode()


def sign_headers(
    key: RSAPrivateKey | Ed25519PrivateKey, headers: Headers, names: Sequence[str], value: bytes
) -> str:
    """Return the signature over the headers called *names* and over *value*, which ends `b=`.

    A name that stands twice takes the next header of that name, from the last one upward, or
    nothing where there is none.
    """
    left = list(reversed(headers))
    signed = []
    for name in names:
        field = next((field for field in left if field[0].lower() == name.encode()), None)
        if field is not None:
            left.remove(field)
            signed.append(_relaxed(*field) + b"\r\n")
    text = b"".join(signed) + _relaxed(b"dkim-signature", value)
    if isinstance(key, RSAPrivateKey):
        signature = key.sign(text, PKCS1v15(), SHA256())
    else:
        signature = key.sign(hashlib.sha256(text).digest())
    return base64.b64encode(signature).decode()


def _relaxed(name: bytes, value: bytes) -> bytes:
    unfolded = re.sub(rb"[ \t\r\n]+", b" ", value).strip(b" ")
    return name.lower().strip() + b":" + unfolded


def _folded(signature: str) -> bytes:
    return "\r\n  ".join(re.findall(".{1,70}", signature)).encode()
