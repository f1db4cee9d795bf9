"""What a check proves and what it does not, in the words that reports use."""

WHOLE_PROVES = (
    "These are all entries that the book had when the checkpoint was signed, unchanged and in "
    "their order. Nobody, the operator included, can change, drop, insert or move one of them "
    "without this check failing."
)
RECEIPT_PROVES = (
    "This entry, exactly as it is in this file, had its place in the book when the checkpoint was "
    "signed. Whoever holds the signing key cannot take it out or change it later without "
    "contradicting what they signed."
)
DISCLOSURE_PROVES = (
    "This is the text that was recorded with the entry, word for word; the entry holds its digest."
)
CHECKPOINT_PROVES = (
    "Whoever holds the signing key has committed to a book of this many entries with this root."
)
ARE_TRUE = "That what an entry says is true, or that its author was who the server took them for."
IS_ALL = (
    "That everything sent to the server was recorded: who sent it has a receipt, or complains at "
    "once."
)
SAME_FOR_ALL = (
    "That others were shown the same book: compare the root with them, or ask for witnesses."
)
WHEN = "The time of recording: it is the server's own, unless a witness has added one."
REST_OF_BOOK = "Anything about other entries of the book: for that, check the whole book."
CONTENTS = "What the entries say, or whether they keep the rules: for that, check the whole book."
NOTHING = "Anything: see what was found."


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts, and a verb where that goes with it: `1 entry`, `2 entries`."""
    return f"{number:,} {one if number == 1 else many}"


def entries(number: int) -> str:
    return counted(number, "entry", "entries")
