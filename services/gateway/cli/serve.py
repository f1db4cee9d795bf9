"""`minutebook serve`: the HTTP server."""

from typing import Annotated

import typer
import uvicorn

from gateway.app import create_app
from gateway.cli.session import MENDABLE, fail
from gateway.observability import configure_logging
from gateway.settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="With the data of the demo; its keys are printed.")
    ] = False,
) -> None:
    """Serve the HTTP API; `/docs` shows it. Stop with Ctrl+C."""
    given = {"host": host, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = Settings().model_copy(update=chosen)
    configure_logging(settings)
    if demo:
        prepare_demo(settings)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
        access_log=False,
    )


def prepare_demo(settings: Settings) -> None:
    from gateway.demo.play import prepare_server  # noqa: PLC0415 - only a demo needs it
    from gateway.demo.problem import StoryError  # noqa: PLC0415 - likewise

    try:
        prepare_server(settings)
    except (*MENDABLE, StoryError, OSError) as error:
        fail(str(error))
