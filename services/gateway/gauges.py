"""Asks what is true now: the database about views, books and heads; this process the rest."""

from datetime import datetime

from eventlog.checkpoints import signed_heads
from gateway.application import Application
from gateway.metrics import Gauges
from projections.catalogue import VIEWS
from projections.lag import lags, rebuilds


async def gauges_of(app: Application) -> Gauges:
    """Three statements, however many books there are."""
    found = Gauges()
    await _views(found, app)
    await _heads(found, app)
    _process(found, app)
    return found


async def _views(found: Gauges, app: Application) -> None:
    now = app.clock()
    for one in await lags(app.pool, VIEWS):
        place = [one.book, one.view]
        found.lag.add_metric(place, one.entries)
        found.lag_seconds.add_metric(place, _age(one.behind_since, now))
        found.stopped.add_metric(place, one.stopped_at is not None)
        found.not_made.add_metric(place, not one.is_made)
    for rebuild in await rebuilds(app.pool, VIEWS):
        found.rebuilding.add_metric([rebuild.view], rebuild.folded)
        found.to_rebuild.add_metric([rebuild.view], rebuild.wanted)


async def _heads(found: Gauges, app: Application) -> None:
    now = app.clock()
    for one in await signed_heads(app.pool):
        found.head.add_metric([one.book], one.head)
        found.unsigned.add_metric([one.book], one.head - one.signed)
        found.signer_age.add_metric([one.book], _age(one.unsigned_since, now))
        found.refused.add_metric([one.book], one.book in app.signer.refusals)


def _process(found: Gauges, app: Application) -> None:
    for book, witness in app.witnessing.failures:
        found.witness_failing.add_metric([book, witness], 1)
    for use, pool in (("reading", app.pool), ("writing", app.writer.pool)):
        idle = pool.get_idle_size()
        found.pool.add_metric([use, "in use"], pool.get_size() - idle)
        found.pool.add_metric([use, "idle"], idle)
        found.pool.add_metric([use, "most"], pool.get_max_size())
    found.signals.add_metric([], app.signals.is_connected)
    found.readers.add_metric([], app.feed.readers)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
