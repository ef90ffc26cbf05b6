"""Migrates, seeds and serves; started by `python3 -m server` in the environment it made."""

import os
import signal
import socket
from argparse import Namespace
from collections.abc import Callable, MutableMapping
from functools import partial
from multiprocessing.util import Finalize

from flask import current_app
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from server.app import create_app
from server.core import clock
from server.core.config import PREFIX, SettingsError
from server.core.db import db
from server.options import parse_options
from server.outbox.worker import start_worker_thread

SECONDS_TO_FINISH = 10
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- only shown as what it means


def main() -> None:
    """Do as the command line says, ending with a sentence and status 1 where that cannot be."""
    options = parse_options()
    try:
        if not options.setup_only:
            options.port = free_port(options.host, options.port)
        name_address(options, os.environ)
        greeting = prepare_database(demo=not options.no_demo)
    except SettingsError as error:
        raise SystemExit(f"{error}") from error
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise SystemExit(f"The database cannot be used: {reason}.") from error
    if options.setup_only:
        print("Everything is set up. python3 -m server serves it.")
        return
    serve(options, greeting)


def free_port(host: str, port: int) -> int:
    """Return *port*, or a free one for 0, after trying it; `SettingsError` where it is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            return int(trial.getsockname()[1])
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {host}, port {port}: {error.strerror or error}. "
            "Choose another with --port, such as --port 8001 (0 takes a free one)."
        ) from error


def name_address(options: Namespace, environ: MutableMapping[str, str]) -> None:
    """Set the base address to where this server will be found, unless it is given."""
    scheme = "https" if options.certificate else "http"
    host = EVERYWHERE.get(options.host, options.host)
    shown = f"[{host}]" if ":" in host else host
    environ.setdefault(PREFIX + "BASE_URL", f"{scheme}://{shown}:{options.port}")


def prepare_database(*, demo: bool) -> list[str]:
    """Bring the tables up to date and seed the demo; return what to tell whoever started it.

    Closes every connection, since the serving process is forked from this one.
    """
    app = create_app()
    with app.app_context():
        from flask_migrate import upgrade  # noqa: PLC0415 -- slow import

        upgrade()
        greeting = seed_demo() if demo and not app.config["PRODUCTION"] else []
        db.session.remove()
        db.engine.dispose()
    return greeting


def seed_demo() -> list[str]:
    """Seed the demo once; return how to sign in to it."""
    from server.demo.invented import ROBIN  # noqa: PLC0415 -- nothing of the demo in production
    from server.demo.seed import seed  # noqa: PLC0415

    seed(now=clock.now())
    return [
        f"Demo: sign in as {ROBIN.email}; the code comes to the mailbox page",
        f"      {current_app.config['BASE_URL']}/mailbox",
    ]


def serve(options: Namespace, greeting: list[str]) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is being answered."""
    host, port = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0][4][:2]
    server = Server(
        "wsgi:app",
        address=str(host),
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=connections_held(),
        log_level=LogLevels.warning,
        ssl_cert=options.certificate,
        ssl_key=options.key,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )
    server.serve(target_loader=partial(load_app, greeting), wrap_loader=False)


def load_app(greeting: list[str]) -> Callable[..., object]:
    """Make the app in the process that serves it, start the outbox there, and say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent ends this one
    app = create_app()
    outbox = start_worker_thread(app)
    Finalize(None, outbox.stop, exitpriority=10)  # a forked process runs these, and no `atexit`
    print(f"Hallway is open at {app.config['BASE_URL']}/", *greeting, sep="\n  ")
    print("Stop it with Ctrl-C.", flush=True)
    return app


def connections_held() -> int:
    """Return how many requests can have a database connection at once."""
    app = create_app()
    with app.app_context():
        pool = db.engine.pool
        return pool.size() if isinstance(pool, QueuePool) else 1


if __name__ == "__main__":
    main()
