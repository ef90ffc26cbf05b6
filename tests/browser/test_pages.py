"""Pages that the server makes and the app does not."""

from tests.browser.conftest import PhoneMaker
from tests.browser.phones import looks_right
from tests.browser.sites import Site


def test_reference_of_the_api_reads_well_on_a_phone(site: Site, phone: PhoneMaker) -> None:
    del site
    looks_right(phone().open("/docs"), "docs")


def test_empty_mailbox_reads_well_on_a_phone(site: Site, phone: PhoneMaker) -> None:
    del site
    looks_right(phone().open("/mailbox"), "mailbox-empty")
