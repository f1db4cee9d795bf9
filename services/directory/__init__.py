"""Reference data beside the books: who is who in general practice in England, and since when.

Published files go in (`import_files`), answers as at a day come out. Nothing here writes to a book.
"""

from directory.editions import ODS_ATTRIBUTION, Edition, newest_editions
from directory.importing import data_files, import_files
from directory.problems import Problem, UnreadableFile
from directory.queries import (
    Members,
    Membership,
    Pcn,
    PracticeSize,
    former_practices,
    members_as_at,
    pcns_as_at,
    practice_names,
    practices_without_pcn,
)
from directory.reading import read_file
from directory.records import FileKind
from directory.reports import Difference, Differences, ImportReport, TableReport
from directory.succession import Succession, SuccessorCandidate, successor_candidates
from directory.tables import metadata

__all__ = [
    "ODS_ATTRIBUTION",
    "Difference",
    "Differences",
    "Edition",
    "FileKind",
    "ImportReport",
    "Members",
    "Membership",
    "Pcn",
    "PracticeSize",
    "Problem",
    "Succession",
    "SuccessorCandidate",
    "TableReport",
    "UnreadableFile",
    "data_files",
    "former_practices",
    "import_files",
    "members_as_at",
    "metadata",
    "newest_editions",
    "pcns_as_at",
    "practice_names",
    "practices_without_pcn",
    "read_file",
    "successor_candidates",
]
