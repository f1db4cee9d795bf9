"""`minutebook verify timestamp`: when a checkpoint was there, by an authority's word (RFC 3161)."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from eventlog.checkpoints import SignedCheckpoint
from eventlog.notes import NoteError
from gateway.stamps import NotStampedError, check, read_certificates
from schemas.counting import counted

UNREADABLE = 2


def timestamp(
    note: Annotated[Path, typer.Argument(help="The signed note: …/timestamps/<size>.note.")],
    response: Annotated[Path, typer.Argument(help="The timestamp: …/timestamps/<size>.tsr.")],
    certificates: Annotated[
        Path,
        typer.Option(help="PEM: the authority's root certificate, obtained from the authority."),
    ],
) -> None:
    """Check that a checkpoint was there at a time: whom it names is up to `verify checkpoint`."""
    try:
        stored, answer = note.read_bytes(), response.read_bytes()
        checkpoint = SignedCheckpoint.read(stored.decode()).checkpoint
    except (OSError, NoteError, UnicodeDecodeError) as error:
        end(f"The files cannot be read: {error}.", UNREADABLE)
    try:
        stamp = check(answer, stored, read_certificates(certificates))
    except NotStampedError as error:
        end(str(error), 1)
    size = counted(checkpoint.size, "entry", "entries")
    typer.echo(
        f"The checkpoint of {checkpoint.origin} over {size} was there at "
        f"{stamp.at:%d %B %Y, %H:%M:%S} UTC, says {stamp.authority}. Everything up to entry "
        f"{checkpoint.size} is at least as old."
    )


def end(sentence: str, status: int) -> NoReturn:
    typer.echo(f"minutebook verify: {sentence}", err=True)
    raise typer.Exit(status)
