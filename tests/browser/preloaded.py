"""What the processes of the browser tests have imported before they start (see `warm`)."""

import alembic.command
import flask.cli
import icalendar

import server.app
import server.run

__all__ = ["alembic", "flask", "icalendar", "server"]
