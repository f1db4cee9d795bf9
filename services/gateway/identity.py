"""Who is asking: API keys with a role, an organisation and a partnership, stored as hashes."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import get_args

from decisions.context import Role
from eventlog.connections import Pool

PREFIX = "mb"
RECOGNISED_SECONDS = 2.0
MOST_RECOGNISED = 1_000
ROLES: tuple[Role, ...] = get_args(Role)
_FIELDS = "id, role, book, organisation, person, created_at, revoked_at"


@dataclass(frozen=True)
class Principal:
    """Whoever holds a key. `book` is the partnership it opens; an administrator's opens all."""

    id: str
    role: Role
    book: str | None = None
    organisation: str | None = None
    person: str | None = None
    created_at: datetime | None = None
    revoked_at: datetime | None = None

    def may_open(self, book: str) -> bool:
        return self.role == "administrator" or self.book == book


class UnauthenticatedError(Exception):
    """No key, or one that opens nothing."""


class ForbiddenError(Exception):
    """The key is good, but not for this."""


def secret_hash(secret: str) -> bytes:
    """SHA-256 of a secret of 256 random bits: nothing to guess, so nothing to slow down."""
    return hashlib.sha256(secret.encode()).digest()


class KeyExistsError(Exception):
    """There is a key of this id already, live or revoked: ids are never used again."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"There is, or was, a key {id_!r}; choose another id.")


class Keys:
    """Makes, recognises and revokes API keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._recognised: dict[str, tuple[float, asyncio.Task[Principal]]] = {}

    async def issue(self, principal: Principal, at: datetime) -> str:
        """Stores a new key and returns its text, shown this once. Raises `KeyExistsError`."""
        secret = secrets.token_urlsafe(32)
        status = await self._pool.execute(
            "INSERT INTO gateway.api_key "
            "(id, secret_hash, role, book, organisation, person, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
            principal.id,
            secret_hash(secret),
            principal.role,
            principal.book,
            principal.organisation,
            principal.person,
            at,
        )
        if status == "INSERT 0 0":
            raise KeyExistsError(principal.id)
        return f"{PREFIX}.{principal.id}.{secret}"

    async def recognise(self, key: str) -> Principal:
        """Who holds a key. Raises `UnauthenticatedError`.

        What was recognised holds for a moment: a key revoked by another process opens as long.
        Whoever asks while a key is being looked up waits for the same answer.
        """
        until, looking = self._recognised.get(key, (0.0, None))
        if looking is None or until <= monotonic():
            looking = self._begin_to_look_up(key)
        return looking.result() if looking.done() else await asyncio.shield(looking)

    def _begin_to_look_up(self, key: str) -> asyncio.Task[Principal]:
        looking = asyncio.create_task(self._look_up(key))
        looking.add_done_callback(partial(self._forget_stranger, key))
        if len(self._recognised) >= MOST_RECOGNISED:
            self._recognised.clear()
        self._recognised[key] = (monotonic() + RECOGNISED_SECONDS, looking)
        return looking

    def _forget_stranger(self, key: str, looked_up: asyncio.Task[Principal]) -> None:
        """A key that opened nothing is looked up whenever it comes again: it may be made yet."""
        if looked_up.cancelled() or looked_up.exception():
            self._recognised.pop(key, None)

    async def _look_up(self, key: str) -> Principal:
        prefix, _, rest = key.partition(".")
        id_, _, secret = rest.rpartition(".")
        if prefix != PREFIX or not secret or not key.isascii() or "\x00" in key:
            raise UnauthenticatedError("This is not a Minutebook key.")
        row = await self._pool.fetchrow(
            f"SELECT secret_hash, {_FIELDS} FROM gateway.api_key WHERE id = $1",  # noqa: S608
            id_,
        )
        if row is None or not hmac.compare_digest(row["secret_hash"], secret_hash(secret)):
            raise UnauthenticatedError("This key is not known here.")
        if row["revoked_at"] is not None:
            raise UnauthenticatedError("This key has been revoked.")
        return Principal(*tuple(row)[1:])

    async def all(self, book: str | None = None) -> list[Principal]:
        rows = await self._pool.fetch(
            f"SELECT {_FIELDS} FROM gateway.api_key "  # noqa: S608
            "WHERE $1::text IS NULL OR book = $1 ORDER BY id",
            book,
        )
        return [Principal(*tuple(row)) for row in rows]

    async def revoke(self, id_: str, at: datetime) -> bool:
        """False if there is no live key of this id."""
        status = await self._pool.execute(
            "UPDATE gateway.api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            id_,
            at,
        )
        self._recognised.clear()
        return bool(status == "UPDATE 1")
