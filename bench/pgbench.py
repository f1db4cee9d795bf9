"""The limit: commits of one inserted row each, as PostgreSQL's own `pgbench` makes them."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 5
_TABLE = "CREATE TABLE inserted (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said jsonb)"
_INSERT = """INSERT INTO inserted (said) VALUES
('{"motion": "motion-1", "seat": "seat-001", "choice": "for", "person": "of-seat-001"}');
"""


def commits_a_second(url: str, clients: int) -> float | None:
    """Commits of so many clients a second; None where pgbench is not installed."""
    pgbench, psql = shutil.which("pgbench"), shutil.which("psql")
    if pgbench is None or psql is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "insert.sql"
        script.write_text(_INSERT, encoding="utf-8")
        exists = _TABLE.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS")
        subprocess.run([psql, "--quiet", "--command", exists, url], check=True, capture_output=True)
        command = [
            pgbench,
            "-n",
            "-c",
            str(clients),
            "-j",
            str(min(2, clients)),
            "-T",
            str(SECONDS),
            "-f",
            str(script),
        ]
        said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    found = re.search(r"tps = ([0-9.]+)", said)
    assert found is not None, said
    return float(found[1])
