import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from server.programme import address
from server.programme.address import INNER, SHAPE, SILENT, fetch, is_public
from server.programme.errors import AddressRefusedError

PUBLIC = "93.184.216.34"
Answers = dict[str, bytes]


def resolve(host: str) -> list[str]:
    names = {
        "example.org": [PUBLIC],
        "inner.example.org": ["10.0.0.7"],
        "both.example.org": [PUBLIC, "127.0.0.1"],
        "no-address.example.org": [],
    }
    if host not in names:
        raise socket.gaierror
    return names[host]


@contextmanager
def answering(answers: Answers) -> Iterator[Callable[[str, str, float], socket.socket]]:
    """Give a `connect` whose other end answers each path of a host with prepared bytes."""
    threads: list[Thread] = []
    reached: list[str] = []

    def serve(end: socket.socket, host: str) -> None:
        with end:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += end.recv(4096)
            path = asked.split(b" ")[1].decode()
            assert f"\r\nHost: {host}\r\n".encode() in asked
            end.sendall(answers[f"{host}{path}"])

    def connect(ip: str, host: str, timeout: float) -> socket.socket:
        reached.append(ip)
        ours, theirs = socket.socketpair()
        ours.settimeout(timeout)
        thread = Thread(target=serve, args=(theirs, host))
        thread.start()
        threads.append(thread)
        return ours

    yield connect
    for thread in threads:
        thread.join()
    assert set(reached) <= {PUBLIC}


def ok(body: bytes, length: int | None = None) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (length or len(body), body)


def moved(where: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()


def test_file_is_fetched_through_redirects() -> None:
    answers = {
        "example.org/a?b=c": moved("/d"),
        "example.org/d": moved("https://example.org:443/e"),
        "example.org/e": ok(b"BEGIN:VCALENDAR"),
    }
    with answering(answers) as connect:
        body = fetch("https://example.org/a?b=c", resolve=resolve, connect=connect)

    assert body == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("http://example.org/", SHAPE),
        ("ftp://example.org/", SHAPE),
        ("https://example.org:8443/", SHAPE),
        ("https://example.org:99999/", SHAPE),
        ("https://user@example.org/", SHAPE),
        ("https://:password@example.org/", SHAPE),
        ("https:///nothing", SHAPE),
        ("https://[::1/", SHAPE),
        ("https://example.org/a\r\nHost: other", SHAPE),
        ("https://inner.example.org/", INNER),
        ("https://both.example.org/", INNER),
        ("https://no-address.example.org/", INNER),
        ("https://unknown.example.org/", INNER),
    ],
)
def test_address_that_is_not_public_is_refused_before_connecting(given: str, words: str) -> None:
    with answering({}) as connect, pytest.raises(AddressRefusedError) as refusal:
        fetch(given, resolve=resolve, connect=connect)

    assert refusal.value.detail == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("https://inner.example.org/", INNER),
        ("http://example.org/", SHAPE),
        ("file:///etc/passwd", SHAPE),
    ],
)
def test_redirect_is_checked_like_the_first_address(where: str, words: str) -> None:
    with (
        answering({"example.org/": moved(where)}) as connect,
        pytest.raises(AddressRefusedError) as refusal,
    ):
        fetch("https://example.org/", resolve=resolve, connect=connect)

    assert refusal.value.detail == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (moved("/"), "leads on and on"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answered 404"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", "not with"),
        (b"hello", "did not answer"),
        (ok(b"BEGIN:VCAL", length=4000), "did not answer"),
        (ok(b"much too large"), "larger than 20 MB"),
    ],
)
def test_answer_that_is_no_file_is_refused(
    answer: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "MAX_BYTES", 13)
    with (
        answering({"example.org/": answer}) as connect,
        pytest.raises(AddressRefusedError, match=words),
    ):
        fetch("https://example.org/", resolve=resolve, connect=connect)


def test_answer_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "SECONDS", 0.05)
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 200 OK\r\n")

    with theirs, pytest.raises(AddressRefusedError) as refusal:
        fetch("https://example.org/", resolve=resolve, connect=lambda *_: ours)

    assert refusal.value.detail == SILENT


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0",  # noqa: S104 -- refused, not bound to
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert is_public(ip)
