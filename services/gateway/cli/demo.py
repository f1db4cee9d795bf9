"""`minutebook demo`: the whole main job, played through the HTTP API for a small place."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gateway.cli.session import MENDABLE, fail, read_settings
from gateway.observability import configure_logging


def demo(
    ods: Annotated[
        Path | None,
        typer.Option(
            help="A folder of real ODS files (epcncorepartnerdetails.csv …) to set the story in.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The folder for minutes and registers.")
    ] = Path("out/demo"),
) -> None:
    """Play the whole story: set up, canvass, mandates, meeting, votes, feedback, minutes.

    It is set in an invented place, or with --ods among the PCNs of a real one. Run again, it
    records nothing twice: it goes on where it stopped, and writes its files again.
    """
    from gateway.demo.play import show  # noqa: PLC0415 - only the demo needs it
    from gateway.demo.problem import StoryError  # noqa: PLC0415 - likewise

    settings = read_settings()
    configure_logging(settings.model_copy(update={"log_level": "warning"}))
    try:
        asyncio.run(show(settings, ods, out, Console()))
    except (*MENDABLE, StoryError) as error:
        fail(str(error))
