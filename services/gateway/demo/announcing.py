"""What the demo says besides its summary: where it is set, what it left, how to go on."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

from directory import ImportReport
from gateway.demo.keys import OBSERVER, KeyRing
from gateway.demo.place import Place
from gateway.demo.reference_files import ReferenceFiles
from gateway.settings import Settings
from schemas.counting import counted

FICTIONAL = (
    "This place is fictional: its PCNs, practices, people and numbers are made up. The files "
    "that it is set up from are in ODS layout; no ODS data is in them."
)
REAL_PCNS = (
    "These PCNs are real; everything that they, and the people here, say and do is made up. "
    "None of it happened."
)


def tell_place(place: Place, files: ReferenceFiles, report: ImportReport, console: Console) -> None:
    """Where the story is set, and what was read for it."""
    notice = FICTIONAL if place.is_fictional else f"{REAL_PCNS}\n\n{files.attribution}"
    console.print(Panel(notice, title=f"[bold]{place.partnership}[/bold]", width=88))
    for table in report.tables:
        name = Path(table.source).name
        if table.refusal:
            console.print(f"  [red]{name}: {table.refusal}[/red]")
            continue
        console.print(f"  {name}: {table.rows_used:,} of {counted(table.rows_read, 'row')} used")
        for problem in table.problems[:3]:
            console.print(f"    [yellow]{problem}[/yellow]")
    if not place.is_fictional and len(files.paths) > 1:
        console.print(f"  List sizes were taken from the folder beside it, {files.paths[1]}.")
    console.print()


def tell_results(place: Place, out: Path, written: Sequence[Path], console: Console) -> None:
    """Where to look next."""
    registers = sorted(one.stem for one in written if one.suffix == ".csv")
    console.print(f"[bold]Where to look next[/bold]: {counted(len(written), 'file')} in {out}")
    of = ", ".join(
        sorted(one.stem.removeprefix("minutes-") for one in written if one.suffix == ".pdf")
    )
    console.print(f"  minutes-….html, .pdf, .docx, .md, .json of {of}", highlight=False)
    console.print(f"  {', '.join(registers)}: each as .csv and .json", highlight=False)
    if place.is_fictional:
        console.print("  [bold]make serve[/bold] serves this book; /docs shows the API, with keys.")
    console.print(
        f"  minutebook export registers --book {place.book}   (or: minutebook --help)",
        highlight=False,
    )


def tell_keys(settings: Settings, place: Place, ring: KeyRing, console: Console) -> None:
    """The address, and a key for every part. Their texts are not kept: copy them now."""
    address = f"http://{settings.host}:{settings.port}"
    names = {pcn.code: f"{pcn.name}, {pcn.code}" for pcn in place.pcns}
    whole = [
        f"{names.get(part, part)} ({key.holder.role})\n    {key.text}" for part, key in ring.items()
    ]
    how = f"  curl -H 'Authorization: Bearer {ring[OBSERVER].text}' \\\n"
    sentences = [
        f"\n{address}/docs shows the API. The book is {place.book}.",
        "Its keys, which are shown this once (a fresh set is made whenever the demo is served):\n",
        *whole,
        "\nThe administrator's key opens every book of this server, the others only this one.\n",
        f"{how}    {address}/v1/books/{place.book}/registers/decisions\n",
    ]
    for sentence in sentences:
        console.print(sentence, highlight=False, markup=False, soft_wrap=True)
