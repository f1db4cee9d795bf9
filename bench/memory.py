"""How much memory this process and those that it starts hold together."""

import asyncio
import multiprocessing
import os
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

EVERY = 0.2  # seconds


class Memory:
    """MB that were held at most. Processes beside this one are seen where there is /proc."""

    def __init__(self) -> None:
        self._together = 0.0

    @property
    def peak(self) -> float:
        """At most at once, as far as looks of five a second show; never less than this one's."""
        unit = 1 if sys.platform == "darwin" else 1024
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
        return max(own, self._together)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        while True:
            running = [one.pid for one in multiprocessing.active_children() if one.pid]
            self._together = max(self._together, sum(map(_resident, (os.getpid(), *running))))
            await asyncio.sleep(EVERY)


def _resident(pid: int) -> float:
    """MB that a process holds; nothing of one that has ended."""
    with suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    return 0.0
