"""Use the embedded server from a process of its own: prints its address, then waits to be told.

A line on standard input ends it in order; SIGKILL ends it otherwise.
"""

import sys
from pathlib import Path

from embedded import EmbeddedPostgres, EmbeddedPostgresError


def main() -> None:
    folder, pg_bin = Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None
    try:
        with EmbeddedPostgres(folder, pg_bin=pg_bin) as server:
            sys.stdout.write(f"{server.url}\n")
            sys.stdout.flush()
            sys.stdin.readline()
    except EmbeddedPostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
