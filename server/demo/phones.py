"""A phone of the demo: what somebody did on it, told to the server through the door phones use."""

import secrets
import uuid
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from marshmallow import EXCLUDE

from server.accounts.services import ask_for_code, code_of, sign_in, sign_out
from server.core.ids import new_id
from server.demo.congress import ZONE
from server.demo.invented import InventedPerson
from server.swaps.codes import card_code, card_segments, card_static, step_at
from server.sync.kinds import REGISTRY
from server.sync.schemas import EntryEnvelope
from server.sync.services import ENTRIES_PER_BATCH, receive


class DemoPhone:
    """The phone of one invented person, who has signed in."""

    def __init__(self, owner: InventedPerson, *, now: datetime) -> None:
        """Sign *owner* in and register this phone's code, all in the caller's transaction."""
        self.owner = owner
        self._now = now
        self._secret = secrets.token_bytes(32)
        self._client_id = uuid.uuid4()
        self._entries: list[dict[str, object]] = []
        code = code_of(ask_for_code(email=owner.email, now=now))
        signed_in = sign_in(email=owner.email, code=code, now=now)
        if signed_in is None:
            raise RuntimeError("a code just made has to work")
        sign_out(signed_in.token)  # nobody holds this session
        self._account_id: UUID = signed_in.account_id
        self.post("code.register", now, secret=urlsafe_b64encode(self._secret).decode())
        self._fill_in_card(now)

    def post(self, kind: str, at: datetime, **body: object) -> str:
        """Do something at a moment, in the past as a rule; return the entry's id."""
        entry_id = str(new_id())
        self._entries.append(
            {"id": entry_id, "v": 1, "kind": kind, "at": at.isoformat(), "zone": ZONE, **body}
        )
        return entry_id

    def code_shown(self, at: datetime) -> str:
        """Return what a scanner reads from this phone's screen at that moment."""
        static = card_static(
            {
                "name": self.owner.name,
                "role": self.owner.level,
                "institution": self.owner.institution,
            }
        )
        code = card_code(self._secret, step_at(at.timestamp()), static)
        return "".join(card_segments(str(current_app.config["BASE_URL"]), code))

    def send(self) -> None:
        """Hand in what was done so far; every part of the demo has to be accepted."""
        while self._entries:
            batch, self._entries = (
                self._entries[:ENTRIES_PER_BATCH],
                self._entries[ENTRIES_PER_BATCH:],
            )
            _, results = receive(
                account_id=self._account_id,
                client_id=self._client_id,
                device_now=self._now,
                epoch=None,
                entries=batch,
                registry=REGISTRY,
                envelope=EntryEnvelope(unknown=EXCLUDE).load,
                now=self._now,
            )
            refused = [result for result in results if result["status"] != "done"]
            if refused:
                raise RuntimeError(f"the demo was refused: {refused[0]}")

    def _fill_in_card(self, at: datetime) -> None:
        fields = {
            "name": self.owner.name,
            "headline": self.owner.level,
            "institution": self.owner.institution,
            "email": self.owner.email,
        }
        for field, value in fields.items():
            self.post("card.set", at - timedelta(days=20), field=field, value=value)
