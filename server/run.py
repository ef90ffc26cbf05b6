"""Migrates, seeds and serves; started by `python3 -m server` in the environment it made."""

import os
import signal
import socket
import ssl
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
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- nothing is bound by comparing
DRIVER = "python3 -m pip --python .venv install 'psycopg[binary]'"


def main() -> None:
    """Do as the command line says, ending with a sentence and status 1 where that cannot be."""
    options = parse_options()
    try:
        if not options.setup_only:
            options.port = free_port(options.host, options.port)
        check_certificate(options)
        name_address(options, os.environ)
        connections, greeting = prepare_database(demo=not options.no_demo)
    except SettingsError as error:
        raise SystemExit(f"{error}") from error
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise SystemExit(f"The database cannot be used: {reason}.") from error
    except ModuleNotFoundError as error:
        raise SystemExit(f"This database needs a driver ({error.name}): {DRIVER}") from error
    except OSError as error:
        raise SystemExit(f"The data folder cannot be used: {error}.") from error
    if options.setup_only:
        print("Everything is set up. python3 -m server serves it.")
        return
    if options.host in EVERYWHERE and options.certificate is None:
        greeting.append("Phones need https for camera and offline use: --certificate and --key.")
    serve(options, connections, greeting)


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


def check_certificate(options: Namespace) -> None:
    """Raise `SettingsError` for a certificate and key that do not serve https."""
    if options.certificate is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.certificate, options.key)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(
            f"{options.certificate} and {options.key} do not serve https: {error}. "
            "Both are PEM files; the key belongs to the certificate and has no password."
        ) from error


def name_address(options: Namespace, environ: MutableMapping[str, str]) -> None:
    """Set the base address to where this server will be found, unless it is given."""
    scheme = "https" if options.certificate else "http"
    host = outward_address() if options.host in EVERYWHERE else options.host
    shown = f"[{host}]" if ":" in host else host
    environ.setdefault(PREFIX + "BASE_URL", f"{scheme}://{shown}:{options.port}")


def outward_address() -> str:
    """Return this machine's address in its network, as phones beside it reach it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; only asks which way it would go
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def prepare_database(*, demo: bool) -> tuple[int, list[str]]:
    """Bring the tables up to date and seed the demo.

    Returns how many requests can have a connection at once, and what to tell whoever started
    this. Closes every connection, since the serving process is forked from this one.
    """
    app = create_app()
    with app.app_context():
        from flask_migrate import upgrade  # noqa: PLC0415 -- slow import

        upgrade()
        greeting = seed_demo() if demo and not app.config["PRODUCTION"] else []
        db.session.remove()
        pool = db.engine.pool
        connections = pool.size() if isinstance(pool, QueuePool) else 1
        db.engine.dispose()
    return connections, greeting


def seed_demo() -> list[str]:
    """Seed the demo once; return how to sign in to it."""
    from server.demo.invented import ROBIN  # noqa: PLC0415 -- nothing of the demo in production
    from server.demo.seed import seed  # noqa: PLC0415

    seed(now=clock.now())
    return [
        f"Demo: sign in as {ROBIN.email}; the code comes to the mailbox page",
        f"      {current_app.config['BASE_URL']}/mailbox",
    ]


def serve(options: Namespace, connections: int, greeting: list[str]) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is being answered."""
    host, port = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0][4][:2]
    server = Server(
        "wsgi:app",
        address=str(host),
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=connections,
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


if __name__ == "__main__":
    main()
