"""The runner: where it listens, and what it says when it cannot."""

import os
import re
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from server.core.config import SettingsError
from server.run import check_certificate, free_port, name_address


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
        ("0.0.0.0", None, "http://192.0.2.7:8000"),  # noqa: S104 -- nothing is bound
        ("::1", None, "http://[::1]:8000"),
        ("phone.example", "file", "https://phone.example:8000"),
    ],
)
def test_address_is_where_the_server_will_be_found(
    host: str, certificate: str | None, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.run.outward_address", lambda: "192.0.2.7")
    environ: dict[str, str] = {}
    name_address(Namespace(host=host, port=8000, certificate=certificate), environ)
    assert environ == {"HALLWAY_BASE_URL": address}


def test_given_address_stays() -> None:
    environ = {"HALLWAY_BASE_URL": "https://hallway.example"}
    name_address(Namespace(host="127.0.0.1", port=8000, certificate=None), environ)
    assert environ == {"HALLWAY_BASE_URL": "https://hallway.example"}


def test_files_that_are_no_certificate_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    file.write_text("none")
    with pytest.raises(SettingsError, match="do not serve https"):
        check_certificate(Namespace(certificate=file, key=file))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"HALLWAY_DATABASE_URL": "nonsense"}, "The database cannot be used"),
        ({"HALLWAY_DATABASE_URL": "postgresql+psycopg://db/x"}, "(driver|database)"),
        ({"HALLWAY_DATA_DIR": "/proc/none"}, "cannot be used"),
        ({"HALLWAY_NOW": "soon"}, "HALLWAY_NOW takes a time"),
        ({"HALLWAY_ENV": "production"}, "production needs HALLWAY_SECRET_KEY"),
    ],
)
def test_start_that_cannot_be_ends_with_a_sentence(settings: dict[str, str], says: str) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("HALLWAY_")}
    done = subprocess.run(
        [sys.executable, "-m", "server.run", "--setup-only"],
        env=kept | settings,
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.search(says, done.stderr)
    assert "Traceback" not in done.stderr
