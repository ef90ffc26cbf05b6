from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import make_account
from tests.sync.phones import Phone, sign_everyone_in

MakePhone = Callable[..., Phone]


@pytest.fixture
def pass_time(app: Flask) -> Callable[[timedelta], None]:
    def later(by: timedelta) -> None:
        app.extensions["clock_offset"] += by

    return later


@pytest.fixture
def phone(app: Flask) -> MakePhone:
    """Make phones of signed-in people, one account a name, whose card says their name."""
    sign_everyone_in(app)
    http = app.test_client()
    accounts = {}

    def make(person: str, number: int = 0, skew: timedelta = timedelta()) -> Phone:
        if person not in accounts:
            accounts[person] = make_account(f"{person}@example.org").id
        made = Phone(http, f"{person}{number}", accounts[person], skew)
        if number == 0:
            made.post("card.set", field="name", value=person.title())
        made.sync()
        return made

    return make
