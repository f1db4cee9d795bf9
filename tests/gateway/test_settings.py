"""A setting that cannot be is named in one sentence, whichever command reads it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eventlog.notes import COSIGNATURE, SigningKey
from gateway.cli import main
from gateway.settings import Settings
from gateway.witnessing import witnesses_of

KEY = SigningKey(bytes(range(32)))
VKEY = str(KEY.verification_key("w.example", COSIGNATURE))
LOGS_KEY = str(KEY.verification_key("w.example"))
WRONG = [
    ({"MINUTEBOOK_WITNESSES": "nonsense"}, "MINUTEBOOK_WITNESSES: ", "not a verification key"),
    ({"MINUTEBOOK_WITNESSES": VKEY}, "MINUTEBOOK_WITNESSES: ", "is not a witness"),
    (
        {"MINUTEBOOK_WITNESSES": f"{LOGS_KEY}@https://w.example"},
        "MINUTEBOOK_WITNESSES: ",
        "is not a witness",
    ),
    ({"MINUTEBOOK_PORT": "many"}, "MINUTEBOOK_PORT ", "must be a whole number."),
    ({"MINUTEBOOK_PORT": "70000"}, "MINUTEBOOK_PORT ", "must be 65,535 or less."),
    ({"MINUTEBOOK_WAIT_SECONDS": "0"}, "MINUTEBOOK_WAIT_SECONDS ", "must be more than 0."),
    ({"MINUTEBOOK_WAIT_SECONDS": "soon"}, "MINUTEBOOK_WAIT_SECONDS ", "must be a number."),
    ({"MINUTEBOOK_FOLDS": "perhaps"}, "MINUTEBOOK_FOLDS ", "must be true or false."),
    ({"MINUTEBOOK_LOG_LEVEL": "loud"}, "MINUTEBOOK_LOG_LEVEL ", "debug, info, warning or error."),
    ({"MINUTEBOOK_ORIGIN": "a b"}, "MINUTEBOOK_ORIGIN must be the name of a host", ""),
    ({"MINUTEBOOK_TIMESTAMP_URL": "tsa"}, "MINUTEBOOK_TIMESTAMP_URL must be an address", "http://"),
    (
        {"MINUTEBOOK_TIMESTAMP_URL": "http://tsa.example"},
        "MINUTEBOOK_TIMESTAMP_URL is set without MINUTEBOOK_TIMESTAMP_CERTIFICATES",
        "",
    ),
]


@pytest.mark.parametrize("command", ["serve", "status", "migrate"])
@pytest.mark.parametrize(("environment", "begins", "says"), WRONG)
def test_a_wrong_setting_is_one_sentence(
    command: str, environment: dict[str, str], begins: str, says: str, tmp_path: Path
) -> None:
    settings = {"MINUTEBOOK_DATA_FOLDER": str(tmp_path / "data"), "COLUMNS": "500", **environment}
    run = CliRunner().invoke(main, [command], env=settings)
    assert run.exit_code == 1
    assert run.output.startswith(f"minutebook: {begins}")
    assert says in run.output
    assert run.output.endswith(".\n")
    assert len(run.output.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_witnesses_are_read_as_they_are_written() -> None:
    written = f"{VKEY}@https://w.example/, {VKEY}@http://127.0.0.1:1"
    found = witnesses_of(Settings(witnesses=written).witnesses)
    assert [one.url for one in found] == ["https://w.example", "http://127.0.0.1:1"]
    assert {str(one.key) for one in found} == {VKEY}
