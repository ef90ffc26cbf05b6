"""The test of the protocol is trusted because it fails for each of these mistakes."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.effort import FULL, effort
from tests.sync.faults import FAULTS, planted
from tests.sync.test_protocol import Protocol

RUNS = effort("HALLWAY_FAULT_RUNS", short=60, full=600)
# These fail within the first runs; the others take longer than an ordinary run should.
QUICK = frozenset(
    {"no-receipts", "one-sided", "twice-met", "forget-on-send", "no-resend", "no-step-limit"}
)
pytestmark = pytest.mark.fuzz


@pytest.mark.parametrize("name", FAULTS if FULL else sorted(QUICK))
def test_planted_mistake_is_caught(name: str) -> None:
    look = settings(
        max_examples=RUNS,
        stateful_step_count=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        print_blob=False,
        report_multiple_bugs=False,
    )
    with planted(*FAULTS[name]()), pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(Protocol, settings=look)
