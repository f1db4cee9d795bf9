"""What a trial found: the rates of several rounds, ours beside a yardstick's, and their medians."""

from dataclasses import dataclass, field
from statistics import median

from rich.console import Console
from rich.table import Table

console = Console(width=100)


@dataclass
class Trial:
    """Rates a second of one thing measured, round by round; `goal` is the least ratio or rate."""

    name: str
    unit: str
    goal: float | None = None
    ours: list[float] = field(default_factory=list)
    yardstick: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median of the ratios of each round, or of our rates where there is no yardstick."""
        pairs = zip(self.ours, self.yardstick, strict=True) if self.yardstick else ()
        return median(ours / other for ours, other in pairs) if self.yardstick else 0.0

    @property
    def is_reached(self) -> bool | None:
        if self.goal is None:
            return None
        return (self.ratio if self.yardstick else median(self.ours)) >= self.goal


def show(title: str, yardstick: str, trials: list[Trial]) -> None:
    table = Table(title=title, title_justify="left")
    for heading in ("", "Minutebook", yardstick, "ratio", "goal"):
        table.add_column(heading, justify="left" if not heading else "right")
    for trial in trials:
        table.add_row(*row(trial))
    console.print(table)


def row(trial: Trial) -> list[str]:
    ratio = f"{trial.ratio:.2f}x" if trial.yardstick else ""
    goal = ""
    if trial.goal is not None:
        verdict = "reached" if trial.is_reached else "MISSED"
        goal = f"{trial.goal:,g}{'x' if trial.yardstick else trial.unit} {verdict}"
    return [
        trial.name,
        spread(trial.ours, trial.unit),
        spread(trial.yardstick, trial.unit),
        ratio,
        goal,
    ]


def spread(rates: list[float], unit: str) -> str:
    """The median, and the least and the most where there were several rounds."""
    if not rates:
        return ""
    middle = f"{median(rates):,.0f}{unit}"
    return middle if len(rates) == 1 else f"{middle} ({min(rates):,.0f} to {max(rates):,.0f})"
