"""`python -m bench [appends] [commands] [http] [import] …`: says in tables how fast it is."""

import argparse
import os
import platform
from collections.abc import Callable

from bench import (
    appends,
    asof,
    commands,
    england,
    http,
    importing,
    lag,
    openslides,
    rebuilding,
    tree,
    verify,
)
from bench.logs import only_warnings
from bench.server import server
from bench.trials import console
from gateway.collecting import rarely_collecting

BENCHES: dict[str, Callable[..., None]] = {
    "appends": appends.bench,
    "asof": asof.bench,
    "commands": commands.bench,
    "england": england.bench,
    "http": http.bench,
    "import": importing.bench,
    "lag": lag.bench,
    "openslides": openslides.bench,
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
        "--entries", type=int, help="how long the book of rebuild is, or of asof; else a decade"
    )
    parser.add_argument(
        "--books", type=int, default=1, help="how many books the entries of rebuild are in"
    )
    parser.add_argument(
        "--share", type=float, default=0.02, help="how much of England; 1 is 7.5 million entries"
    )
    chosen = parser.parse_args()
    only_warnings()
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, fsync on")
    more = {
        "asof": {"entries": chosen.entries},
        "england": {"share": chosen.share},
        "rebuild": {"entries": chosen.entries or rebuilding.ENTRIES, "books": chosen.books},
    }
    with rarely_collecting(), server() as postgres:  # as `minutebook serve` does
        for name in chosen.what or BENCHES:
            BENCHES[name](postgres, chosen.rounds, **more.get(name, {}))


if __name__ == "__main__":
    main()
