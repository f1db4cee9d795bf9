"""The second pass over a book: its texts against their digests, its facts against the rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.bundle import Bundle
from auditor.entries import Entry
from auditor.examining import Erasure
from auditor.findings import Findings
from auditor.rules import Replay
from auditor.texts import Texts, erasures_by_text, given_texts
from auditor.whole import Options, Whole

TELL_EVERY = 50_000
_TYPE, _HAS_TEXTS = b'"type":"', b'{"_sd":'


@dataclass
class Contents:
    """What was found in the second pass, and how many texts are in which state."""

    findings: Findings = field(default_factory=Findings)
    texts: dict[str, int] = field(default_factory=dict)


def read_contents(bundle: Bundle, whole: Whole, options: Options) -> Contents:
    """Reads the entries again, now that it is known which texts were erased."""
    contents, replay = Contents(), Replay()
    is_all = options.all_texts or bundle.manifest.texts == "all"
    erased = erasures_by_text(whole.erasures)
    texts = Texts(is_all, given_texts(bundle.disclosures), erased)
    for position, entry in _worth_reading(bundle, replay):
        contents.findings.extend(texts.see(position, entry.digests, entry.data))
        contents.findings.extend(replay.see(entry))
        if not position % TELL_EVERY:
            options.tell(position)
    contents.findings.extend(texts.finish())
    contents.findings.extend(replay.finish())
    contents.texts = dict(+texts.counts)
    return contents


def _worth_reading(bundle: Bundle, replay: Replay) -> Iterator[tuple[int, Entry]]:
    """Entries that have texts, or of which a rule wants to know. The first pass named bad ones."""
    for position, line in enumerate(bundle.entries.each_line(), start=1):
        type_ = line.rpartition(_TYPE)[2].partition(b'"')[0].decode("ascii", "replace")
        if (line.startswith(_HAS_TEXTS) or replay.asks_for(type_)) and (entry := _entry(line)):
            yield position, entry


def _entry(line: bytes) -> Entry | None:
    try:
        entry = Entry.of(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    texts = (entry.type, entry.occurred_at, *entry.digests)
    is_whole = isinstance(entry.data, dict) and all(isinstance(one, str) for one in texts)
    return entry if is_whole else None


def as_facts(erasures: list[Erasure]) -> list[dict[str, Any]]:
    """The erasures of a book, for a report."""
    return [
        {
            "erased_by_entry": one.position,
            "entry": one.of_position,
            "text": one.name,
            "basis": one.basis,
            "authority": one.authority,
        }
        for one in erasures
    ]
