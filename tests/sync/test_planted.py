"""The test of the protocol is trusted because it fails for each of these mistakes."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.effort import effort
from tests.sync.faults import FAULTS, planted
from tests.sync.test_protocol import Protocol

RUNS = effort("HALLWAY_FAULT_RUNS", short=0, full=400)
pytestmark = pytest.mark.fuzz
QUICK: frozenset[str] = frozenset()


@pytest.mark.parametrize("name", FAULTS)
def test_planted_mistake_is_caught(name: str) -> None:
    if not RUNS and name not in QUICK:
        pytest.skip("takes longer: HALLWAY_FAULT_RUNS=400, as `python3 -m tests fuzz` sets it")
    look = settings(
        max_examples=RUNS or 60,
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
