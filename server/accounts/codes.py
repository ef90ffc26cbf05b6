"""Sign-in codes: 8 characters that follow from a request's id and the server's secret key."""

import hmac
from uuid import UUID

from server.core.ids import ALPHABET, token_key

LENGTH = 8
GROUP = 4


def sign_in_code(request_id: UUID, secret_key: str) -> str:
    """Return the code that answers this request, as it is compared: 8 characters, 40 bits."""
    mac = hmac.new(secret_key.encode(), b"hallway sign-in code 1" + request_id.bytes, "sha256")
    number = int.from_bytes(mac.digest()[:5])
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def shown(code: str) -> str:
    """Return a code as it is read: two groups."""
    return f"{code[:GROUP]} {code[GROUP:]}"


def same_code(typed: str, code: str) -> bool:
    """Tell whether somebody typed *code*, look-alikes and blanks forgiven, in constant time."""
    return hmac.compare_digest(token_key(typed).encode(), code.encode())
