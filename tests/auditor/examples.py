"""The files in docs/examples: a receipt of the tests' story, its text, and the keys to check it.

`python -m tests.auditor.examples` writes them again. The private keys are made of known words: they
sign nothing but this example.
"""

from pathlib import Path

from tests.auditor.building import LOG, WITNESSES
from tests.auditor.story import whole_story

FOLDER = Path(__file__).parents[2] / "docs" / "examples"


def example_files() -> dict[str, bytes]:
    """The receipt of the first vote in the story, witnessed once."""
    book = whole_story()
    vote = next(i for i, one in enumerate(book.entries, 1) if b"motion-vote-cast" in one)
    [text] = [disclosure for position, disclosure in book.disclosures if position == vote]
    return {
        "receipt.tlog-proof": book.receipt(vote, signers=(LOG, WITNESSES[0])),
        "text.txt": f"{text}\n".encode(),
        "key.txt": f"{LOG.vkey}\n".encode(),
        "witness.txt": f"{WITNESSES[0].vkey}\n".encode(),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in example_files().items():
        (FOLDER / name).write_bytes(content)
