"""The outcome of a check: what was checked, what was found, what it proves and does not."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from auditor.findings import Findings, VerificationError

FORMAT = "minutebook-audit-report/1"
Verdict: TypeAlias = Literal["valid", "differences", "invalid"]


@dataclass
class Report:
    """Filled by a check, step by step."""

    subject: str
    checks: list[str] = field(default_factory=list)
    """What was checked and holds, a sentence each."""
    findings: Findings = field(default_factory=Findings)
    facts: dict[str, Any] = field(default_factory=dict)
    proves: list[str] = field(default_factory=list)
    proves_not: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if "fault" in self.findings.severities:
            return "invalid"
        return "differences" if "difference" in self.findings.severities else "valid"

    @property
    def exit_status(self) -> int:
        return 0 if self.verdict == "valid" else 1

    def holds(self, sentence: str) -> None:
        self.checks.append(sentence)

    def fails(self, error: VerificationError) -> None:
        self.findings.add(error.finding)

    def take_in(self, other: "Report") -> None:
        """Makes the outcome of a further check part of this one."""
        self.checks += [one for one in other.checks if one not in self.checks]
        self.findings.extend(other.findings)
        self.facts |= other.facts
        self.proves, self.proves_not = other.proves, other.proves_not

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "subject": self.subject,
            "verdict": self.verdict,
            "checks": self.checks,
            "findings": [
                {
                    "rule": one.rule,
                    "severity": one.severity,
                    "position": one.position,
                    "sentence": one.sentence,
                }
                for one in self.findings
            ],
            "findings_not_shown": self.findings.not_shown,
            "facts": self.facts,
            "proves": self.proves,
            "does_not_prove": self.proves_not,
        }
