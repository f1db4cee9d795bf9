"""A book of a real database as an exported file, and what the auditor finds in it."""

import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from auditor.book import check_book
from auditor.bundle import open_bundle
from auditor.findings import VerificationError
from auditor.keys import VerificationKey
from auditor.memory import Memory
from auditor.policy import simple_trust
from auditor.report import Report
from auditor.whole import Options
from eventlog.books import find_book
from gateway.app import running
from gateway.application import Application
from gateway.bundling import Bundled, write_bundle
from gateway.settings import Settings
from schemas.event import Event
from tests.support.books import KEY, open_book

BOOK = "harbourside"


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(
        database_url=url,
        data_folder=folder,
        master_key=base64.urlsafe_b64encode(KEY.key).decode(),
    )


@asynccontextmanager
async def application(
    url: str, folder: Path, events: Sequence[Event] = ()
) -> AsyncIterator[Application]:
    """An application that serves nobody, with a book that holds these events."""
    async with running(settings_for(url, folder), folds=False) as app:
        await open_book(app.pool, BOOK, events)
        yield app


async def exported(app: Application, file: Path, *, texts: bool = True) -> Bundled:
    return await write_bundle(app, await find_book(app.pool, BOOK), file, texts=texts)


def audited(app: Application, file: Path) -> Report:
    """What the auditor says who got the verification key elsewhere and remembers nothing."""
    keys = [VerificationKey.parse(str(one)) for one in app.signer.verification_keys(BOOK)]
    try:
        with open_bundle(file) as bundle:
            return check_book(bundle, simple_trust(keys, [], None), Memory(None), Options())
    except VerificationError as error:
        report = Report(str(file))
        report.fails(error)
        return report


def rules_of(report: Report) -> set[str]:
    return {one.rule for one in report.findings}
