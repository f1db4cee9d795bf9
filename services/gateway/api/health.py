"""Is it alive, and is it ready?"""

from typing import Literal

import asyncpg
import msgspec
from fastapi import APIRouter, Request, Response

from gateway.api.answers import answers_with, json_answer
from gateway.api.requests import App
from gateway.problems import problem
from gateway.status import health_of

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="The process answers", operation_id="live")
async def live() -> dict[str, str]:
    return {"status": "alive"}


class Readiness(msgspec.Struct, frozen=True):
    """`degraded`: some view of some book has stopped; all else is served. `status` tells why."""

    status: Literal["ready", "degraded"]
    stopped: list[str]


@router.get(
    "/ready",
    summary="The database answers; which views have stopped",
    operation_id="ready",
    responses=answers_with(Readiness),
)
async def ready(request: Request, app: App) -> Response:
    try:
        health = await health_of(app.pool)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return problem(503, "database-unreachable", f"The database does not answer: {error}")
    stopped = [one.place() for one in health.stopped]
    return json_answer(request, Readiness("degraded" if stopped else "ready", stopped))
