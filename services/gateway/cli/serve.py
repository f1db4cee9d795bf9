"""`minutebook serve`: the HTTP server."""

from typing import Annotated

import typer

from gateway.app import create_app
from gateway.cli.session import MENDABLE, fail, read_settings
from gateway.collecting import rarely_collecting
from gateway.observability import configure_logging
from gateway.serving import Server
from gateway.settings import Settings

NOT_STARTED = 3
"""The exit status, as uvicorn has it."""


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
    settings = read_settings().model_copy(update=chosen)
    configure_logging(settings)
    if demo:
        prepare_demo(settings)
    server = Server(
        create_app(settings),
        mendable=MENDABLE,
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
    )
    try:
        with rarely_collecting():
            server.run()
    except KeyboardInterrupt:
        return
    if not server.started:
        raise typer.Exit(NOT_STARTED)


def prepare_demo(settings: Settings) -> None:
    from gateway.demo.play import prepare_server  # noqa: PLC0415 - only a demo needs it
    from gateway.demo.problem import StoryError  # noqa: PLC0415 - likewise

    try:
        prepare_server(settings)
    except (*MENDABLE, StoryError) as error:
        fail(str(error))
