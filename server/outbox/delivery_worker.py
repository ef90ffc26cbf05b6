"""One claimed job on its way out."""

from email.message import EmailMessage

import structlog
from flask import current_app

from server.core.clock import now
from server.core.db import transaction
from server.core.errors import DomainError
from server.outbox import claim_services, services
from server.outbox.claim_services import Claim
from server.outbox.dkim import Signer
from server.outbox.mail import envelope, stamp, wire_bytes
from server.outbox.registry import kind_named
from server.outbox.relay import LostError, NotNowError, RefusedError, Relay

NOT_YET = "The mail server could not take it yet."
REFUSED = "The mail server refused it."
WRONG_HERE = "It could not be written. The operator can see why."
log = structlog.get_logger()


class Delivery:
    """One claimed job on its way, step by step; each step commits before the next begins."""

    def __init__(self, claim: Claim, relay: Relay | None) -> None:
        """Take up *claim*; without a relay the mail stays in the mailbox."""
        self._claim = claim
        self._relay = relay

    def run(self) -> None:
        """Deliver, or file why not.

        Raises only what the database raises while it is told; then the lease runs out, and the
        reaper files the job by how far it had come.
        """
        try:
            passed = self._approach()
        except NotNowError as error:
            self._settle_later(NOT_YET, error.reply)
        except RefusedError as error:
            self._settle_failed(REFUSED, error.reply)
        except DomainError as error:
            self._settle_failed(error.detail, None)
        except Exception:  # of a kind's own code: tried again, then failed, never in the way
            log.exception("job failed", job=str(self._claim.job.id), kind=self._claim.job.kind)
            self._settle_later(WRONG_HERE, None)
        else:
            if passed:
                self._deliver()

    def _approach(self) -> bool:
        """Do all that can be repeated without harm, and pass the fence; False: not to be sent."""
        with transaction():
            message = self._ask()
        if message is None:
            return False
        self._content = _signed(wire_bytes(message))
        if self._relay is not None:
            self._relay.offer(*envelope(message))
            with transaction():
                return claim_services.hand_off(self._claim, now=now())
        self._keep(self._content)
        return False

    def _ask(self) -> EmailMessage | None:
        """Start the lease, ask whether the message may still go, and write it."""
        if not claim_services.renew(self._claim, now=now()):
            return None
        reason = claim_services.objection(self._claim, now=now())
        if reason is not None:
            claim_services.settle_cancelled(self._claim, reason=reason, now=now())
            return None
        job = self._claim.job
        return stamp(kind_named(job.kind).render(job), message_id=job.message_id, now=now())

    def _deliver(self) -> None:
        """Say DATA. From here on an error that is not the relay's own answer decides nothing."""
        assert self._relay is not None  # noqa: S101 -- the fence is passed with a relay alone
        try:
            reply = self._relay.deliver(self._content)
        except NotNowError as error:
            self._settle_later(NOT_YET, error.reply)
        except RefusedError as error:
            self._settle_failed(REFUSED, error.reply)
        except LostError:
            with transaction():
                claim_services.settle_lost(self._claim, now=now())
        else:
            with transaction():
                claim_services.settle_sent(self._claim, reply=reply, now=now())

    def _keep(self, content: bytes) -> None:
        with transaction():
            if claim_services.hand_off(self._claim, now=now()):
                services.keep_in_mailbox(job_id=self._claim.job.id, content=content, now=now())
                claim_services.settle_sent(self._claim, reply="kept in the mailbox", now=now())

    def _settle_later(self, reason: str, reply: str | None) -> None:
        with transaction():
            claim_services.settle_later(self._claim, reason=reason, reply=reply, now=now())

    def _settle_failed(self, reason: str, reply: str | None) -> None:
        with transaction():
            claim_services.settle_failed(self._claim, reason=reason, reply=reply, now=now())


def _signed(content: bytes) -> bytes:
    """Return *content* with our domain's signature, where a key is set."""
    signer: Signer | None = current_app.extensions["outbox_signer"]
    return content if signer is None else signer.sign(content, now=now())
