"""Is it alive, and is it ready?"""

import asyncpg
from fastapi import APIRouter, Request, Response

from gateway.api.requests import App
from gateway.problems import problem
from gateway.status import health_of

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="The process answers", operation_id="live")
async def live() -> dict[str, str]:
    return {"status": "alive"}


@router.get(
    "/ready",
    summary="The database answers and no view has stopped",
    operation_id="ready",
    responses={503: {"description": "Not ready; says why."}},
)
async def ready(_request: Request, app: App) -> Response:
    try:
        health = await health_of(app.pool)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return problem(503, "database-unreachable", f"The database does not answer: {error}")
    if health.stopped:
        detail = "; ".join(one.sentence() for one in health.stopped)
        return problem(503, "view-stopped", detail)
    return Response(b'{"status":"ready"}', media_type="application/json")
