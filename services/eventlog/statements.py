"""The log's SQL, one file a statement: the folder `sql/` is its table of contents."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


APPEND = _read("append")
LOCK_BOOK = _read("lock_book")
READ_AFTER = _read("read_after")
READ_DISCLOSURES = _read("read_disclosures")
READ_SELECTED = _read("read_selected")
READ_TAGGED = _read("read_tagged")
READ_UNTAGGED = _read("read_untagged")
RECALL_COMMANDS = _read("recall_commands")
