"""Fetching a file from an address that somebody gave, without becoming their way in.

Only https on port 443. Each host is resolved once, every address it has must be public, and the
connection goes to the address that was checked, not to the name again.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from server.programme.errors import AddressRefusedError

SECONDS = 10.0
MAX_BYTES = 20_000_000
MAX_REDIRECTS = 3
PORT = 443
CHUNK = 65536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200
# The same words whatever was inside, so that nobody can explore a network by its refusals.
INNER = "This address is not on the public internet. Download the file and import that instead."
SHAPE = "Give an address that begins with https://, without a user name or a port."
SILENT = "The address did not answer with a file within 10 seconds. Try again, or download it."
UNTRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # stands for an IPv4 address

Resolve = Callable[[str], list[str]]
Connect = Callable[[str, str, float], socket.socket]


def resolve_host(host: str) -> list[str]:
    """Return every IP address of *host*; raises `OSError` where it has none."""
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect_tls(ip: str, host: str, timeout: float) -> socket.socket:
    """Return a connection to *ip* whose other end has proved to be *host*."""
    plain = socket.create_connection((ip, PORT), timeout)
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def fetch(
    address: str, *, resolve: Resolve = resolve_host, connect: Connect = connect_tls
) -> bytes:
    """Return the file at *address*, in 10 seconds, 20 MB and three redirects at most.

    Raises `AddressRefusedError` with what to do instead.
    """
    ends_at = time.monotonic() + SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(address)
        ips = _public_addresses(parts.hostname or "", resolve)
        try:
            found = _get(parts, ips, connect, ends_at)
        except (OSError, http.client.HTTPException) as error:
            raise AddressRefusedError(SILENT) from error
        if isinstance(found, bytes):
            return found
        address = urljoin(address, found)
    raise AddressRefusedError("The address leads on and on. Give the one that it ends at.")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        plain = parts.port in (None, PORT) and parts.username is None and parts.password is None
        host = (parts.hostname or "").encode("idna")
    except (ValueError, UnicodeError) as error:
        raise AddressRefusedError(SHAPE) from error
    if parts.scheme != "https" or not host or not plain or not address.isprintable():
        raise AddressRefusedError(SHAPE)
    return parts


def _public_addresses(host: str, resolve: Resolve) -> list[str]:
    try:
        ips = resolve(host)
    except (OSError, UnicodeError) as error:
        raise AddressRefusedError(INNER) from error
    if not ips or not all(map(is_public, ips)):
        raise AddressRefusedError(INNER)
    return ips


def is_public(ip: str) -> bool:
    """Tell whether an IP address is of the public internet, also behind what stands for IPv4."""
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if address.teredo is not None or address in UNTRANSLATED:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _get(parts: SplitResult, ips: list[str], connect: Connect, ends_at: float) -> bytes | str:
    """Return the body, or the address of a redirect."""
    host = (parts.hostname or "").encode("idna").decode()
    connection = http.client.HTTPConnection(host, PORT)
    with closing(_reach(ips, host, connect, ends_at)) as reached, _hung_up_at(ends_at, reached):
        connection.sock = reached
        connection.request(
            "GET",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers={"Host": host, "Accept-Encoding": "identity", "User-Agent": "Hallway"},
        )
        response = connection.getresponse()
        where = response.getheader("Location")
        if response.status in REDIRECTS and where:
            return where
        if (
            response.status != OK
            or response.getheader("Content-Encoding", "identity") != "identity"
        ):
            raise AddressRefusedError(
                f"The address answered {response.status}, not with a file. Check it in a browser."
            )
        return _body(response, ends_at)


def _reach(ips: list[str], host: str, connect: Connect, ends_at: float) -> socket.socket:
    for ip in ips:
        left = ends_at - time.monotonic()
        if left <= 0:
            break
        try:
            return connect(ip, host, left)
        except OSError:
            continue
    raise TimeoutError


@contextmanager
def _hung_up_at(ends_at: float, reached: socket.socket) -> Iterator[None]:
    """Close the connection when the time is over: a byte now and then does not keep it open."""

    def hang_up() -> None:
        try:
            reached.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    timer = Timer(max(0.0, ends_at - time.monotonic()), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(response: http.client.HTTPResponse, ends_at: float) -> bytes:
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise AddressRefusedError(
                "The file is larger than 20 MB. Export the programme without attachments."
            )
    # A body that was cut off, by the clock or by the other end, must not pass for a whole one.
    if response.length or time.monotonic() >= ends_at:
        raise TimeoutError
    return bytes(body)
