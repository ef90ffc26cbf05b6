"""The composition root: the only module that knows every feature."""

from collections.abc import Mapping

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from server.accounts import cli as accounts_cli
from server.accounts import hooks as account_hooks
from server.accounts.jobs import SIGN_IN_CODE
from server.accounts.routes import account_of_request
from server.accounts.routes import bp as accounts
from server.accounts.services import forget_expired
from server.agenda.change_services import count_agendas
from server.agenda.event_routes import bp as events
from server.agenda.routes import bp as agenda
from server.contacts.claim_services import claim_on_sign_in
from server.contacts.routes import bp as contacts
from server.core import clock, db, identity, logs, problems, reference, security
from server.core.api import Api
from server.core.config import ROOT, load_config
from server.core.memory_uploads import Request
from server.followups import cli as followups_cli
from server.followups import jobs as followups_jobs
from server.followups.routes import bp as followups
from server.followups.unsubscribe_routes import bp as unsubscribe
from server.organising import cli as organising_cli
from server.organising.routes import bp as organising
from server.outbox import cli as outbox_cli
from server.outbox import registry as outbox_registry
from server.outbox.mailbox_routes import bp as mailbox
from server.outbox.routes import bp as outbox
from server.programme import cli as programme_cli
from server.programme import hooks as programme_hooks
from server.programme.adding_routes import bp as adding
from server.programme.favourite_routes import bp as favourites
from server.programme.routes import bp as programme
from server.shell.routes import bp as shell
from server.swaps.page_routes import pages as swap_pages
from server.swaps.routes import bp as swaps
from server.sync.receipt_services import forget_receipts
from server.sync.routes import bp as sync
from server.sync.routes import document_entries

FEATURES = (
    accounts,
    adding,
    agenda,
    contacts,
    events,
    favourites,
    followups,
    organising,
    outbox,
    programme,
    swaps,
    sync,
)
COMMANDS = (accounts_cli, followups_cli, organising_cli, outbox_cli, programme_cli)


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """Build an application from the environment, with *overrides* on top (tests use them)."""
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    app.request_class = Request
    app.config.from_mapping(load_config())
    app.config.update(overrides or {})
    if hops := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    logs.init_app(app)
    clock.init_app(app)
    db.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "server" / "migrations"))
    problems.init_app(app)
    security.init_app(app)
    identity.init_app(app, lookup=account_of_request)
    account_hooks.init_app(app)
    account_hooks.on_sign_in(app, claim_on_sign_in)
    outbox_registry.init_app(app)
    outbox_registry.register_kind(app, SIGN_IN_CODE)
    outbox_registry.register_planner(app, forget_expired)
    outbox_registry.register_planner(app, forget_receipts)
    followups_jobs.init_app(app)
    programme_hooks.count_agendas_by(app, count_agendas)
    api = Api(app)
    document_entries(api.spec)
    for feature in FEATURES:
        api.register_blueprint(feature)
    reference.init_app(app, api.spec)
    app.register_blueprint(mailbox)
    app.register_blueprint(unsubscribe)
    app.register_blueprint(shell)
    app.register_blueprint(swap_pages)
    for commands in COMMANDS:
        commands.init_app(app)
    return app
