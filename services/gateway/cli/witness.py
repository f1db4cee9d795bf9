"""`minutebook witness`: cosign the heads of other people's books, for partner organisations."""

import time
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from eventlog.keyring import Keyring, KeyringError, now
from eventlog.notes import COSIGNATURE, ED25519, NoteError, SigningKey, VerificationKey, is_key_name
from eventlog.remembered import LastNotes
from gateway.cli.session import fail
from gateway.witness import Witness, create_witness

group = typer.Typer(
    help="Be a witness: cosign books that only ever grow. It sees sizes and hashes, no entry.",
    no_args_is_help=True,
)
Name = Annotated[
    str, typer.Option(help="What the witness is called, as in example.nhs.uk/witness.")
]
Folder = Annotated[Path, typer.Option(help="Where its key and what it saw are kept.")]
FOLDER = Path("witness-data")


@group.command()
def key(name: Name, folder: Folder = FOLDER) -> None:
    """Print the witness's verification key, to hand to the log's operator and to members."""
    found = key_of(name, folder).verification_key(name, COSIGNATURE)
    Console(soft_wrap=True, highlight=False).print(str(found))


@group.command()
def serve(
    name: Name,
    log: Annotated[
        list[str], typer.Option(help="The verification key of a book to cosign; several times.")
    ],
    folder: Folder = FOLDER,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8_100,
) -> None:
    """Serve `POST /add-checkpoint` (C2SP tlog-witness). Never restore its folder from a backup."""
    signing_key = key_of(name, folder)
    try:
        logs = [VerificationKey.read(one) for one in log]
    except NoteError as error:
        fail(str(error))
    if any(one.kind != ED25519 for one in logs):
        fail("One of these keys is a witness's, not a log's.")
    witness = Witness(name, signing_key, logs, LastNotes(folder / "seen"), time.time)
    uvicorn.run(create_witness(witness), host=host, port=port, access_log=False)


def key_of(name: str, folder: Path) -> SigningKey:
    if not is_key_name(name):
        fail(f"{name!r} cannot be a name: no spaces and no plus signs.")
    try:
        return Keyring(folder / "witness.key").keys(now())[0]
    except (KeyringError, OSError) as error:
        fail(str(error))
