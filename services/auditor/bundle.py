"""An exported book: a folder, or the same files in a ZIP (format: services/auditor/README.md)."""

import json
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from auditor.findings import VerificationError
from auditor.regions import Region

FORMAT = "minutebook-book/1"
MANIFEST, ENTRIES, CHECKPOINT = "manifest.json", "entries.ndjson", "checkpoint"
LEAVES, DISCLOSURES = "leaf-hashes.bin", "disclosures.ndjson"
NAMES = (MANIFEST, ENTRIES, CHECKPOINT, LEAVES, DISCLOSURES)
REQUIRED = (MANIFEST, ENTRIES, CHECKPOINT)
MAX_SMALL_BYTES = 1_000_000
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
Texts: TypeAlias = Literal["all", "some", "none"]


class UnreadableError(Exception):
    """A file cannot be read at all; the sentence says why."""


@dataclass(frozen=True)
class Manifest:
    """What the export says of itself; nobody has signed it, so it proves nothing."""

    book: str
    entries: int
    texts: Texts
    """Whether all texts that are not erased are in it, or only those for some role."""


@dataclass(frozen=True)
class Bundle:
    """The parts of an exported book."""

    manifest: Manifest
    note: bytes
    entries: Region
    leaves: Region | None = None
    disclosures: Region | None = None


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Opens an exported book. Raises `UnreadableError`, or `VerificationError` for damage in it."""
    with tempfile.TemporaryDirectory(prefix="minutebook-audit-") as scratch:
        yield _bundle(_in_folder(path) if path.is_dir() else _in_zip(path, Path(scratch)))


def _bundle(found: dict[str, Region]) -> Bundle:
    for name in REQUIRED:
        if name not in found:
            raise VerificationError("bundle-format", f"The exported book has no file {name}.")
    for name in (MANIFEST, CHECKPOINT):
        if found[name].length > MAX_SMALL_BYTES:
            raise VerificationError("bundle-format", f"The file {name} is too large.")
    return Bundle(
        _manifest(found[MANIFEST].read()),
        found[CHECKPOINT].read(),
        found[ENTRIES],
        found.get(LEAVES),
        found.get(DISCLOSURES),
    )


def _manifest(raw: bytes) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(raw)
        manifest = Manifest(said["book"], said["entries"], said["texts"])
        is_known = said["format"] == FORMAT and manifest.texts in get_args(Texts)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_known = False
    if not is_known or not isinstance(manifest.book, str) or type(manifest.entries) is not int:
        sentence = f"{MANIFEST} does not describe an exported book ({FORMAT})."
        raise VerificationError("bundle-format", sentence)
    return manifest


def _in_folder(path: Path) -> dict[str, Region]:
    try:
        files = {name: path / name for name in NAMES}
        return {name: Region.whole(file) for name, file in files.items() if file.is_file()}
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}.") from error


def _in_zip(path: Path, scratch: Path) -> dict[str, Region]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) != len(set(names)):
                raise VerificationError("bundle-format", "The ZIP holds two files of one name.")
            return {name: _member(archive, name, scratch) for name in NAMES if name in names}
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"{path} is neither a folder nor a ZIP file.") from error
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}.") from error


def _member(archive: zipfile.ZipFile, name: str, scratch: Path) -> Region:
    """Where a file stands in the ZIP; one that is compressed is unpacked first."""
    info = archive.getinfo(name)
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError(f"{name} is encrypted. Unpack the ZIP, then name the folder.")
    if info.compress_type == zipfile.ZIP_STORED and archive.filename:
        path = Path(archive.filename)
        header = Region(path, info.header_offset, _LOCAL_HEADER.size).read()
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        return Region(path, start, info.file_size)
    return Region.whole(Path(archive.extract(info, scratch)))
