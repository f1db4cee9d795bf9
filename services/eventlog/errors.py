"""What can be wrong with a request to the record, without a word of HTTP."""


class BookNotFoundError(Exception):
    """No book of this id."""

    def __init__(self, book: str) -> None:
        super().__init__(f"There is no book {book!r}.")
        self.book = book


class EdgeMovedError(Exception):
    """A book's tree has another edge than the one that a batch was decided at."""


class CommandConflictError(Exception):
    """A command id was used before for another command."""

    def __init__(self, command_id: str) -> None:
        super().__init__(
            f"The command id {command_id} was used before for a different command. "
            "Use a new id for a new command."
        )
        self.command_id = command_id


class UnreadableEntryError(Exception):
    """An entry whose bytes, type or texts this build cannot make anything of, under this key."""

    def __init__(self, position: int, why: str) -> None:
        super().__init__(f"Entry {position} cannot be read: {why}")
        self.position = position


class EntryTooLargeError(Exception):
    """An event would make an entry above the size that every reader accepts."""

    def __init__(self, type_name: str, size: int, limit: int) -> None:
        super().__init__(f"The entry {type_name} has {size} bytes; at most {limit} are allowed.")
