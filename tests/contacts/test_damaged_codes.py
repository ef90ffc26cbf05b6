from uuid import UUID

import pytest

from server.contacts.feed_services import contact_changes, scan_changes
from server.contacts.scan_services import record_scan
from server.core.clock import now
from server.core.db import transaction
from tests.factories import make_account, make_act

SCAN, CONTACT = UUID(int=1), UUID(int=2)


@pytest.mark.usefixtures("app")
def test_damaged_code_of_ours_is_kept_and_not_verified() -> None:
    for text, verdict, verified in (
        ("http://127.0.0.1:8000/c/#DAMAGED", "not-verified", "not-verified"),
        ("Ring me on Monday", "text", None),
    ):
        account = make_account()
        with transaction():
            record_scan(
                make_act(account.id, at=now(), entry_id=SCAN),
                contact=CONTACT,
                raw=text,
                how="camera",
                share="none",
            )
        scan = scan_changes(account.id, [str(SCAN)])[str(SCAN)]
        contact = contact_changes(account.id, [str(CONTACT)])[str(CONTACT)]
        assert scan is not None
        assert contact is not None
        assert (scan["raw"], scan["verdict"], contact["verified"]) == (text, verdict, verified)
