"""A report as people read it: in whole sentences, safe to show on a terminal."""

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from auditor.findings import Finding
from auditor.report import Report

WIDTH = 92
_HEADLINES = {
    "valid": "GENUINE. {subject}: everything that was checked holds.",
    "differences": "GENUINE, BUT LOOK AT THE DIFFERENCES. {subject}: the record is intact, and two "
    "facts in it disagree.",
    "invalid": "NOT PROVEN. {subject}: something is wrong. Do not rely on it; keep this file.",
}
_MARKS = {"fault": "WRONG", "difference": "DIFFERS", "remark": "note"}
_SHOWN = ("book", "position", "type", "occurred_at", "recorded_at", "actor", "acting_for")


def as_text(report: Report) -> str:
    """The report for people, ending in a line break."""
    return "\n".join(_wrapped(plain(line)) for line in _lines(report)) + "\n"


def as_json(reports: list[Report]) -> str:
    """The report for programs: an object, or a list of them where there are several."""
    found = [one.as_json() for one in reports]
    return json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False) + "\n"


def plain(line: str) -> str:
    """A line without characters that would steer a terminal or hide text in it."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)


def _wrapped(line: str) -> str:
    """A long line in several, indented under its beginning; keys and hashes stay whole."""
    indent = " " * (len(line) - len(line.lstrip(" -")))
    return textwrap.fill(
        line,
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def _lines(report: Report) -> Iterator[str]:
    yield _HEADLINES[report.verdict].format(subject=report.subject)
    if report.findings.kept:
        yield from ("", "What was found")
        for finding in report.findings:
            yield from _finding(finding)
        for rule, count in report.findings.not_shown.items():
            yield f"  … and {count} more of this kind ({rule})."
    if report.checks:
        yield from ("", "What was checked and holds")
        yield from (f"  {line}" for line in report.checks)
    yield from _what_it_says(report.facts)
    yield from _list("What this proves", report.proves)
    yield from _list("What this does not prove", report.proves_not)


def _finding(finding: Finding) -> Iterator[str]:
    first, *rest = finding.sentence.split("\n")
    yield f"  {_MARKS[finding.severity]} ({finding.rule}): {first}"
    yield from (f"    {line}" for line in rest)


def _what_it_says(facts: dict[str, Any]) -> Iterator[str]:
    """The entry of a receipt, and texts that were opened."""
    if "event" not in facts:
        return
    yield from ("", "What the entry says")
    for name in _SHOWN:
        if facts.get(name) is not None:
            yield f"  {name}: {_value(facts[name])}"
    for name, value in facts["data"].items():
        yield f"    {name}: {_value(value)}"
    for name, text in facts.get("texts", {}).items():
        yield f"    {name} (a text kept apart): {_value(text)}"
    if facts["texts_recorded"] and "texts" not in facts:
        yield f"    names or free texts kept apart: {facts['texts_recorded']}"


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _list(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", heading)
        yield from (f"  - {line}" for line in lines)
