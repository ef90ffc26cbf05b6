"""The worker: claims what is due and passes it to the mail relay, or to the local mailbox.

One tick: take back what a dead worker left, let the planners plan, then deliver until nothing
is due. It runs as `flask worker` or in a thread that the server's runner starts.
"""

import atexit
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO

import structlog
from flask import Flask, current_app

from server.core.clock import now
from server.core.db import transaction
from server.outbox import claim_services
from server.outbox.delivery_worker import Delivery
from server.outbox.registry import planners
from server.outbox.relay import Relay, relay_address

IDLE_SECONDS = 1.0
TIDY_SECONDS = 5.0
LOCK_SECONDS = 5.0
STOP_SECONDS = 45.0
PURGE_EVERY = timedelta(hours=1)
log = structlog.get_logger()


class Worker:
    """Drains the outbox of the current app; every method needs its application context."""

    def __init__(self) -> None:
        """Read where mail goes (to the relay, or without one to the mailbox) and how fast."""
        url = str(current_app.config["MAIL_URL"])
        self._address = relay_address(url) if url else None
        pace = int(current_app.config["MAIL_PER_SECOND"])
        self._pause = 1 / pace if pace else 0.0
        self._tidied_at = -TIDY_SECONDS
        self._purged_at = now() - PURGE_EVERY
        self._stopping = Event()

    def stop(self) -> None:
        """Finish the message under way and claim no other."""
        self._stopping.set()

    def tick(self) -> int:
        """Do everything that is due now; return how many messages were taken up.

        Reaping and planning are done at the first tick, and then every few seconds.
        """
        if monotonic() >= self._tidied_at + TIDY_SECONDS:
            self._tidy()
            self._plan()
            self._tidied_at = monotonic()
        done = 0
        while not self._stopping.is_set() and (batch := self._batch()):
            done += batch
        return done

    def _tidy(self) -> None:
        with transaction():
            claim_services.reap(now=now())
        if now() - self._purged_at >= PURGE_EVERY:
            with transaction():
                claim_services.purge(now=now())
            self._purged_at = now()

    def _plan(self) -> None:
        for planner in planners():
            try:
                with transaction():
                    planner(now())
            except Exception:  # one planner's fault must not stop everybody's mail
                log.exception("planner failed", planner=planner.__name__)

    def _batch(self) -> int:
        """Claim some and deliver them one after the other, not faster than the pace."""
        if self._address is None and current_app.config["PRODUCTION"]:
            return 0
        with transaction():
            claims = claim_services.claim_due(now=claim_services.due_time())
        with Relay(self._address) if self._address else nullcontext() as relay:
            for claim in claims:
                started = monotonic()
                try:
                    Delivery(claim, relay).run()
                except Exception:  # the database's: the reaper will file the job
                    log.exception("job left to the reaper", job=str(claim.job.id))
                self._stopping.wait(max(0.0, started + self._pause - monotonic()))
        return len(claims)


class OneWorker:
    """A lock that one worker of a server holds; the system lets go of it when its process ends."""

    def __init__(self, folder: Path) -> None:
        """Name the lock's file."""
        self._path = folder / "worker.lock"
        self._file: IO[str] | None = None

    def taken(self) -> bool:
        """Take the lock if nobody has it; True where it is ours."""
        import fcntl  # noqa: PLC0415 -- absent on Windows, where the app but not this thread runs

        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.close()
                return False
            self._file = file
        return True

    def release(self) -> None:
        """Let another worker have it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class WorkerThread(Thread):
    """The worker as a thread of the server; of several processes of one server, one works."""

    def __init__(self, app: Flask) -> None:
        """Prepare a thread for *app*; `start` starts it."""
        super().__init__(name="outbox", daemon=True)
        self._app = app
        self._stopping = Event()
        self._lock = OneWorker(app.config["DATA_DIR"])
        self._worker: Worker | None = None

    def run(self) -> None:
        """Work until stopped; an unforeseen error is logged and the next tick tries again."""
        bell: Event = self._app.extensions["outbox_bell"]
        while not self._stopping.is_set() and not self._lock.taken():
            self._stopping.wait(LOCK_SECONDS)
        while not self._stopping.is_set():
            bell.clear()
            try:
                with self._app.app_context():
                    self._worker = self._worker or Worker()
                    self._worker.tick()
            except Exception:  # the database may be away for a while; mail must go on after it
                log.exception("worker tick failed")
            bell.wait(IDLE_SECONDS)
        self._lock.release()

    def stop(self) -> None:
        """Finish the message under way, and return when the thread has ended."""
        self._stopping.set()
        if self._worker is not None:
            self._worker.stop()
        self._app.extensions["outbox_bell"].set()
        self.join(STOP_SECONDS)


def start_worker_thread(app: Flask) -> WorkerThread:
    """Start the outbox's worker in this process; stopped by itself when the process ends.

    For the server's runner, never for `create_app`. Of several processes that call it over one
    data folder, one works and the others stand by.
    """
    thread = WorkerThread(app)
    thread.start()
    atexit.register(thread.stop)
    return thread


def work(app: Flask, stopping: Event) -> bool:
    """Run the worker in this thread until *stopping*; False where another one is at work.

    On SQLite one may; on PostgreSQL any number, on any number of machines.
    """
    lock = OneWorker(app.config["DATA_DIR"])
    alone = str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")
    if alone and not lock.taken():
        return False
    worker = Worker()
    while not stopping.is_set():
        try:
            worker.tick()
        except Exception:  # as in the thread
            log.exception("worker tick failed")
        stopping.wait(IDLE_SECONDS)
    lock.release()
    return True
