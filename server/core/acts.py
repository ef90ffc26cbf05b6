"""What every entry of a phone says besides its body."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one account on one phone, as its entry reached us.

    `acted` is when it was done, by this server's clock and never after `received`.
    """

    account_id: UUID
    client_id: UUID
    entry_id: UUID
    acted: datetime
    received: datetime
