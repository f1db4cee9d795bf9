"""Is it alive, and is it ready?"""

from typing import Literal

import msgspec
from fastapi import APIRouter, Request, Response

from eventlog.connections import DATABASE_FAILED
from gateway.api.answers import answers_with, json_answer
from gateway.api.requests import App
from gateway.problems import problem
from gateway.status import health_of

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="The process answers", operation_id="live")
async def live() -> dict[str, str]:
    return {"status": "alive"}


class Readiness(msgspec.Struct, frozen=True):
    """`degraded`: a view has stopped or is not made, texts are missing, or a book is not signed.

    `stopped` names the views; `minutebook status` tells why. `not_made` names views that only
    another build of Minutebook has made: they are not read until they are made again, which
    whatever folds does when it starts, and `minutebook rebuild` at once. `missing` names entries
    that have lost a text though no entry says that it was erased: somebody has been at the
    database. `unsigned` says which books are not what was signed before: such as after a backup
    was put back.
    `not_stamped` is why the timestamp authority dated nothing when it was last asked.
    """

    status: Literal["ready", "degraded"]
    stopped: list[str]
    not_made: list[str] = []
    missing: list[str] = []
    unsigned: list[str] = []
    not_stamped: str | None = None


@router.get(
    "/ready",
    summary="The database answers; which views have stopped, which texts are missing",
    operation_id="ready",
    responses=answers_with(Readiness),
)
async def ready(request: Request, app: App) -> Response:
    try:
        health = await health_of(app.pool, app.texts)
    except DATABASE_FAILED as error:
        return problem(503, "database-unreachable", f"The database does not answer: {error}")
    stopped = [one.place() for one in health.stopped]
    missing = [one.sentence() for one in health.missing]
    unsigned = sorted(app.signer.refusals.values())
    is_degraded = bool(stopped or health.not_made or missing or unsigned)
    state: Literal["ready", "degraded"] = "degraded" if is_degraded else "ready"
    not_stamped = app.timestamping.failure
    shown = Readiness(state, stopped, health.not_made, missing, unsigned, not_stamped)
    return json_answer(request, shown)
