"""Start the embedded PostgreSQL or share the one that runs; end it with its last user."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from embedded.account import account_for
from embedded.cluster import DATABASE, SUPERUSER
from embedded.errors import EmbeddedPostgresError
from embedded.launch import Launch, launch
from embedded.locks import POLL, FileLock
from embedded.place import Place, choose_place, prepare
from embedded.postmaster import Postmaster, end_server, is_server_of, read_postmaster

STARTING = 300.0  # seconds; recovery after a crash of a large database takes its time
STOPPING = 60.0  # seconds


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


class EmbeddedPostgres:
    """A PostgreSQL server in a folder, for as long as some process uses it.

    The first process to start it launches it; further processes, of the same user, share it. It
    ends when the last of them stops it or dies. `fsync=False` is for tests: fast, and not safe
    against a power cut. `tell` receives a sentence when the data is not where it was asked for.
    """

    def __init__(
        self,
        folder: Path,
        *,
        fsync: bool = True,
        pg_bin: Path | None = None,
        tell: Callable[[str], None] = _say,
    ) -> None:
        self._wanted = folder
        self._fsync = fsync
        self._pg_bin = pg_bin
        self._tell = tell
        self._place: Place | None = None
        self._use: FileLock | None = None
        self._launch: Launch | None = None
        self._postmaster: Postmaster | None = None
        self._password = ""

    @property
    def folder(self) -> Path:
        """Where the data is: as asked, or root's stand-in where the server cannot go there."""
        return self._place.folder if self._place else self._wanted

    @property
    def url(self) -> str:
        """The address of the database `minutebook`, for its owner."""
        return self.url_to(DATABASE)

    def url_to(self, database: str) -> str:
        """The address of any database in this server, for the owner of them all."""
        return self.url_for(SUPERUSER, self._password, database)

    def url_for(self, user: str, password: str, database: str = DATABASE) -> str:
        """An address for asyncpg, libpq and, with its driver's name put in, SQLAlchemy."""
        if self._postmaster is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL has not been started.")
        server = self._postmaster
        who = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@"
        name = quote(database, safe="")
        if not server.socket_folder:
            return f"{who}{server.address}:{server.port}/{name}"
        return f"{who}/{name}?host={quote(server.socket_folder)}&port={server.port}"

    def start(self) -> Self:
        """Start or share the server and wait until it answers. Blocks; up to minutes after a crash.

        Raises:
            EmbeddedPostgresError: with what stands in the way and what to do about it.
        """
        if self._postmaster is not None:
            return self
        try:
            self._start()
        except OSError as error:
            self._release()
            raise EmbeddedPostgresError(
                f"The data folder {self.folder} cannot be used: {error.strerror} "
                f"({error.filename}). Choose another data folder, or run as the user who owns it."
            ) from error
        except BaseException:
            self._release()
            raise
        return self

    def stop(self) -> None:
        """Stop using the server; if nobody else uses it, end it and wait for its end."""
        if self._use is not None and self._place is not None and self._use.take():
            # Nobody else uses it, and as long as we hold this lock nobody can begin to.
            with FileLock.open(self._place.server) as server_lock:
                if self._postmaster is not None:
                    end_server(self._postmaster.pid, self._place.cluster, STOPPING)
                server_lock.take_within(STOPPING)
        self._release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> None:
        self._place = choose_place(self._wanted, self._tell)
        prepare(self._place, account_for(self._place.cluster))
        self._use = FileLock.open(self._place.users)
        if not self._use.take_within(STOPPING, shared=True):
            raise EmbeddedPostgresError(f"The server in {self.folder} is taking long to stop.")
        self._postmaster = self._launch_or_share(self._place)
        self._password = self._place.password.read_text()

    def _launch_or_share(self, place: Place) -> Postmaster:
        deadline = time.monotonic() + STARTING
        while time.monotonic() < deadline:
            if self._launch is not None and self._launch.has_failed():
                raise EmbeddedPostgresError(self._launch.explanation())
            with FileLock.open(place.server) as lock:
                if self._launch is None and lock.take():
                    self._launch = launch(place, lock, self._pg_bin, fsync=self._fsync)
                elif running := read_running(place):
                    return running
            time.sleep(POLL)
        raise EmbeddedPostgresError(f"PostgreSQL has not started in time; see {place.log}.")

    def _release(self) -> None:
        if self._use is not None:
            self._use.close()
        if self._launch is not None:
            self._launch.let_go()
        self._use = self._launch = self._postmaster = None


def read_running(place: Place) -> Postmaster | None:
    """The server that the present watchdog started, once it is ready and as long as it lives."""
    started = os.fsdecode(place.server.read_bytes()).strip()
    server = read_postmaster(place.cluster)
    if server is None or not server.is_ready or str(server.pid) != started:
        return None
    # One that was killed lets go of its socket and its lock a moment later than of its life.
    return server if is_server_of(server.pid, place.cluster) else None
