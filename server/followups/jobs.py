"""What follow-ups hand the outbox: the digest, the mail to a contact, and the planner."""

from datetime import UTC, datetime, timedelta

from flask import Flask, current_app

from server.followups import delivery_services, digest_services
from server.outbox.registry import JobKind, register_kind, register_planner

TOO_LATE = timedelta(hours=72)  # after that a follow-up goes back to its owner
# Everybody's nine o'clock is at a whole quarter of an hour, in whatever zone they are.
QUARTER = timedelta(minutes=15)


def init_app(app: Flask) -> None:
    """Register the kinds of job, and have the worker plan digests."""
    register_kind(
        app,
        JobKind(
            name=digest_services.KIND,
            policy="resend",
            render=digest_services.render,
            may_send=digest_services.objection,
        ),
    )
    register_kind(
        app,
        JobKind(
            name=delivery_services.KIND,
            policy="hold",
            render=delivery_services.render,
            may_send=delivery_services.objection,
            ended=delivery_services.ended,
            late_after=TOO_LATE,
        ),
    )
    app.extensions["digests_planned"] = None
    register_planner(app, plan_digests)


def plan_digests(now: datetime) -> None:
    """Plan digests once in each quarter of an hour; the worker asks every second."""
    quarter = (now - datetime.min.replace(tzinfo=UTC)) // QUARTER
    if current_app.extensions["digests_planned"] != quarter:
        digest_services.plan_digests(now)
        current_app.extensions["digests_planned"] = quarter
