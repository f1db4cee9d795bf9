"""The log's SQL, one file a statement: the folder `sql/` is its table of contents."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


APPEND = _read("append")
COUNT_TEXTS = _read("count_texts")
ERASE_TEXTS = _read("erase_texts")
FIND_MISSING_TEXTS = _read("find_missing_texts")
LAST_TAGGED = _read("last_tagged")
KEEP_CHECKPOINT = _read("keep_checkpoint")
KEEP_SUBTREES = _read("keep_subtrees")
LOCK_BOOK = _read("lock_book")
READ_AFTER = _read("read_after")
READ_OF_TYPES = _read("read_of_types")
READ_DISCLOSURES = _read("read_disclosures")
READ_DISCLOSURES_AFTER = _read("read_disclosures_after")
READ_ENTRIES_AT = _read("read_entries_at")
READ_NEWEST_DISCLOSURES = _read("read_newest_disclosures")
READ_OF_ENTRIES = _read("read_of_entries")
READ_OPEN_TEXTS = _read("read_open_texts")
READ_SELECTED = _read("read_selected")
READ_SIGNED = _read("read_signed")
READ_TAGGED = _read("read_tagged")
READ_TILES = _read("read_tiles")
READ_UNTAGGED = _read("read_untagged")
RECALL_COMMANDS = _read("recall_commands")
