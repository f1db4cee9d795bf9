"""Work in the background that fails in a way nobody thought of begins again, and says so."""

import pytest
import structlog

from gateway import background
from gateway.background import kept_up


async def test_it_begins_again_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "BEGINS_AGAIN_AFTER", 0.0)
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun < 3:
            raise KeyError("something unthought-of")

    with structlog.testing.capture_logs() as told:
        await kept_up("signer", work)
    assert begun == 3
    assert [(one["work"], one["log_level"]) for one in told] == [("signer", "error")] * 2
