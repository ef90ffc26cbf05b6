from uuid import UUID

import pytest

from server.contacts.feed_services import scan_changes
from server.contacts.scan_services import record_scan
from server.contacts.sharing_services import give_share, withdraw_share
from server.core.clock import now
from server.core.db import transaction
from server.swaps import codes
from tests.factories import make_account, make_act

SCAN, CONTACT, PHONE = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.usefixtures("app")
def test_card_given_to_somebody_not_known_yet_is_shown_as_given_until_taken_back() -> None:
    account = make_account()
    typed = codes.typed_code(codes.key_id(bytes(32)))

    def shared() -> object:
        row = scan_changes(account.id, [str(SCAN)])[str(SCAN)]
        assert row is not None
        return row.get("share")

    with transaction():
        record_scan(
            make_act(account.id, at=now(), entry_id=SCAN),
            contact=CONTACT,
            raw=f"{typed[:4]}-{typed[4:]}",
            how="typed",
            share="none",
        )
    assert shared() is None
    with transaction():
        give_share(make_act(account.id, at=now()), about=CONTACT)
    assert shared() is True
    with transaction():
        withdraw_share(make_act(account.id, at=now()), about=CONTACT, met_by=[typed])
    assert shared() is None
