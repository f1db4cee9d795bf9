"""Whom to trust, and how many witnesses must agree (C2SP tlog-policy)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeAlias

from auditor.keys import KeyFormatError, VerificationKey
from auditor.wording import counted

MAX_LINES = 1_000


class PolicyError(ValueError):
    """A policy or a list of keys cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Group:
    """So many of these members must have cosigned: witnesses, or groups of them."""

    at_least: int
    members: tuple["VerificationKey | Group", ...]

    def is_met_by(self, cosigners: Collection[VerificationKey]) -> bool:
        met = (
            one.is_met_by(cosigners) if isinstance(one, Group) else one in cosigners
            for one in self.members
        )
        return sum(met) >= self.at_least

    def __str__(self) -> str:
        names = ", ".join(
            f"({one})" if isinstance(one, Group) else one.name for one in self.members
        )
        return f"{self.at_least} of {len(self.members)}: {names}"


@dataclass(frozen=True)
class Trust:
    """Keys obtained elsewhere, and what is asked of a checkpoint.

    `origin` is the origin to accept where it differs from the name of the key that signed.
    """

    logs: tuple[VerificationKey, ...]
    witnesses: tuple[VerificationKey, ...] = ()
    quorum: Group | None = None
    origin: str | None = None


def simple_trust(
    logs: Collection[VerificationKey],
    witnesses: Collection[VerificationKey],
    quorum: int | None,
    origin: str | None = None,
) -> Trust:
    """N of these witnesses; all of them where no number is given. Raises `PolicyError`."""
    for one in logs:
        if one.is_witness:
            raise PolicyError(f"The key of {one.name} is a witness's. Give it as a witness.")
    for one in witnesses:
        if not one.is_witness:
            raise PolicyError(f"The key of {one.name} is a log's, not a witness's.")
    if len({one.public for one in witnesses}) < len(witnesses):
        raise PolicyError("The same witness is given twice.")
    wanted = len(witnesses) if quorum is None else quorum
    if not 0 <= wanted <= len(witnesses):
        known = counted(len(witnesses), "witness", "witnesses")
        raise PolicyError(f"{wanted} of {known} cannot be met.")
    group = Group(wanted, tuple(witnesses)) if wanted else None
    return Trust(tuple(logs), tuple(witnesses), group, origin)


Member: TypeAlias = VerificationKey | Group


@dataclass
class _Reading:
    """A policy file as far as it has been read."""

    logs: list[VerificationKey] = field(default_factory=list)
    named: dict[str, Member] = field(default_factory=dict)
    grouped: set[str] = field(default_factory=set)
    quorum: list[Group | None] = field(default_factory=list)

    def log(self, vkey: str, *url: str) -> None:
        _at_most_one(url)
        key = VerificationKey.parse(vkey)
        if key.is_witness or any(key.public == one.public for one in self.logs):
            raise PolicyError("a log has a log's key of its own")
        self.logs.append(key)

    def witness(self, name: str, vkey: str, *url: str) -> None:
        _at_most_one(url)
        key = VerificationKey.parse(vkey)
        known = (one for one in self.named.values() if isinstance(one, VerificationKey))
        if not key.is_witness or any(key.public == one.public for one in known):
            raise PolicyError("a witness has a witness's key of its own")
        self._name(name, key)

    def group(self, name: str, how_many: str, *members: str) -> None:
        for one in members:
            if one not in self.named or one in self.grouped:
                raise PolicyError(f"{one!r} is not defined above, or is in a group already")
            self.grouped.add(one)
        at_least = {"any": "1", "all": str(len(members))}.get(how_many, how_many)
        if not (at_least.isascii() and at_least.isdecimal()) or not 1 <= int(at_least) <= len(
            members
        ):
            raise PolicyError("a group needs between 1 and all of its members")
        self._name(name, Group(int(at_least), tuple(self.named[one] for one in members)))

    def set_quorum(self, name: str) -> None:
        if name != "none" and name not in self.named:
            raise PolicyError(f"{name!r} is not defined above")
        found = self.named.get(name)
        self.quorum.append(Group(1, (found,)) if isinstance(found, VerificationKey) else found)

    def _name(self, name: str, member: Member) -> None:
        if name == "none" or name in self.named:
            raise PolicyError(f"{name!r} is taken")
        self.named[name] = member


def parse_policy(text: str, origin: str | None = None) -> Trust:
    """Reads a policy file. Raises `PolicyError`, naming the line."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise PolicyError(f"A policy has at most {MAX_LINES} lines.")
    reading = _Reading()
    words: dict[str, Callable[..., None]] = {
        "log": reading.log,
        "witness": reading.witness,
        "group": reading.group,
        "quorum": reading.set_quorum,
    }
    for number, line in enumerate(lines, start=1):
        items = line.replace("\t", " ").split(" ")
        items = [one for one in items if one]
        if items and not items[0].startswith("#"):
            _read_line(words, number, items)
    if len(reading.quorum) != 1:
        raise PolicyError("A policy has exactly one quorum line; `quorum none` asks for nobody.")
    witnesses = tuple(m for m in reading.named.values() if isinstance(m, VerificationKey))
    return Trust(tuple(reading.logs), witnesses, reading.quorum[0], origin)


def _read_line(words: dict[str, Callable[..., None]], number: int, items: list[str]) -> None:
    try:
        words[items[0]](*items[1:])
    except KeyError:
        raise PolicyError(f"Line {number} of the policy: {items[0]!r} is unknown.") from None
    except TypeError:
        raise PolicyError(f"Line {number} of the policy: too many or too few words.") from None
    except (PolicyError, KeyFormatError) as error:
        raise PolicyError(f"Line {number} of the policy: {error}") from error


def _at_most_one(url: tuple[str, ...]) -> None:
    if len(url) > 1:
        raise PolicyError("there is one URL at most")


def parse_keys(text: str) -> list[VerificationKey]:
    """One verification key a line; lines that begin with `#` are comments. Raises `PolicyError`."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                found.append(VerificationKey.parse(line.strip()))
            except KeyFormatError as error:
                raise PolicyError(f"Line {number} of the keys: {error}") from error
    return found
