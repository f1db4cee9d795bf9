"""Replaces the key that signs the books, and has every book say so under both keys."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from decisions.context import Context
from decisions.signing_keys import RecordKeyRotation
from decisions.slice import CommandWork
from eventlog.books import Book, all_books
from eventlog.keyring import Keyring
from eventlog.sealing import Attribution
from eventlog.signer import SigningRefusedError
from gateway.application import Application, fingerprint
from gateway.identity import Principal


@dataclass(frozen=True)
class Announced:
    """A book in which a rotation is recorded, and why its head is not signed, if it is not."""

    book: str
    refusal: str | None = None


async def rotate(
    app: Application, principal: Principal, keyring: Keyring, overlap: timedelta
) -> list[Announced]:
    """Makes a new key; the old one signs beside it for a while. Records it in every book."""
    keyring.rotate(app.clock() + overlap)
    return await announce(app, principal, keyring)


async def announce(app: Application, principal: Principal, keyring: Keyring) -> list[Announced]:
    """Records the last rotation in the books that do not say it yet, and signs them.

    Said twice it has no second effect: a rotation that broke off is completed so.
    """
    until = keyring.until()
    if len(until) < 2 or (ends := until[1]) is None:
        return []
    return [await _announce(app, principal, book, ends) for book in await all_books(app.pool)]


async def _announce(
    app: Application, principal: Principal, book: Book, until: datetime
) -> Announced:
    new, old = app.signer.verification_keys(book.id)[:2]
    command = RecordKeyRotation(new_key=str(new), old_key=str(old), old_signs_until=until)
    await app.writer.submit(book.id, _work(app, principal, command))
    try:
        await app.signer.sign_by_name(book.id)
    except SigningRefusedError as error:
        return Announced(book.id, str(error))
    return Announced(book.id)


def _work(app: Application, principal: Principal, command: RecordKeyRotation) -> CommandWork:
    """The command, by an id made from what it says: nobody can give it through the API."""
    now = app.clock()
    context = Context(principal.id, principal.role, now, now, lambda: str(uuid.uuid4()))
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, f"{command.old_key} {command.new_key}")
    attribution = Attribution(principal.id, id_, now)
    return CommandWork(command, context, attribution, fingerprint(principal, command))
