"""The command line of the auditor: `minutebook-audit verify …`, or `python -m auditor verify …`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from auditor import commands
from auditor.bundle import UnreadableError
from auditor.memory import UnusableMemoryError, default_path
from auditor.policy import PolicyError
from auditor.rendering import as_json, as_text

UNREADABLE = 2

_DESCRIPTION = """\
Checks the record of a partnership without trusting whoever runs the server. You need the
verification key of the book, obtained elsewhere than from the file or server that you check:
for example from the partnership's published terms, or from another member."""
_EXIT = """\
Exit status: 0 everything holds; 1 something was found; 2 a file or server could not be read, or
the command makes no sense."""


def main(arguments: Sequence[str] | None = None, program: str = "minutebook-audit") -> int:
    """Runs one command and gives the exit status; `program` is what help calls it."""
    chosen = _parser(program).parse_args(arguments)
    run: commands.Command = chosen.run
    try:
        reports = run(chosen)
    except (UnreadableError, UnusableMemoryError, PolicyError) as error:
        sys.stderr.write(f"{program} verify: {error}\n")
        return UNREADABLE
    if chosen.json:
        sys.stdout.write(as_json(reports))
    else:
        sys.stdout.write("\n".join(as_text(one) for one in reports))
    return max(one.exit_status for one in reports)


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program, description=_DESCRIPTION, epilog=_EXIT, formatter_class=_AsWritten
    )
    verify = parser.add_subparsers(required=True, metavar="verify").add_parser(
        "verify", help="check something", description=_DESCRIPTION, formatter_class=_AsWritten
    )
    what = verify.add_subparsers(required=True, metavar="what")
    _receipt(what.add_parser("receipt", help="check receipts (.tlog-proof)"))
    _disclosure(what.add_parser("disclosure", help="check a name or text against its receipt"))
    _checkpoint(what.add_parser("checkpoint", help="check a signed checkpoint"))
    _bundle(what.add_parser("bundle", help="check a whole exported book"))
    _server(what.add_parser("server", help="check a live server"))
    return parser


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of descriptions."""


def _receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _common(parser, commands.receipts)


def _disclosure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "texts", type=Path, metavar="FILE", help="disclosures, one a line, as the server gives them"
    )
    parser.add_argument("--receipt", type=Path, required=True, metavar="FILE")
    _common(parser, commands.disclosure)


def _checkpoint(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--consistency",
        type=Path,
        metavar="FILE",
        help="the proof, one base64 hash a line, from the checkpoint that you saw last",
    )
    _common(parser, commands.checkpoint)


def _bundle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="the exported ZIP or folder")
    parser.add_argument(
        "--quick", action="store_true", help="hashes, signature and positions only; no contents"
    )
    parser.add_argument(
        "--all-texts", action="store_true", help="insist on every text that was not erased"
    )
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes to use"
    )
    _common(parser, commands.bundle)


def _server(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prefix", metavar="URL", help="the address above /checkpoint")
    parser.add_argument(
        "--whole", action="store_true", help="fetch all entries and check the whole book"
    )
    parser.add_argument(
        "--receipt",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a receipt that must lie in the log's history (may be repeated)",
    )
    parser.add_argument(
        "--api-key-file", type=Path, metavar="FILE", help="the API key, if reading needs one"
    )
    _common(parser, commands.server)


def _common(parser: argparse.ArgumentParser, run: commands.Command) -> None:
    parser.set_defaults(run=run)
    trust = parser.add_argument_group("whom you trust")
    trust.add_argument("--key", action="append", default=[], help="a verification key of the book")
    trust.add_argument("--key-file", type=Path, help="verification keys, one a line")
    trust.add_argument("--witness", action="append", default=[], help="a witness's key")
    trust.add_argument("--quorum", type=int, help="how many witnesses must agree (default: all)")
    trust.add_argument("--policy", type=Path, help="a C2SP tlog-policy file instead of all these")
    trust.add_argument("--origin", help="the log's origin, if it is not the name of its key")
    rest = parser.add_argument_group("memory and output")
    rest.add_argument(
        "--memory",
        type=Path,
        default=default_path(),
        help="what you saw before (default: %(default)s)",
    )
    rest.add_argument("--no-memory", action="store_true", help="neither compare nor remember")
    rest.add_argument("--json", action="store_true", help="the report as JSON")
