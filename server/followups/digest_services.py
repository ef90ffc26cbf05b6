"""The digest: one mail to somebody on the morning their follow-ups are due, a link for each."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

from flask import current_app, render_template

from server.core.db import db
from server.followups.draft_services import Owed, drafts, owed, today_in
from server.followups.models import DigestMark
from server.followups.queries import account_with_id
from server.outbox.mail import compose
from server.outbox.registry import DueJob
from server.outbox.services import enqueue

KIND = "digest"
USEFUL_FOR = timedelta(days=1)
LATEST = timedelta(days=14)  # of what nobody told them before, older than this is left to the app


def plan_digests(now: datetime) -> None:
    """Enqueue a digest for everybody with follow-ups that fell due since they were last told.

    Once a day at most, across restarts: the day is part of the job's key. What falls due after a
    day's digest waits for the next day's.
    """
    by_account: dict[UUID, list[Owed]] = {}
    for each in owed(now=now):
        if now - LATEST < each.plan.due_at <= now:
            by_account.setdefault(each.account_id, []).append(each)
    for account_id, due in by_account.items():
        mark = db.session.get(DigestMark, account_id)
        if not _new_since(mark, due):
            continue
        job = enqueue(
            kind=KIND,
            dedupe_key=f"digest:{account_id}:{today_in(due[0].zone, now).isoformat()}",
            owner_id=account_id,
            due_at=now,
            expires_at=now + USEFUL_FOR,
            payload={
                "after": mark.told_until.isoformat() if mark else (now - LATEST).isoformat(),
                "until": now.isoformat(),
            },
        )
        if job is not None:
            _mark(mark, account_id, now)


def objection(job: DueJob, now: datetime) -> str | None:
    """Return why the digest need not go any more, or None."""
    if job.owner_id is None or account_with_id(job.owner_id) is None:
        return "The account was erased."
    return None if _due(job, now) else "Nothing is left to write."


def render(job: DueJob) -> EmailMessage:
    """Return the digest, with what is still owed now."""
    account = account_with_id(job.owner_id) if job.owner_id else None
    if account is None:
        raise LookupError("a digest has an owner")
    now = datetime.fromisoformat(job.payload["until"])
    base = current_app.config["BASE_URL"]
    texts = [
        {
            "name": draft.name,
            "event": draft.event,
            "subject": draft.subject,
            "body": draft.body,
            "missing": draft.missing,
            "link": f"{base}/#/follow-up/{draft.message_id}",
        }
        for draft in drafts(account.id, _due(job, now), now)
    ]
    names = ", ".join(str(each["name"]) for each in texts[:3])
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""  # noqa: PLR2004 -- named above
    return compose(
        to=account.email,
        subject=f"Follow up today: {names}{more}",
        text=render_template("followups/digest.txt", drafts=texts, base=base),
    )


def _new_since(mark: DigestMark | None, due: list[Owed]) -> bool:
    return mark is None or any(each.plan.due_at > mark.told_until for each in due)


def _mark(mark: DigestMark | None, account_id: UUID, now: datetime) -> None:
    if mark is None:
        db.session.add(DigestMark(account_id=account_id, told_until=now))
    else:
        mark.told_until = now


def _due(job: DueJob, now: datetime) -> list[Owed]:
    """Return what this digest is about and is still owed, the earliest due first."""
    after = datetime.fromisoformat(job.payload["after"])
    until = datetime.fromisoformat(job.payload["until"])
    found = [
        each for each in owed(now=now, account_id=job.owner_id) if after < each.plan.due_at <= until
    ]
    return sorted(found, key=lambda each: (each.plan.due_at, each.follow_up.meeting.at))
