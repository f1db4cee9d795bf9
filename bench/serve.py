"""Serves what is measured, in its own process: `python -m bench.serve KIND URL FOLDER PORT`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import uvicorn
from fastapi import FastAPI, Request
from pydantic import BaseModel

from bench.logs import only_warnings
from eventlog.disclosures import base64url
from gateway.app import create_app
from gateway.collecting import rarely_collecting
from gateway.serving import Server
from gateway.settings import Settings
from tests.support.books import KEY


class Vote(BaseModel):
    """What is posted, in the bare endpoint's own words."""

    motion: str
    seat: str
    choice: str
    person: str


def bare(url: str) -> FastAPI:
    """FastAPI and asyncpg, and nothing of ours: the least that records a vote at all."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(url, min_size=2, max_size=10) as pool:
            app.state.pool = pool
            yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/votes", status_code=201)
    async def post_vote(vote: Vote, request: Request) -> dict[str, str]:
        await request.app.state.pool.execute(
            "INSERT INTO vote (motion, seat, choice, person) VALUES ($1, $2, $3, $4)",
            vote.motion,
            vote.seat,
            vote.choice,
            vote.person,
        )
        return {"status": "recorded"}

    return app


def ours(url: str, folder: str) -> FastAPI:
    """Minutebook as it is served, its views kept up to date by the same process."""
    only_warnings()
    key = base64url(KEY.key)
    return create_app(Settings(database_url=url, data_folder=Path(folder), master_key=key))


def main() -> None:
    """Both with the event loop, the parser and the collector's setting that serve in production."""
    kind, url, folder, port = sys.argv[1:]
    served: dict[str, Any] = {"host": "127.0.0.1", "port": int(port), "log_level": "warning"}
    with rarely_collecting():
        if kind == "ours":
            Server(ours(url, folder), **served).run()
        else:
            uvicorn.run(bare(url), access_log=False, **served)


if __name__ == "__main__":
    main()
