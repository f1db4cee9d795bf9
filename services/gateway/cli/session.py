"""How commands of the command line run: against the configured database, as an administrator."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, NoReturn, TypeAlias, TypeVar

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rich.console import Console

from decisions.refusal import NotFound, Refused
from embedded import EmbeddedPostgresError
from eventlog.errors import BookNotFoundError, UnreadableEntryError
from gateway.app import WrongMasterKeyError, running
from gateway.application import Application
from gateway.identity import Principal
from gateway.migrate import DatabaseUnusableError
from gateway.observability import configure_logging
from gateway.settings import Settings
from gateway.wording import sentence
from projections.generations import ViewNotMadeError

T = TypeVar("T")
console = Console(stderr=True, highlight=False)
MENDABLE = (
    *(Refused, NotFound, BookNotFoundError, UnreadableEntryError, ViewNotMadeError),
    *(EmbeddedPostgresError, DatabaseUnusableError, WrongMasterKeyError, OSError),
)
"""What people can mend, and are told in a sentence."""
OPERATOR = Principal(id="command-line", role="administrator")
"""Whoever can reach the database from the command line runs the server."""

BookOption: TypeAlias = Annotated[
    str, typer.Option("--book", "-b", help="The id of the partnership's book.")
]


def read_settings() -> Settings:
    """The settings; one that cannot be is named in a sentence, with exit status 1."""
    try:
        return Settings()
    except ValidationError as error:
        fail(" ".join(map(_of_setting, error.errors())))


def _of_setting(error: ErrorDetails) -> str:
    setting = "_".join(str(part) for part in error["loc"]).upper()
    return sentence(error, f"MINUTEBOOK_{setting}" if setting else None)


@asynccontextmanager
async def opened() -> AsyncIterator[Application]:
    """The application without a runner of its own; a server beside it may be running."""
    settings = read_settings()
    configure_logging(settings.model_copy(update={"log_level": "warning"}))
    async with running(settings, folds=False) as application:
        yield application


def run(work: Callable[[Application], Awaitable[T]]) -> T:
    """Runs one command; what people can mend is said in a sentence, with exit status 1."""

    async def session() -> T:
        async with opened() as application:
            return await work(application)

    try:
        return asyncio.run(session())
    except MENDABLE as error:
        fail(str(error))


def fail(sentence: str) -> NoReturn:
    console.print(f"[red]minutebook:[/red] {sentence}")
    raise typer.Exit(1)
