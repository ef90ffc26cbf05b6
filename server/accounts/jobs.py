"""The mail that carries a sign-in code."""

from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlencode
from uuid import UUID

from flask import current_app, render_template

from server.accounts import services
from server.accounts.codes import shown
from server.outbox.mail import compose
from server.outbox.registry import DueJob, JobKind


def render_code(job: DueJob) -> EmailMessage:
    """Write the mail; the code is in its text, never in its subject."""
    request = services.code_request_for_id(UUID(job.payload["request"]))
    if request is None:
        raise LookupError("a code that was replaced is not mailed")
    text = render_template(
        "accounts/sign-in-code.txt",
        code=shown(services.code_of(request)),
        link=_link(request.email, services.code_of(request)),
    )
    return compose(to=request.email, subject="Your code to sign in to Hallway", text=text)


def _link(email: str, code: str) -> str:
    """Return the address that fills the form in; what follows `#` reaches no server."""
    return f"{current_app.config['BASE_URL']}/#/sign-in?{urlencode({'email': email, 'code': code})}"


def may_send_code(job: DueJob, now: datetime) -> str | None:
    """Hold back a code that a newer one replaced, or that was used already."""
    del now
    request = services.code_request_for_id(UUID(job.payload["request"]))
    return None if request is not None else "A newer code was asked for, or this one was used."


SIGN_IN_CODE = JobKind(
    services.CODE_KIND, "resend", render_code, may_send=may_send_code, urgent=True
)
