"""How a sentence counts: `1 view`, `2 views`, `1,000 entries are`."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts, and a verb where that goes with it; `many` is one + s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
