"""A worker in a process of its own, to be killed: `python -m tests.outbox.worker_process URL`."""

import sys

from server.app import create_app
from server.outbox.mail import compose
from server.outbox.registry import JobKind, register_kind
from server.outbox.worker import Worker


def main(database: str, relay: str) -> None:
    app = create_app({"SQLALCHEMY_DATABASE_URI": database, "MAIL_URL": relay, "MAIL_PER_SECOND": 0})
    probe = JobKind(
        "probe",
        "hold",
        lambda job: compose(to="ada@example.org", subject=str(job.payload["n"]), text="Probe."),
    )
    register_kind(app, probe)
    with app.app_context():
        Worker().tick()


if __name__ == "__main__":
    main(*sys.argv[1:])
