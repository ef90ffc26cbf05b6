from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.core.config import SettingsError, load_config

SAFE = {
    "HALLWAY_ENV": "production",
    "HALLWAY_SECRET_KEY": "a long random text",
    "HALLWAY_BASE_URL": "https://hallway.example/",
}


def test_defaults_serve_a_laptop() -> None:
    config = load_config({})
    assert config["PRODUCTION"] is False
    assert config["BASE_URL"] == "http://127.0.0.1:8000"
    assert str(config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite:///")
    assert config["MAIL_URL"] == ""
    assert config["NOW"] is None


def test_data_folder_holds_the_database_unless_its_address_is_given(tmp_path: Path) -> None:
    config = load_config({"HALLWAY_DATA_DIR": str(tmp_path)})
    assert config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'hallway.db'}"
    elsewhere = load_config({"HALLWAY_DATABASE_URL": "postgresql://db/hallway"})
    assert elsewhere["SQLALCHEMY_DATABASE_URI"] == "postgresql://db/hallway"


def test_production_starts_with_a_key_and_an_address() -> None:
    assert load_config(SAFE)["BASE_URL"] == "https://hallway.example"


@pytest.mark.parametrize("missing", ["HALLWAY_SECRET_KEY", "HALLWAY_BASE_URL"])
def test_production_without_what_it_needs_is_refused(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        load_config({**SAFE, missing: "  "})


def test_production_with_a_clock_set_by_hand_is_refused() -> None:
    with pytest.raises(SettingsError, match="HALLWAY_NOW"):
        load_config({**SAFE, "HALLWAY_NOW": "2026-09-10T09:00:00Z"})


def test_clock_is_read_with_its_offset() -> None:
    config = load_config({"HALLWAY_NOW": "2026-09-10T09:00:00+02:00"})
    assert config["NOW"] == datetime(2026, 9, 10, 7, tzinfo=UTC)
    assert isinstance(config["NOW"], datetime)
    assert config["NOW"].utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("NOW", "tomorrow", "takes a time such as"),
        ("NOW", "2026-09-10T09:00:00", "needs an offset"),
        ("PROXY_HOPS", "one", "takes a whole number, not 'one'"),
        ("PROXY_HOPS", "-1", "takes a whole number"),
    ],
)
def test_unusable_setting_is_refused_by_name(name: str, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=f"HALLWAY_{name} {says}"):
        load_config({f"HALLWAY_{name}": text})
