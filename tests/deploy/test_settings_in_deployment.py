"""The settings that the container files set exist: one that does not would be ignored."""

import re
from pathlib import Path

import pytest

from gateway.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
READ_BY_GRANT_SH = {"owner_password", "app_password"}


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml"])
def test_every_setting_of_the_deployment_exists(name: str) -> None:
    named = {
        setting.lower()
        for setting in re.findall(r"\bMINUTEBOOK_([A-Z_]+)[=:]", (DEPLOY / name).read_text())
    }
    assert named, "the file sets something"
    assert named - READ_BY_GRANT_SH <= Settings.model_fields.keys()


def test_every_secret_that_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    offered = set(re.findall(r"^(\w+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE))
    assert asked == offered
