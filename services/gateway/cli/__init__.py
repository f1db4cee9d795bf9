"""The command line: `minutebook --help`. One file a group of commands."""

import typer

from gateway.cli import (
    demo,
    export,
    fold,
    imports,
    keys,
    operate,
    rebuild,
    serve,
    signer,
    verify,
    witness,
)

main = typer.Typer(
    name="minutebook",
    help="The shared record between Primary Care Networks and a place-based partnership.\n\n"
    "Start with `minutebook demo`, then `minutebook serve --demo`. Settings come from "
    "environment variables MINUTEBOOK_…; with none set, an embedded PostgreSQL serves.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
main.command()(serve.serve)
main.command()(demo.demo)
main.add_typer(imports.group, name="import")
main.add_typer(export.group, name="export")
main.add_typer(keys.group, name="keys")
main.add_typer(verify.group, name="verify")
main.add_typer(signer.group, name="signer")
main.add_typer(witness.group, name="witness")
main.command()(operate.status)
main.command()(rebuild.rebuild)
main.command()(fold.fold)
main.command()(operate.migrate)
