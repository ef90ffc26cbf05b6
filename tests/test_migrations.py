from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from server.app import create_app
from server.core.db import db


def empty_app(folder: Path) -> Flask:
    return create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/h.db"})


def test_upgrade_from_empty_gives_what_the_models_say(tmp_path: Path) -> None:
    app = empty_app(tmp_path)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, db.metadata)
        db.engine.dispose()

    assert differences == []


def test_downgrade_to_nothing_leaves_no_table(tmp_path: Path) -> None:
    app = empty_app(tmp_path)
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        tables = inspect(db.engine).get_table_names()
        db.engine.dispose()

    assert tables == ["alembic_version"]
