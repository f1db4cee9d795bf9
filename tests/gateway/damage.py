"""What the owner of a database can do to one row, as SQL: each kind of damage by its name.

`{at}` and `{other}` are positions of entries, `{letter}` and `{other_letter}` of entries that have
a text; `{flipped[column]}` is a column with one byte changed, `{other_bytes}` an entry with a
changed nonce.
"""

OTHER_BYTES = (
    "convert_to(regexp_replace(convert_from(bytes, 'UTF8'), '\"nonce\":\"..', "
    "'\"nonce\":\"__'), 'UTF8')"
)
AWAY = 1_000_000


class Flipped:
    """`flipped[column]`: the column with one byte changed, as SQL."""

    def __getitem__(self, column: str) -> str:
        return f"set_byte({column}, 3, 255 - get_byte({column}, 3))"


def statement(kind: str, **places: int) -> str:
    """The SQL of a kind of damage at these places."""
    more = {"flipped": Flipped(), "other_bytes": OTHER_BYTES, "away": AWAY}
    return EVERYTHING[kind].format(**places, **more)


ON_ENTRIES = {
    "the bytes of an entry": """
        UPDATE eventlog.entry SET bytes = {other_bytes} WHERE position = {at}""",
    "an entry and its leaf hash": """
        UPDATE eventlog.entry
        SET bytes = {other_bytes}, leaf_hash = sha256('\\x00'::bytea || {other_bytes})
        WHERE position = {at}""",
    "an entry that is gone": """
        DELETE FROM eventlog.entry WHERE position = {at}""",
    "an entry that is gone, and all after it moved up": """
        DELETE FROM eventlog.entry WHERE position = {at};
        UPDATE eventlog.entry SET position = position + {away} WHERE position > {at};
        UPDATE eventlog.entry SET position = position - {away} - 1 WHERE position > {away}""",
    "two entries in each other's place": """
        UPDATE eventlog.entry SET position = {away} WHERE position = {at};
        UPDATE eventlog.entry SET position = {at} WHERE position = {other};
        UPDATE eventlog.entry SET position = {other} WHERE position = {away}""",
    "an entry put in between": """
        UPDATE eventlog.entry SET position = position + {away} WHERE position >= {at};
        UPDATE eventlog.entry SET position = position - {away} + 1 WHERE position > {away};
        INSERT INTO eventlog.entry
        SELECT book_no, {at}, gen_random_uuid(), type, occurred_at, recorded_at,
            {other_bytes}, sha256('\\x00'::bytea || {other_bytes})
        FROM eventlog.entry WHERE position = {at} + 1""",
}
ON_TEXTS = {
    "a text that is gone": """
        DELETE FROM eventlog.disclosure WHERE position = {letter} AND name = 'text'""",
    "a text in the place of another": """
        UPDATE eventlog.disclosure AS one SET digest = other.digest,
            wrapped_key = other.wrapped_key, ciphertext = other.ciphertext
        FROM eventlog.disclosure AS other
        WHERE one.position = {letter} AND one.name = 'text'
          AND other.position = {other_letter} AND other.name = 'text'""",
    "the cipher of a text": """
        UPDATE eventlog.disclosure SET ciphertext = {flipped[ciphertext]}
        WHERE position = {letter} AND name = 'text'""",
    "the key of a text": """
        UPDATE eventlog.disclosure SET wrapped_key = {flipped[wrapped_key]}
        WHERE position = {letter} AND name = 'text'""",
    "the digest of a text": """
        UPDATE eventlog.disclosure SET digest = {flipped[digest]}
        WHERE position = {letter} AND name = 'text'""",
    "a text too many": """
        INSERT INTO eventlog.disclosure
        SELECT book_no, {letter}, 'zzz', digest, wrapped_key, ciphertext
        FROM eventlog.disclosure WHERE position = {other_letter} AND name = 'text'""",
}
ON_HEADS = {
    "the note of a checkpoint": """
        UPDATE eventlog.checkpoint SET note = replace(note, E'\\n{size}\\n', E'\\n{less}\\n')""",
    "the signature of a checkpoint": """
        UPDATE eventlog.checkpoint
        SET note = overlay(note PLACING 'AAAA' FROM length(note) - 20)""",
    "a checkpoint that nobody signed": """
        INSERT INTO eventlog.checkpoint (book_no, size, signed_at, root, note)
        SELECT book_no, size, signed_at + interval '1 day', root,
            overlay(note PLACING 'AAAA' FROM length(note) - 20)
        FROM eventlog.checkpoint""",
}
EXPORTED = {**ON_ENTRIES, **ON_TEXTS, **ON_HEADS}
"""What an export shows, so that the auditor finds it."""

IN_ROWS_ALONE = {
    "a leaf hash": """
        UPDATE eventlog.entry SET leaf_hash = {flipped[leaf_hash]} WHERE position = {at}""",
    "two leaf hashes in each other's place": """
        UPDATE eventlog.entry AS one SET leaf_hash = other.leaf_hash FROM eventlog.entry AS other
        WHERE (one.position, other.position) IN (({at}, {other}), ({other}, {at}))""",
    "a tag": """
        UPDATE eventlog.entry_tag SET tag = 'other:tag' WHERE ctid =
            (SELECT min(ctid) FROM eventlog.entry_tag WHERE position = {at})""",
    "a tag that is gone": """
        DELETE FROM eventlog.entry_tag WHERE ctid =
            (SELECT min(ctid) FROM eventlog.entry_tag WHERE position = {at})""",
    "a tag too many": """
        INSERT INTO eventlog.entry_tag
        SELECT book_no, 'seat:x', type, position FROM eventlog.entry WHERE position = {at}""",
    "tags of two entries in each other's place": """
        UPDATE eventlog.entry_tag SET position = {away} WHERE position = {at};
        UPDATE eventlog.entry_tag SET position = {at} WHERE position = {other};
        UPDATE eventlog.entry_tag SET position = {other} WHERE position = {away}""",
    "a tag of an entry that is not there": """
        INSERT INTO eventlog.entry_tag
        SELECT book_no, tag, type, position + {away} FROM eventlog.entry_tag
        WHERE position = {at}""",
    "a row's own type": """
        UPDATE eventlog.entry SET type = 'x' WHERE position = {at}""",
    "a row's own time": """
        UPDATE eventlog.entry SET occurred_at = occurred_at + interval '1 s'
        WHERE position = {at}""",
    "the root of a checkpoint": """
        UPDATE eventlog.checkpoint SET root = {flipped[root]}""",
    "a subtree": """
        UPDATE eventlog.subtree SET hashes = {flipped[hashes]}""",
    "a subtree that is gone": """
        DELETE FROM eventlog.subtree""",
    "the edge of the tree": """
        UPDATE eventlog.book SET frontier = {flipped[frontier]}""",
    "the head of the book": """
        UPDATE eventlog.book SET head = {less}, frontier =
            substring(frontier || frontier || frontier || frontier
                FOR 32 * bit_count({less}::bigint::bit(64))::int)""",
}
"""What is made of the entries again, or leads to them: an export does not hold it."""

EVERYTHING = {**EXPORTED, **IN_ROWS_ALONE}
