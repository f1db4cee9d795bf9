"""What is published: the same record, with exempt texts withheld and the exemption cited."""

from pathlib import Path

import httpx2
import pytest

from eventlog.books import find_book
from gateway.application import Application, Moment
from gateway.exporting import write_minutes, write_registers
from projections.publication import NOT_PUBLISHED, RULES
from schemas.event import disclosed_fields
from schemas.events.action import ActionRaised
from schemas.events.feedback import MessageSent
from schemas.events.meeting import AttendanceRecorded, ItemDiscussed
from schemas.events.minutes import MinutesApproved, MinutesDrafted
from tests.support.exporting import BOOK as EXPORTED
from tests.support.exporting import application
from tests.support.postgres import Databases
from tests.support.server import BOOK, Served
from tests.support.story import MAY_CLOSED, VOTING

CLERK = AttendanceRecorded(
    meeting="may", person="clare", capacity="in-attendance", role="Minute taker", name="Clare Clerk"
)
SAID = ItemDiscussed(
    item="hub", meeting="may", paragraph=1, discussion="The bidder asks 48 pounds an hour."
)
RAISED = ActionRaised(
    action="a1", number="A1", body="board", meeting="may", owner="Olive Owner", text="Write."
)
LETTER = MessageSent(message="l1", organisation="U99001", text="In confidence: we may merge.")
MORE = (CLERK, SAID, RAISED, LETTER)
PERSONAL, COMMERCIAL = (f"[withheld: FOIA 2000, section {one}]" for one in ("40(2)", "43(2)"))
MINUTES = f"/v1/books/{BOOK}/meetings/may/minutes.json"
COMMANDS = f"/v1/books/{BOOK}/commands"


@pytest.fixture(scope="module")
async def begins(served: Served) -> int:
    """Where texts of every degree of privacy begin in the book."""
    return await served.holds(*MORE) - len(MORE) + 1


@pytest.fixture
async def secretary(served: Served, begins: int) -> httpx2.AsyncClient:
    client = await served.secretary()
    head = begins + len(MORE) - 1
    assert (await client.get(f"{MINUTES}?min_position={head}")).is_success  # the views are there
    return client


async def test_members_are_named_and_others_are_not(secretary: httpx2.AsyncClient) -> None:
    full = (await secretary.get(MINUTES)).json()
    public = (await secretary.get(f"{MINUTES}?rendition=public")).json()
    assert (full["rendition"], public["rendition"]) == ("full", "public")
    assert [one["name"] for one in full["in_attendance"]] == ["Clare Clerk"]
    assert [one["name"] for one in public["in_attendance"]] == [PERSONAL]
    assert public["in_attendance"][0]["role"] == "Minute taker"
    assert [one["name"] for one in public["present"]] == [one["name"] for one in full["present"]]
    assert public["items"][0]["motions"] == full["items"][0]["motions"]


async def test_minutes_say_which_version_they_are(secretary: httpx2.AsyncClient) -> None:
    page = MINUTES.replace(".json", ".html")
    assert "Public version" in (await secretary.get(f"{page}?rendition=public")).text
    assert "Public version" not in (await secretary.get(page)).text


async def test_registers_withhold_the_same(begins: int, secretary: httpx2.AsyncClient) -> None:
    seen = begins + MORE.index(LETTER)
    register = f"/v1/books/{BOOK}/registers/actions?min_position={seen}"
    full = (await secretary.get(register)).json()
    public = (await secretary.get(f"{register}&rendition=public")).json()
    assert (full["rendition"], public["rendition"]) == ("full", "public")
    assert full["lines"][0]["owner"] == "Olive Owner"
    assert public["lines"] == [{**full["lines"][0], "owner": PERSONAL}]
    as_csv = await secretary.get(f"{register}&rendition=public&format=csv")
    assert PERSONAL in as_csv.text
    assert "-public.csv" in as_csv.headers["content-disposition"]


async def test_letters_are_not_published(secretary: httpx2.AsyncClient) -> None:
    refused = await secretary.get(f"/v1/books/{BOOK}/registers/messages?rendition=public")
    assert refused.status_code == 422
    assert "not published" in refused.json()["detail"]


