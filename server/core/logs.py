"""Structured logs: one JSON object a line, ids only. Never a name, a note, a code or an address."""

import logging

import structlog
from flask import Flask


def init_app(app: Flask) -> None:
    """Set up structlog once for the process, at the configured level."""
    level = logging.getLevelNamesMapping().get(str(app.config["LOG_LEVEL"]), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
