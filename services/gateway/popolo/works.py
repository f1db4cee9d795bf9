"""Commands of an import on their way to the writer."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from decisions.command import Command
from decisions.context import Context
from decisions.slice import CommandWork
from eventlog.sealing import Attribution
from gateway.identity import Principal
from gateway.popolo.names import command_id


@dataclass(frozen=True)
class Importer:
    """Whoever imports, and when."""

    book: str
    principal: Principal
    now: datetime

    def work(
        self, command: Command, at: datetime, identity: tuple[str, ...] | None = None
    ) -> CommandWork:
        """A command with the id of what it is about, or else of all that it says.

        What a motion was once imported from is no part of what it says: the same motion from
        another file is the same.
        """
        said = f"{type(command).__name__}{command.model_dump_json(exclude={'basis'})}"
        fingerprint = hashlib.sha256(said.encode()).digest()
        id_ = command_id(self.book, *(identity or (fingerprint.hex(),)))
        by = self.principal
        return CommandWork(
            command,
            Context(by.id, by.role, self.now, at, _no_new_id),
            Attribution(by.id, id_, at, acting_for=by.organisation),
            fingerprint,
        )


def _no_new_id() -> str:
    return str(uuid.uuid4())
