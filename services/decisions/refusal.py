"""How a command is turned down: a rule said no, or it names something that is not there."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A rule said no. `code` is stable for programs, `sentence` is for people.

    `field` names the field of the command that broke the rule, where there is one.
    """

    def __init__(self, code: str, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field


class NotFound(Exception):  # noqa: N818 - likewise
    """A command names a thing that the book does not hold."""

    def __init__(self, subject: str, id_: str) -> None:
        super().__init__(f"There is no {subject} {id_!r} in this book.")
        self.subject = subject
        self.id = id_
