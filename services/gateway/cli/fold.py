"""`minutebook fold`: keeps the views up to date beside servers that do not."""

import asyncio
import signal

from uvicorn.loops.auto import auto_loop_factory

from gateway.app import running
from gateway.cli.session import MENDABLE, console, fail, read_settings
from gateway.collecting import OBJECTS_BETWEEN_LOOKS_OF_FOLDS, rarely_collecting
from gateway.observability import configure_logging
from gateway.telemetry import export_traces


def fold() -> None:
    """Keep the views up to date, sign, and ask witnesses, without serving. Stop with Ctrl+C.

    Beside servers that have MINUTEBOOK_FOLDS=false; several may run.
    """
    settings = read_settings()
    configure_logging(settings)
    export_traces()

    async def work() -> None:
        async with running(settings):
            console.print("Folding. Stop with Ctrl+C.")
            await stopped()

    loop = asyncio.Runner(loop_factory=auto_loop_factory())  # as `minutebook serve` has it
    try:
        with rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS), loop:
            loop.run(work())
    except MENDABLE as error:
        fail(str(error))


async def stopped() -> None:
    """Waits until the process is told to stop."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, told.set)
    await told.wait()
