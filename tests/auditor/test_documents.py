"""The pages about verifying: every command in them runs and prints what the page says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import auditor
from auditor import rules
from tests.auditor.examples import FOLDER, example_files
from tests.auditor.test_command_line import audit

PAGE = FOLDER.parent / "verify-with-openssl.md"
README = Path(auditor.__file__).with_name("README.md")
BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
SEPARATOR = "===== next block ====="


def has_openssl_3() -> bool:
    openssl = shutil.which("openssl")
    if openssl is None:
        return False
    version = subprocess.run([openssl, "version"], capture_output=True, text=True, check=True)
    return re.match(r"OpenSSL (?:[3-9]|\d\d)", version.stdout) is not None


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_examples_are_what_the_tests_make() -> None:
    assert {one.name for one in FOLDER.iterdir()} == set(example_files())
    for name, content in example_files().items():
        assert (FOLDER / name).read_bytes() == content


@pytest.mark.skipif(not has_openssl_3(), reason="OpenSSL 3 is not on this machine")
def test_the_page_about_openssl_prints_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    kinds = [kind for kind, _ in blocks]
    assert kinds == ["sh", "text"] * 6
    commands = [block for kind, block in blocks if kind == "sh"]
    script = "set -eu\n" + f"\necho '{SEPARATOR}'\n".join(commands)
    run = shell(script, tmp_path)
    assert run.returncode == 0, run.stderr
    printed = run.stdout.split(f"{SEPARATOR}\n")
    assert printed == [block for kind, block in blocks if kind == "text"]


@pytest.mark.skipif(not has_openssl_3(), reason="OpenSSL 3 is not on this machine")
def test_openssl_finds_a_forged_checkpoint_too(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    receipt = tmp_path / "receipt.tlog-proof"
    receipt.write_bytes(receipt.read_bytes().replace(b"\n41\n", b"\n42\n"))
    commands = [block for kind, block in BLOCK.findall(PAGE.read_text("utf-8")) if kind == "sh"]
    script = "set -eu\n" + "\n".join(commands[:3])
    run = shell(script, tmp_path)
    assert run.returncode != 0
    assert "Verified Successfully" not in run.stdout


def test_the_auditor_agrees_with_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    key, witness = (example_files()[one].decode().strip() for one in ("key.txt", "witness.txt"))
    receipt = str(FOLDER / "receipt.tlog-proof")
    text = ("disclosure", str(FOLDER / "text.txt"), "--receipt", receipt)
    assert audit(*text, "--witness", witness, memory=None, key=key) == 0
    out = capsys.readouterr().out
    assert "As told." in out
    assert "fj1xcgQwY7NVADKaKLH28Raw+yemLIr2aQ/ns8PcgMM=" in out


def test_every_rule_is_listed_in_the_readme() -> None:
    folder = Path(rules.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'(?:fault_at|difference|Finding)\(\s*"([a-z-]+)"', code))
    assert len(named) > 30
    assert {one for one in named if f"`{one}`" not in README.read_text(encoding="utf-8")} == set()
