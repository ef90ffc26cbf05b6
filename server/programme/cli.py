"""Commands of programme."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    del app
