"""`minutebook` as people run it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

MINUTEBOOK = Path(sys.executable).with_name("minutebook")
ENDS_WITHIN = 300
"""Seconds."""
Ended = subprocess.CompletedProcess[str]


def minutebook(
    *arguments: str, url: str, folder: Path, columns: int = 400, **settings: str
) -> Ended:
    """A command that has ended, in a folder and on a console so wide; settings by their names."""
    return subprocess.run(
        [MINUTEBOOK, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "COLUMNS": str(columns),
            "MINUTEBOOK_DATABASE_URL": url,
            "MINUTEBOOK_DATA_FOLDER": str(folder / "data"),
            **settings,
        },
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )
