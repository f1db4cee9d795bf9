from datetime import timedelta

import pytest

from decisions.feedback import IssueFeedback
from decisions.refusal import Refused
from schemas.events.decision import DecisionTaken
from tests.support.books import open_book, pool_of, work_of
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.story import IN_SESSION, PARTNERSHIP

DECIDED = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="approved",
    authority="delegated-committee",
    text="The hub opens.",
)
TOLD = IssueFeedback(decision="d1", organisation="U99001", channel="email", message="It opens.")


async def test_feedback_that_arrived_before_the_decision_is_refused_by_its_time(
    database: Database,
) -> None:
    async with pool_of(database.app_url) as pool:
        writer = await open_book(
            pool, "times", (*PARTNERSHIP, *IN_SESSION, DECIDED)
        )  # all happened at NOON
        with pytest.raises(Refused) as refused:
            await writer.submit("times", work_of(TOLD, at=NOON - timedelta(hours=1)))
        assert refused.value.code == "feedback-before-decision"
        recorded = await writer.submit("times", work_of(TOLD, at=NOON + timedelta(hours=1)))
        assert len(recorded.positions) == 1
