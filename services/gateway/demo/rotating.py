"""A day in the operator's life: the key that signs the book is replaced, and the book says so."""

from datetime import timedelta

from eventlog.books import all_books
from eventlog.keyring import Keyring, now
from gateway.demo.player import Player
from gateway.identity import Principal
from gateway.rotation import rotate
from gateway.settings import Settings

OPERATOR = Principal(id="command-line", role="administrator")
OVERLAP = timedelta(days=90)


async def replace_signing_key(player: Player, settings: Settings) -> bool:
    """Replaces the key once, as `minutebook signer rotate` does; whether it did.

    Not where the server keeps other books: their keys are no part of a demonstration.
    """
    app = player.serving.app
    keyring = Keyring(settings.signing_keys)
    is_alone = [one.id for one in await all_books(app.pool)] == [player.place.book]
    if not is_alone or len(keyring.until()) > 1:
        return False
    # Signatures are made at the time of the world outside, whatever the story's clock shows.
    ahead = now() - app.clock()
    await rotate(app, OPERATOR, keyring, ahead + OVERLAP)
    return True
