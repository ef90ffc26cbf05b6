"""The runner: where it listens, and what it says when it cannot."""

import socket
from argparse import Namespace

import pytest

from server.core.config import SettingsError
from server.run import free_port, name_address


def test_port_zero_takes_a_free_one() -> None:
    port = free_port("127.0.0.1", 0)
    assert port > 0
    assert free_port("127.0.0.1", port) == port


def test_port_in_use_is_told_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port}: .* --port 8001"):
            free_port("127.0.0.1", port)


def test_host_that_is_not_ours_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"Cannot listen on 192\.0\.2\.1"):
        free_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "certificate", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8000"),
        ("0.0.0.0", None, "http://127.0.0.1:8000"),  # noqa: S104 -- nothing is bound
        ("::", None, "http://[::1]:8000"),
        ("phone.example", "file", "https://phone.example:8000"),
    ],
)
def test_address_is_where_the_server_will_be_found(
    host: str, certificate: str | None, address: str
) -> None:
    environ: dict[str, str] = {}
    name_address(Namespace(host=host, port=8000, certificate=certificate), environ)
    assert environ == {"HALLWAY_BASE_URL": address}


def test_given_address_stays() -> None:
    environ = {"HALLWAY_BASE_URL": "https://hallway.example"}
    name_address(Namespace(host="127.0.0.1", port=8000, certificate=None), environ)
    assert environ == {"HALLWAY_BASE_URL": "https://hallway.example"}
