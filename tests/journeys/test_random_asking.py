"""Whoever answers for a place while its PCN is away: commands, register and auditor agree."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.random_asking import Asking
from tests.support.thorough import IS_THOROUGH, thorough

pytestmark = [thorough, pytest.mark.timeout(1_800 if IS_THOROUGH else 120)]


def test_whatever_pcns_do_while_they_are_asked_none_is_accused_falsely() -> None:
    run_state_machine_as_test(
        Asking,
        settings=settings(
            max_examples=2_000 if IS_THOROUGH else 60,
            stateful_step_count=30,
            derandomize=not IS_THOROUGH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[one for one in Phase if IS_THOROUGH or one is not Phase.shrink],
        ),
    )
