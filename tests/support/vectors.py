"""Writes schemas/vectors: what any implementation of the record accepts, and what it refuses.

`python -m tests.support.vectors` writes the files again, `--check` says whether they are current.
They are made from the standards (`tests.auditor.building`), by neither of the two implementations
that tests run them through. The private keys are made of known words and sign nothing else.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import schemas
from tests.auditor.building import Book, b64
from tests.support.vector_cases.entries import disclosures, entries
from tests.support.vector_cases.notes import checkpoints, receipts
from tests.support.vector_cases.trees import consistent, inclusion

FOLDER = Path(schemas.__file__).parent / "vectors"
VOTE = {"choice": "for", "item": "hub", "motion": "m1", "seat": "pcn-seat"}


def book() -> Book:
    """Eleven entries: votes of two motions, one with a text, one with letters beyond ASCII."""
    made = Book()
    for number in range(1, 12):
        data = {**VOTE, "motion": f"m{number % 2}", "seat": f"seat-{number}"}
        texts = {"reason": "As told."} if number == 3 else {}
        tags = ["item:hub", f"motion:m{number % 2}", f"seat:seat-{number}"]
        if number == 5:
            data["item"] = "Tŷ Canol — 2"
        made.add("motion-vote-cast.v1", data, tags=tags, texts=texts, acting_for="U99001")
    return made


MAKERS = {
    "entries": entries,
    "disclosures": disclosures,
    "inclusion": inclusion,
    "consistency": consistent,
    "checkpoints": checkpoints,
    "receipts": receipts,
}


def files() -> Mapping[str, str]:
    made, found = book(), {}
    for name, make in MAKERS.items():
        content = {"about": make.__doc__, "cases": list(make(made))}
        found[f"{name}.json"] = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    leaves = {"about": "The leaf hashes of the book, in base64.", "leaves": []}
    leaves["leaves"] = [b64(one) for one in made.leaves]
    found["leaves.json"] = json.dumps(leaves, indent=1) + "\n"
    return found


def main(arguments: list[str]) -> int:
    made = files()
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    if "--check" in arguments:
        wrong = sorted({n for n in made | there if made.get(n) != there.get(n)})
        sys.stderr.writelines(f"{FOLDER / name} is not what is made now\n" for name in wrong)
        return int(bool(wrong))
    FOLDER.mkdir(exist_ok=True)
    for name, content in made.items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
