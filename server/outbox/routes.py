"""HTTP for operators: whether the server lives, can work, and how far its outbox is behind."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from flask import Response, current_app
from flask_smorest import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from server.core.clock import now
from server.outbox import services
from server.outbox.errors import NotReadyError
from server.outbox.schemas import HealthResponse, ReadinessResponse

bp = Blueprint("outbox", __name__)


@bp.get("/healthz")
@bp.response(HTTPStatus.OK, HealthResponse)
def get_health() -> dict[str, str]:
    """Answer that the process lives; asks nothing of the database."""
    return {"status": "ok"}


@bp.get("/readyz")
@bp.response(HTTPStatus.OK, ReadinessResponse)
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def get_readiness() -> dict[str, Any]:
    """Answer whether this server can do its work, and how far its outbox is behind."""
    try:
        schema = services.schema_problem()
        figures = services.figures(now()) if schema is None else None
    except SQLAlchemyError:
        raise NotReadyError("The database does not answer.") from None
    if figures is None:
        raise NotReadyError(str(schema))
    if current_app.config["PRODUCTION"] and not current_app.config["MAIL_URL"]:
        raise NotReadyError("Set HALLWAY_MAIL_URL: without it nobody can sign in.")
    return {"status": "ok", **asdict(figures)}


@bp.get("/metrics")
@bp.response(HTTPStatus.OK, content_type="text/plain")
def get_metrics() -> Response:
    """Return the figures in the text format of Prometheus, without names."""
    figures = services.figures(now())
    lines = [
        "# TYPE hallway_outbox_oldest_due_seconds gauge",
        f"hallway_outbox_oldest_due_seconds {figures.oldest_due_seconds:.0f}",
        "# TYPE hallway_outbox_jobs gauge",
        *(
            f'hallway_outbox_jobs{{state="{state}"}} {getattr(figures, state)}'
            for state in ("pending", "unknown", "failed")
        ),
    ]
    return Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4")
