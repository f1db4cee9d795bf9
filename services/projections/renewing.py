"""Makes the views again that only another build has made: beside what that one shows."""

import asyncio
from collections.abc import Sequence

import structlog

from eventlog.connections import DATABASE_FAILED, Pool
from eventlog.reading import Reader
from projections import generations
from projections.beside import CannotFoldError, RebuildFailedError
from projections.rebuild import RebuildProgress, rebuild
from projections.view import View

LOOK_AGAIN_SECONDS = 5.0
log = structlog.get_logger("projections.renewing")


def _untold(_so_far: RebuildProgress) -> None:
    """The metrics tell how far a rebuild is."""


async def renew(pool: Pool, reader: Reader, views: Sequence[View]) -> None:
    """Returns when all views are made. Several processes may begin to; one of them does it.

    Until then reading such a view raises `ViewNotMadeError`.
    """
    while lacking := await generations.not_made(pool, views):
        try:
            await _make(pool, reader, lacking)
        except (RebuildFailedError, *DATABASE_FAILED) as why:
            log.warning("views wait to be made again", why=str(why))
            await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def _make(pool: Pool, reader: Reader, views: Sequence[View]) -> None:
    names = [view.name for view in views]
    log.info("views of another build are made again", views=names)
    try:
        await rebuild(pool, reader, views, _untold)
    except CannotFoldError as why:
        log.warning("views are made again one by one", why=str(why))
        for view in views:
            await _make_one(pool, reader, view)
    log.info("views were made again", views=names)


async def _make_one(pool: Pool, reader: Reader, view: View) -> None:
    """One that cannot fold an entry is left to the runner: it stops there, for that book alone."""
    try:
        await rebuild(pool, reader, [view], _untold)
    except CannotFoldError:
        await generations.flip(pool, [view], {view.name: await generations.unused(pool, [view])})
