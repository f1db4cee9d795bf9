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


def test_every_file_that_compose_names_to_the_server_is_in_a_folder_that_it_mounts() -> None:
    compose = (DEPLOY / "compose.yaml").read_text()
    files = re.findall(r"^ +MINUTEBOOK_\w+: (/\S+)$", compose, re.MULTILINE)
    mounted = re.findall(r"^ +- [^:\s]+:(/[^:\s]+)", compose, re.MULTILINE)
    assert "/etc/minutebook/certificates/timestamp.pem" in files
    assert all(any(Path(file).is_relative_to(one) for one in mounted) for file in files)


def test_witnesses_and_a_timestamp_authority_can_be_named_and_need_not_be() -> None:
    compose = (DEPLOY / "compose.yaml").read_text()
    assert "MINUTEBOOK_WITNESSES: ${WITNESSES:-}" in compose
    assert "MINUTEBOOK_TIMESTAMP_URL: ${TIMESTAMP_URL:-}" in compose
    certificates = Path("/etc/minutebook/certificates/timestamp.pem")
    Settings(witnesses="", timestamp_url="", timestamp_certificates=certificates)
