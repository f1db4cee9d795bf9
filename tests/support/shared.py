"""Published data and test vectors, kept beside the project on machines that have them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"


def shared(*parts: str) -> Path:
    return SHARED.joinpath(*parts)


def needs_shared(*parts: str) -> pytest.MarkDecorator:
    """Skips, visibly, where this part of shared/ is not on the machine."""
    return pytest.mark.skipif(
        not shared(*parts).exists(),
        reason=f"shared/{'/'.join(parts)} is not on this machine",
    )
