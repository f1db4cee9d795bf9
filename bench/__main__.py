"""`python -m bench [appends] [commands] [http] [import] …`: says in tables how fast it is."""

import argparse
import logging
import os
import platform

import structlog

from bench import appends, commands, http, importing, lag, rebuilding, tree, verify
from bench.server import server
from bench.trials import console

BENCHES = {
    "appends": appends.bench,
    "commands": commands.bench,
    "http": http.bench,
    "import": importing.bench,
    "lag": lag.bench,
    "rebuild": rebuilding.bench,
    "tree": tree.bench,
    "verify": verify.bench,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="*", choices=[[], *BENCHES], help="all of them if none is named"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument(
        "--entries", type=int, default=rebuilding.ENTRIES, help="how long the book of rebuild is"
    )
    chosen = parser.parse_args()
    only_warnings = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=only_warnings)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, fsync on")
    with server() as postgres:
        for name in chosen.what or BENCHES:
            more = {"entries": chosen.entries} if name == "rebuild" else {}
            BENCHES[name](postgres, chosen.rounds, **more)


if __name__ == "__main__":
    main()
