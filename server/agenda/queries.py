"""Agendas read together with the programme they point into, one statement each."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import contains_eager

from server.agenda.models import AgendaItem, Membership, Visit
from server.core.db import db
from server.programme.models import Event, Session

Row = TypeVar("Row", AgendaItem, Visit)


def rows_by_session(model: type[Row], account_id: UUID, row_ids: list[str]) -> dict[str, Row]:
    """Return the account's rows of *model* for sessions named "<slug>/<session>"."""
    pairs = [tuple(row_id.split("/", 1)) for row_id in row_ids]
    found = db.session.execute(
        select(model, Event.slug)
        .join(model.session)
        .join(Session.event)
        .where(model.account_id == account_id, tuple_(Event.slug, Session.key).in_(pairs))
        .options(contains_eager(model.session))
    )
    return {f"{slug}/{row.session.key}": row for row, slug in found}


def memberships_by_slug(account_id: UUID, slugs: list[str]) -> dict[str, Membership]:
    """Return the account's memberships of these events."""
    found = db.session.execute(
        select(Event.slug, Membership)
        .join(Membership.event)
        .where(Membership.account_id == account_id, Event.slug.in_(slugs))
    )
    return {slug: membership for slug, membership in found}  # noqa: C416 -- a Result is no dict's