async def test_a_secretary_exempts_a_text_and_lifts_it_again(
    begins: int, secretary: httpx2.AsyncClient
) -> None:
    place = {"position": begins + MORE.index(SAID), "name": "discussion"}

    async def said(rendition: str) -> str:
        minutes = await secretary.get(f"{MINUTES}?rendition={rendition}&min_position={at}")
        text: str = minutes.json()["items"][0]["discussion"][0]["text"]
        return text

    exempt = {**place, "exemption": "commercial-interests", "reason": "Prices of a bidder."}
    exempted = await secretary.post(f"{COMMANDS}/exempt-text", json=exempt)
    assert exempted.status_code == 201, exempted.text
    at = exempted.json()["position"]
    assert (await secretary.post(f"{COMMANDS}/exempt-text", json=exempt)).status_code == 200
    assert await said("public") == COMMERCIAL
    assert await said("full") == SAID.discussion
    lifted = await secretary.post(f"{COMMANDS}/lift-exemption", json=place)
    assert lifted.status_code == 201
    at = lifted.json()["position"]
    assert await said("public") == SAID.discussion
    again = await secretary.post(f"{COMMANDS}/lift-exemption", json=place)
    assert again.json()["code"] == "not-exempt"


async def test_what_is_not_there_cannot_be_exempt_and_others_cannot_exempt(
    served: Served, begins: int, secretary: httpx2.AsyncClient
) -> None:
    body = {
        "position": begins + MORE.index(SAID),
        "name": "nothing",
        "exemption": "personal-data",
    }
    refused = await secretary.post(f"{COMMANDS}/exempt-text", json=body)
    assert refused.json()["code"] == "no-such-text"
    observer = await served.client("watcher", "observer")
    assert (await observer.post(f"{COMMANDS}/exempt-text", json=body)).status_code == 403


def test_every_rule_is_about_a_text_that_there_is() -> None:
    for event, name in RULES:
        assert name in disclosed_fields(event)


async def test_exported_files_for_the_public_hold_no_withheld_words(
    databases: Databases, tmp_path: Path
) -> None:
    approved = (
        MAY_CLOSED,
        MinutesDrafted(meeting="may", body="board", version=1, as_at_position=30),
        MinutesApproved(meeting="may", body="board", version=1, approved_at="may"),
    )
    events = (*VOTING, *MORE, *approved)
    async with application(databases.create().app_url, tmp_path, events) as app:
        public, full = Moment(is_public=True), Moment(position=len(events))
        for moment, folder in ((public, tmp_path / "public"), (full, tmp_path / "full")):
            await write_all(app, folder, moment)
        written = {one.name: one.read_bytes() for one in (tmp_path / "public").iterdir()}
        assert "minutes-may-public.md" in written
        assert not any(name.startswith(tuple(NOT_PUBLISHED)) for name in written)
        withheld = [b"Clare Clerk", b"Olive Owner", b"we may merge"]
        for name, content in written.items():
            assert not any(words in content for words in withheld), name
        everything = b"".join(one.read_bytes() for one in (tmp_path / "full").iterdir())
        assert all(words in everything for words in withheld)


async def write_all(app: Application, folder: Path, moment: Moment) -> None:
    book = await find_book(app.pool, EXPORTED)
    await write_minutes(app, book, "may", folder, formats=("md", "html", "json"), moment=moment)
    await write_registers(app, book, folder, moment)


@pytest.mark.parametrize("rendition", ["full", "public"])
@pytest.mark.parametrize(
    ("extension", "begins_with"),
    [
        ("pdf", b"%PDF-"),
        ("docx", b"PK"),
        ("html", b"<!doctype html>"),
        ("md", b"# "),
        ("json", b"{"),
    ],
)
async def test_minutes_come_in_every_format(
    secretary: httpx2.AsyncClient, extension: str, begins_with: bytes, rendition: str
) -> None:
    """Of a server whose clock has microseconds, as they all do."""
    path = MINUTES.replace(".json", f".{extension}")
    answer = await secretary.get(f"{path}?rendition={rendition}")
    assert answer.status_code == 200, answer.text
    assert answer.content[: len(begins_with)].lower() == begins_with.lower()
