"""A large Popolo file: the roll calls of the UN General Assembly, or made-up ones without them.

`python -m bench.roll_calls FILE` writes it and says what stands in it.
"""

import csv
import gzip
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

UN = Path(__file__).parents[1].parent / "shared" / "data" / "votes"
ASSEMBLY = {"id": "un-general-assembly", "name": "United Nations General Assembly"}
MOTIONS, VOTERS, SEED = 6_000, 170, 1946


def write_roll_calls(path: Path) -> str:
    """Writes an .ndjson file, and says what stands in it."""
    is_real = UN.is_dir()
    with path.open("wb") as file:
        for motion in un_motions() if is_real else made_up_motions():
            file.write(msgspec.json.encode(motion) + b"\n")
    return "UN General Assembly, 1946-2020" if is_real else "made-up roll calls"


def un_motions() -> Iterator[dict[str, Any]]:
    """The published roll calls as Popolo motions; their votes do not all stand together."""
    votes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(UN / "un_votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            votes[row["rcid"]].append(vote(row["country_code"], row["country"], row["vote"]))
    with gzip.open(UN / "un_roll_calls.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for call in csv.DictReader(file):
            cast = votes[call["rcid"]]
            yield motion(
                call["rcid"], call["date"], cast, call["unres"], call["descr"], call["short"]
            )


def made_up_motions() -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)  # noqa: S311 - made-up votes, the same each time
    for number in range(1, MOTIONS + 1):
        day = f"{1950 + number // 100}-{number // 9 % 12 + 1:02}-{number % 28 + 1:02}"
        votes = [
            vote(f"V{voter}", f"Voter {voter}", chance.choice(("yes", "no", "abstain", "absent")))
            for voter in range(VOTERS)
        ]
        yield motion(str(number), day, votes, f"M/{number}", f"That number {number} be so.", "")


def vote(code: str, name: str, option: str) -> dict[str, Any]:
    return {
        "voter_id": code or name,
        "voter": {"name": name, "classification": "state"},
        "option": option,
    }


def motion(
    id_: str, day: str, votes: list[dict[str, Any]], issued: str, text: str, topic: str
) -> dict[str, Any]:
    return {
        "id": id_,
        "organization_id": ASSEMBLY["id"],
        "organization": ASSEMBLY,
        "identifier": issued,
        "classification": topic,
        "date": day,
        "text": text,
        "vote_events": [{"start_date": day, "votes": votes}],
    }


if __name__ == "__main__":
    sys.stdout.write(write_roll_calls(Path(sys.argv[1])))
