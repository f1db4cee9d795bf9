"""`python -m bench [commands] [http] [import] [tree]`: measures speed, and says so in tables."""

import argparse
import logging
import os
import platform

import structlog

from bench import commands, http, importing, tree
from bench.server import server
from bench.trials import console

BENCHES = {
    "commands": commands.bench,
    "http": http.bench,
    "import": importing.bench,
    "tree": tree.bench,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="*", choices=[[], *BENCHES], help="all of them if none is named"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    chosen = parser.parse_args()
    only_warnings = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=only_warnings)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, fsync on")
    with server() as postgres:
        for name in chosen.what or BENCHES:
            BENCHES[name](postgres, chosen.rounds)


if __name__ == "__main__":
    main()
