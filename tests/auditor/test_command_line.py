"""The command line: sentences for people, JSON for programs, an exit status for scripts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import auditor
from auditor.cli import main
from tests.auditor.building import (
    LOG,
    ORIGIN,
    WITNESSES,
    Signer,
    b64,
    consistency,
    seeded,
    write_zip,
)
from tests.auditor.story import whole_story

BOOK = whole_story()
VOTE = next(i for i, one in enumerate(BOOK.entries, 1) if b"motion-vote-cast" in one)


def audit(*arguments: str, memory: Path | None, key: str | None = LOG.vkey) -> int:
    """`minutebook-audit verify …` with the key of the test log, and its exit status."""
    remember = ["--memory", str(memory)] if memory else ["--no-memory"]
    return main(["verify", *arguments, *(["--key", key] if key else []), *remember])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A receipt, a checkpoint, a text and a whole book, as files."""
    (tmp_path / "17.tlog-proof").write_bytes(BOOK.receipt(VOTE))
    (tmp_path / "checkpoint").write_bytes(BOOK.checkpoint())
    [text] = [d for p, d in BOOK.disclosures if p == VOTE]
    (tmp_path / "text").write_text(f"{text}\n")
    (tmp_path / "keys").write_text(f"# Harbourside\n{LOG.vkey}\n")
    write_zip(tmp_path / "book.zip", BOOK.files())
    return tmp_path


def test_a_good_receipt_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("receipt", str(folder / "17.tlog-proof"), memory=folder / "memory") == 0
    out = capsys.readouterr().out
    assert out.startswith("GENUINE.")
    assert "choice: for" in out
    assert "What this proves" in out
    assert "What this does not prove" in out
    assert max(map(len, out.splitlines())) <= 92


def test_several_receipts_have_a_report_each_and_the_worst_status(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder / "bad.tlog-proof"
    bad.write_bytes(BOOK.receipt(VOTE).replace(b"index 2", b"index 1"))
    files = (str(folder / "17.tlog-proof"), str(bad))
    assert audit("receipt", *files, "--json", memory=None) == 1
    reports = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in reports] == ["valid", "invalid"]
    assert reports[1]["findings"][0]["rule"] == "inclusion-proof"
    assert reports[1]["does_not_prove"] == ["Anything: see what was found."]


def test_a_text_is_shown_with_its_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt = ("--receipt", str(folder / "17.tlog-proof"))
    assert audit("disclosure", str(folder / "text"), *receipt, memory=None) == 0
    assert "As told." in capsys.readouterr().out


def test_a_checkpoint_is_compared_with_the_last_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "old").write_bytes(BOOK.checkpoint(20))
    proof = "\n".join(map(b64, consistency(20, BOOK.leaves)))
    (folder / "proof").write_text(proof)
    memory = folder / "memory"
    assert audit("checkpoint", str(folder / "old"), memory=memory) == 0
    with_proof = ("--consistency", str(folder / "proof"))
    assert audit("checkpoint", str(folder / "checkpoint"), *with_proof, memory=memory) == 0
    assert "goes on from the 20 entries" in capsys.readouterr().out
    assert audit("checkpoint", str(folder / "old"), memory=memory) == 1
    assert "(shorter)" in capsys.readouterr().out


def test_a_whole_book_is_reported_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key_file = ("--key-file", str(folder / "keys"))
    book = str(folder / "book.zip")
    assert audit("bundle", book, *key_file, "--json", memory=folder / "memory", key=None) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["format"] == "minutebook-audit-report/1"
    assert (report["verdict"], report["findings"]) == ("valid", [])
    assert report["facts"]["entries"] == len(BOOK.entries)
    assert report["facts"]["signed_by"] == [LOG.vkey]
    assert report["facts"]["texts"] == {"opened": len(BOOK.disclosures)}


def test_a_quick_check_says_what_it_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("bundle", str(folder / "book.zip"), "--quick", memory=None) == 0
    assert "this quick check did not look" in capsys.readouterr().out


def test_witnesses_and_policies_are_asked_for_by_option(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cosigned = folder / "cosigned"
    cosigned.write_bytes(BOOK.checkpoint(signers=(LOG, WITNESSES[0])))
    witnesses = [part for one in WITNESSES for part in ("--witness", one.vkey)]
    one_of_them = (*witnesses, "--quorum", "1")
    assert audit("checkpoint", str(cosigned), *one_of_them, memory=None) == 0
    assert "witness0.example witnessed it on" in capsys.readouterr().out
    assert audit("checkpoint", str(cosigned), *witnesses, memory=None) == 1
    policy = folder / "policy"
    policy.write_text(f"log {LOG.vkey}\nwitness W {WITNESSES[0].vkey}\nquorum W\n")
    by_policy = ("checkpoint", str(cosigned), "--policy", str(policy))
    assert audit(*by_policy, memory=None, key=None) == 0
    assert audit(*by_policy, memory=None) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("receipt", "no-such-file"),
        ("receipt", "."),
        ("bundle", "no-such-file"),
        ("bundle", "keys"),
        ("disclosure", "keys", "--receipt", "no-such-file"),
        ("checkpoint", "checkpoint", "--consistency", "keys"),
        ("checkpoint", "checkpoint", "--key-file", "checkpoint"),
        ("checkpoint", "checkpoint", "--witness", "nonsense"),
        ("checkpoint", "checkpoint", "--quorum", "1"),
        ("checkpoint", "checkpoint", "--policy", "keys"),
        ("server", "gopher://x"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_has_the_status_2_and_one_sentence(
    arguments: tuple[str, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert audit(*arguments, memory=None) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("minutebook-audit verify: ")
    assert len(said.err.splitlines()) == 1


def test_without_a_key_it_says_where_one_comes_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("receipt", str(folder / "17.tlog-proof"), memory=None, key=None) == 2
    assert "Obtain it elsewhere" in capsys.readouterr().err


def test_a_command_that_makes_no_sense_has_the_status_2() -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["verify", "everything"])
    assert exit_.value.code == 2


def test_the_key_of_another_log_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = Signer(ORIGIN, seed=seeded("stranger")).vkey
    assert audit("checkpoint", str(folder / "checkpoint"), memory=None, key=stranger) == 1
    assert "The key may have been replaced" in capsys.readouterr().out


def test_text_that_would_steer_a_terminal_is_shown_harmlessly(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = whole_story()
    book.add("contact-logged.v1", {"note": "\x1b[2J\u202egnp.exe\u009b"})
    (folder / "r").write_bytes(book.receipt(len(book.entries)))
    assert audit("receipt", str(folder / "r"), memory=None) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\u001b[2J\\u202e" in out


def test_help_teaches_every_command() -> None:
    for what in ("receipt", "disclosure", "checkpoint", "bundle", "server"):
        run = python("-m", "auditor", "verify", what, "--help")
        assert run.returncode == 0
        assert "--key" in run.stdout


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs Python with the room alone on its path, besides installed packages."""
    services = Path(auditor.__file__).parents[1]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=services,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_loads_nothing_but_the_standard_library_and_cryptography() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "import auditor.cli\n"
        "names = {one.partition('.')[0] for one in set(sys.modules) - before}\n"
        "print(*sorted(names - sys.stdlib_module_names))"
    )
    run = python("-c", script)
    assert run.stderr == ""
    public = {one for one in run.stdout.split() if not one.startswith("_")}
    assert public == {"auditor", "cryptography"}
