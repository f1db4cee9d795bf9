"""Reads wait for a position, page, cache, and answer as of an earlier moment."""

import csv
import io
from datetime import timedelta

from schemas.events.action import ActionRaised
from schemas.events.decision import DecisionTaken
from tests.support.server import BOOK, Served

ACTIONS = f"/v1/books/{BOOK}/registers/actions"


def raised(number: int, text: str = "Write to the council.") -> ActionRaised:
    return ActionRaised(action=f"a{number}", number=f"A{number:03}", body="board", text=text)


async def test_a_reader_sees_what_it_wrote(served: Served) -> None:
    secretary = await served.secretary()
    for number in range(1, 11):
        position = await served.holds(raised(number))
        lines = (await secretary.get(f"{ACTIONS}?min_position={position}")).json()["lines"]
        assert lines[-1]["number"] == f"A{number:03}"
        assert lines[-1]["evidence"] == [position]


async def test_a_position_that_does_not_come_is_given_up(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.get(f"{ACTIONS}?min_position=1000000")
    assert (answer.status_code, answer.json()["code"]) == (503, "not-yet")
    assert answer.headers["retry-after"]


async def test_pages_follow_each_other_without_gap_or_repetition(served: Served) -> None:
    secretary = await served.secretary()
    position = await served.holds(*(raised(number) for number in range(20, 45)))
    whole = (await secretary.get(f"{ACTIONS}?min_position={position}")).json()["lines"]
    seen, cursor = [], ""
    while cursor is not None:
        page = (await secretary.get(f"{ACTIONS}?limit=7{cursor}")).json()
        seen += page["lines"]
        cursor = f"&after={page['next']}" if page["next"] else None
    assert seen == whole


async def test_what_has_not_changed_is_not_sent_again(served: Served) -> None:
    secretary = await served.secretary()
    entry = f"/v1/books/{BOOK}/entries/1"
    first = await secretary.get(entry)
    again = await secretary.get(entry, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_register_is_read_as_it_was_known(served: Served) -> None:
    secretary = await served.secretary()
    await served.holds(raised(80))
    before = served.application.clock()
    position = await served.holds(raised(81))
    assert position
    then = (await secretary.get(ACTIONS, params={"as_of": before.isoformat()})).json()
    later = before + timedelta(days=1)
    now = (await secretary.get(ACTIONS, params={"as_of": later.isoformat()})).json()
    assert {"A080"} <= {line["number"] for line in then["lines"]}
    assert "A081" not in {line["number"] for line in then["lines"]}
    assert "A081" in {line["number"] for line in now["lines"]}


async def test_a_spreadsheet_gets_text_and_never_a_formula(served: Served) -> None:
    secretary = await served.secretary()
    position = await served.holds(raised(90, text='=HYPERLINK("x"), "quoted"\nand é'))
    answer = await secretary.get(f"{ACTIONS}?format=csv&min_position={position}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["number"] == "A090"]
    assert row["text"] == '\'=HYPERLINK("x"), "quoted"\nand é'


async def test_entries_are_served_as_they_were_written(served: Served) -> None:
    secretary = await served.secretary()
    stored = await served.application.pool.fetch(
        "SELECT bytes FROM eventlog.entry ORDER BY position LIMIT 5"
    )
    answer = await secretary.get(f"/v1/books/{BOOK}/entries?limit=5")
    assert answer.content.startswith(b'{"entries":[' + b",".join(r["bytes"] for r in stored))
    assert answer.json()["next"] == 5
    one = await secretary.get(f"/v1/books/{BOOK}/entries/3")
    assert one.content == stored[2]["bytes"]
    assert (await secretary.get(f"/v1/books/{BOOK}/entries/1000000")).status_code == 404


async def test_every_filter_that_a_register_names_is_taken(served: Served) -> None:
    secretary = await served.secretary()
    registers = (await secretary.get(f"/v1/books/{BOOK}/registers")).json()["registers"]
    for register in registers:
        for name in register["filters"]:
            answer = await secretary.get(register["href"], params={name: "nobody"})
            assert (answer.status_code, answer.json()["lines"]) == (200, []), (register, name)


async def test_a_page_of_a_meeting_shows_the_line_of_the_person_asked_for(served: Served) -> None:
    secretary = await served.secretary()
    attendance = f"/v1/books/{BOOK}/registers/attendance"
    everybody = (await secretary.get(attendance)).json()["lines"]
    one = (await secretary.get(attendance, params={"person": "pat"})).json()["lines"]
    assert [line["person"] for line in one] == ["pat"]
    assert len(everybody) > len(one)


async def test_every_figure_says_as_of_when_it_is(served: Served) -> None:
    secretary = await served.secretary()
    for path in ("/members", "/motions/m1", "/influence"):
        when = served.application.clock()
        asked = {"as_of": when.isoformat()}
        answer = (await secretary.get(f"/v1/books/{BOOK}{path}", params=asked)).json()
        assert answer["as_of"] == when.isoformat().replace("+00:00", "Z"), path


async def test_a_trail_is_read_as_it_was_known(served: Served) -> None:
    secretary = await served.secretary()
    taken = DecisionTaken(
        decision="d90",
        number="D90",
        body="board",
        meeting="may",
        item="hub",
        outcome="approved",
        authority="advisory",
    )
    position = await served.holds(taken)
    before = served.application.clock()
    action = ActionRaised(action="a95", number="A095", body="board", decision="d90")
    later = await served.holds(action)
    trail = f"/v1/books/{BOOK}/decisions/d90/trail"
    for at in (before, before + timedelta(days=1)):
        answer = await secretary.get(trail, params={"as_of": at.isoformat()})
        assert answer.status_code == 200, answer.text
        positions = [one["position"] for one in answer.json()["entries"]]
        assert position in positions
        assert (later in positions) == (at > before)
