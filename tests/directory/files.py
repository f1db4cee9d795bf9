"""Small files in the layouts of the publications, and where the real ones lie, if they do."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "services" / "gateway" / "demo" / "ods"
REAL = ROOT.parent / "shared" / "data" / "ods"
needs_real_files = pytest.mark.skipif(
    not REAL.is_dir(), reason="the published ODS files (shared/data/ods) are not on this machine"
)

MONTHLY = "PUBLICATION,EXTRACT_DATE,TYPE,{area},ONS_{area},CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
CCG_DETAILS = (
    "PCN Code",
    "PCN Name",
    "Current CCG Code",
    "CCG",
    "Open Date",
    "Close Date",
    "Address Line 1",
)
CCG_PARTNERS = (
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nCCG Code",
    "Practice\nParent\nCCG Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nCCG Code",
    "PCN Parent\nCCG Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice CCG and PCN CCG Match?",
)
SUB_ICB_PARTNERS = tuple(h.replace("CCG", "Sub ICB Loc") for h in CCG_PARTNERS)


def spell(
    practice: str = "A81001",
    pcn: str = "U12345",
    start: str = "20190701",
    end: str = "",
    *,
    practice_name: str = "THE MILL SURGERY",
    pcn_name: str = "MILL PCN",
    sub_icb: str = "16C",
) -> list[str]:
    """A row of core partner details."""
    area = [sub_icb, f"NHS SOMEWHERE ICB - {sub_icb}"]
    return [practice, practice_name, *area, pcn, pcn_name, *area, start, end, "TRUE"]


def practice(
    code: str = "A81001",
    *,
    name: str = "THE MILL SURGERY",
    opened: str = "19740401",
    closed: str = "",
    status: str = "ACTIVE",
    commissioner: str = "16C",
    setting: str = "RO76",
    region: str = "Y63",
) -> list[str]:
    """A row of epraccur."""
    address = ["1 MILL LANE", "", "", "MILLTOWN", "", "ZZ99 9ZZ"]
    role = [opened, closed, status, "B", commissioner, "20200401", ""]
    rest = ["01632 960001", "", "", "", "1", "", commissioner, "", setting, ""]
    return [code, name, region, "QHM" if region else "", *address, *role, *rest]


def as_csv(rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """Rows as ODS writes them: every cell quoted, CRLF."""
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def csv_file(folder: Path, rows: Iterable[Sequence[str]], name: str = "report.csv") -> Path:
    return written(folder, name, as_csv(rows))


def sizes_file(folder: Path, sizes: dict[str, int], name: str = "sizes.csv") -> Path:
    rows = [["CODE", "NUMBER_OF_PATIENTS"], *([code, str(n)] for code, n in sizes.items())]
    return csv_file(folder, rows, name)


def workbook_file(folder: Path, sheets: dict[str, Iterable[Sequence[object]]]) -> Path:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "ePCN.xlsx")
    return folder / "ePCN.xlsx"
