"""What a preview asks features that sit above the programme."""

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Flask, current_app

AgendaCounter = Callable[[Sequence[UUID]], dict[UUID, int]]


def count_agendas_by(app: Flask, counter: AgendaCounter) -> None:
    """Let `counter(session_ids)` say in how many agendas each session is; a count, never whose."""
    app.extensions["agenda_counter"] = counter


def agendas_with(session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return in how many agendas each of these sessions is; those in none are left out."""
    counter: AgendaCounter = current_app.extensions["agenda_counter"]
    return counter(session_ids) if session_ids else {}
