"""A server in a process of its own: `python -m tests.gateway.server_process URL FOLDER PORT`."""

import asyncio
import base64
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx2

from gateway.app import create_app
from gateway.observability import configure_logging
from gateway.serving import Server
from gateway.settings import Settings
from tests.support.books import KEY

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60.0  # seconds
READS_ONLY = "reads-only"


def settings_for(url: str, folder: Path, **more: object) -> Settings:
    key = base64.urlsafe_b64encode(KEY.key).decode()
    return Settings(database_url=url, data_folder=folder, master_key=key, **more)  # type: ignore[arg-type]


@asynccontextmanager
async def server_process(
    url: str, folder: Path, *flags: str
) -> AsyncIterator[tuple["subprocess.Popen[bytes]", str]]:
    """A server that answers, and its address; killed at the end unless it has ended by itself."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = _start(url, str(folder), str(port), *flags)
    try:
        await _answering(f"http://127.0.0.1:{port}")
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.gateway.server_process", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'services'}{os.pathsep}{ROOT}"},
    )


async def _answering(url: str) -> None:
    async with asyncio.timeout(STARTS_WITHIN), httpx2.AsyncClient() as client:
        while True:
            with suppress(httpx2.TransportError):
                await client.get(f"{url}/health/live")
                return
            await asyncio.sleep(0.05)


def main() -> None:
    url, folder, port, *flags = sys.argv[1:]
    folds = READS_ONLY not in flags
    settings = settings_for(url, Path(folder), log_level="warning", folds=folds)
    configure_logging(settings)
    Server(create_app(settings), host="127.0.0.1", port=int(port), log_level="warning").run()


if __name__ == "__main__":
    main()
