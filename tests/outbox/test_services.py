from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from server.core.clock import now
from server.core.db import transaction
from server.outbox import services
from server.outbox.models import Job
from server.outbox.registry import JobKind, UnknownKindError, register_kind


def enqueue(key: str = "k1", kind: str = "test") -> Job | None:
    return services.enqueue(
        kind=kind, dedupe_key=key, owner_id=None, due_at=now() + timedelta(days=7), payload={}
    )


@pytest.fixture(autouse=True)
def kind(app: Flask) -> None:
    register_kind(app, JobKind("test", "hold", render=lambda _: EmailMessage()))


@pytest.mark.usefixtures("app")
def test_job_is_enqueued_once_per_dedupe_key() -> None:
    with transaction():
        first, second = enqueue(), enqueue()

    assert first is not None
    assert (first.state, first.policy, first.attempts) == ("pending", "hold", 0)
    assert first.message_id.endswith("@localhost>")
    assert second is None


@pytest.mark.usefixtures("app")
def test_job_of_an_unregistered_kind_is_refused() -> None:
    with pytest.raises(UnknownKindError), transaction():
        enqueue(kind="never-heard-of")
