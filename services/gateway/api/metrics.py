"""`/metrics`, for Prometheus. Labels name partnerships, so it is not open to everybody.

It has a token of its own, because whoever collects metrics should not hold a key to the record.
"""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.security import HTTPAuthorizationCredentials
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from gateway.api.requests import App, bearer
from gateway.application import Application
from gateway.gauges import gauges_of
from gateway.identity import ForbiddenError, UnauthenticatedError
from gateway.metrics import COUNTED

router = APIRouter(tags=["health"])
_TEXT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Metrics in the text format of Prometheus, version 0.0.4.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
}


async def operator(
    app: App, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Application:
    """Lets in the token of `MINUTEBOOK_METRICS_TOKEN`, or an administrator's key."""
    if credentials is None:
        raise UnauthenticatedError("Metrics need their token, or an administrator's key.")
    given = credentials.credentials
    token = app.metrics_token.get_secret_value() if app.metrics_token else ""
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return app
    if (await app.keys.recognise(given)).role != "administrator":
        raise ForbiddenError("Metrics are for their token, or an administrator's key.")
    return app


@router.get("/metrics", summary="Metrics of this process", operation_id="metrics", responses=_TEXT)
async def metrics(app: Annotated[Application, Depends(operator)]) -> Response:
    """What this process counted since it started, and what is true of all books and views now."""
    body = generate_latest(COUNTED) + generate_latest(await gauges_of(app))
    return Response(body, media_type=CONTENT_TYPE_PLAIN_0_0_4)
