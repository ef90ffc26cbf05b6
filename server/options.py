"""What `python3 -m server` takes; read before the set-up, so that a slip is told at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

LAST_PORT = 65_535


def parse_options(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options, or end with status 2 and the usage."""
    parser = argparse.ArgumentParser(
        prog="python3 -m server",
        description="Set up what is missing, then serve Hallway with a demo event.",
        epilog="Other devices need https for camera and offline use: --certificate and --key.",
    )
    add = parser.add_argument
    add("--setup-only", action="store_true", help="set everything up, and do not serve")
    add("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    add("--port", type=_port, default=8000, help="port to listen on; 0 takes a free one")
    add("--certificate", type=_file, metavar="FILE", help="certificate chain (PEM), for https")
    add("--key", type=_file, metavar="FILE", help="the certificate's private key (PEM)")
    add("--no-demo", action="store_true", help="do not put the demo event into a new database")
    options = parser.parse_args(words)
    if (options.certificate is None) != (options.key is None):
        parser.error("--certificate and --key belong together")
    return options


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {LAST_PORT}")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path.resolve()
