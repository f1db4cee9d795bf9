"""What is wrong with the shape of an input is said in plain English, for every kind of rule."""

import json
from typing import Any

import pytest

from tests.support.server import BOOK, Served

ROOT = f"/v1/books/{BOOK}"
VOTE: dict[str, Any] = {"motion": "m1", "seat": "pcn-seat", "choice": "for", "person": "pat"}
TERMS: dict[str, Any] = {
    "body": "board",
    "effective_on": "2026-04-01",
    "authority": "advisory",
    "quorum": {"count": 2},
    "rule": {"kind": "simple-majority"},
    "numbering": "PB/{n}",
}
ID = "an id: small letters, digits, dots, hyphens and underscores, 64 or fewer, the first a letter "
TIME = "must be a time with its day and offset, for example 2026-05-14T13:00:00Z."
DAY = "must be a date of the calendar, written YYYY-MM-DD."

IN_A_VOTE = [
    ({"sea": "x"}, "sea", "sea is not known here: look how it is spelt, or leave it out."),
    ({"seat": ...}, "seat", "seat must be given."),
    ({"choice": "yes"}, "choice", "choice must be 'for', 'against' or 'abstain'."),
    ({"seat": 7}, "seat", "seat must be text."),
    ({"seat": "No Seat!"}, "seat", f"seat must be {ID}or digit."),
    ({"reason": ""}, "reason", "reason must not be empty."),
    ({"reason": "x" * 20_001}, "reason", "reason must have 20,000 or fewer characters."),
    ({"reason": "a\x00b"}, "reason", "reason must be text without control characters."),
    ({"occurred_at": "2026-02-31T12:00:00Z"}, "occurred_at", f"occurred_at {TIME}"),
    ({"occurred_at": "2026-05-14T12:00:00"}, "occurred_at", f"occurred_at {TIME}"),
    (
        {"occurred_at": 1_700_000_000},
        "occurred_at",
        "occurred_at: a time is written with its day and offset: YYYY-MM-DDThh:mm:ssZ.",
    ),
]
IN_TERMS = [
    ({"notice_working_days": "5"}, "notice_working_days", "must be a whole number."),
    ({"notice_working_days": 1.5}, "notice_working_days", "must be a whole number."),
    ({"notice_working_days": -1}, "notice_working_days", "must be 0 or more."),
    ({"feedback_working_hours": 2_001}, "feedback_working_hours", "must be 2,000 or less."),
    ({"has_casting_vote": "yes"}, "has_casting_vote", "must be true or false."),
    ({"effective_on": "2026-02-31"}, "effective_on", DAY),
    ({"quorum": 7}, "quorum", "must be a group of fields: a JSON object."),
    ({"quorum": {"count": 1, "categories": 7}}, "quorum.categories", "must be a list."),
    (
        {"quorum": {"count": 1, "categories": [{"category": "pcn", "count": 1}] * 51}},
        "quorum.categories",
        "must list 50 or fewer.",
    ),
    (
        {"quorum": {"count": 1, "categories": [{"category": "pcn", "count": 0}]}},
        "quorum.categories.0.count",
        "must be 1 or more.",
    ),
    ({"rule": {"kind": "weighted", "at_least": {}}}, "rule.at_least.numerator", "must be given."),
]


async def said(served: Served, command: str, fields: dict[str, Any], field: str) -> str:
    """What the answer says of a field, once it is seen to be a problem with a whole sentence."""
    client = await served.secretary()
    given = {name: value for name, value in fields.items() if value is not ...}
    answer = await client.post(
        f"{ROOT}/commands/{command}",
        content=json.dumps(given),
        headers={"content-type": "application/json"},
    )
    return of_field(answer, f"body.{field}")


def of_field(answer: Any, field: str) -> str:
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid"
    (one,) = [error for error in problem["errors"] if error["field"] == field]
    assert set(one) == {"field", "rule", "detail"}
    assert one["detail"] in problem["detail"]
    return str(one["detail"])


@pytest.mark.parametrize(("change", "field", "expected"), IN_A_VOTE)
async def test_a_wrong_field_is_told_in_a_sentence(
    served: Served, change: dict[str, Any], field: str, expected: str
) -> None:
    assert await said(served, "cast-vote", {**VOTE, **change}, field) == expected


@pytest.mark.parametrize(("change", "field", "expected"), IN_TERMS)
async def test_a_field_within_others_is_found_by_its_sentence(
    served: Served, change: dict[str, Any], field: str, expected: str
) -> None:
    found = await said(served, "adopt-terms", {**TERMS, **change}, field)
    assert found.endswith(expected)
    *within, name = field.split(".")
    assert found.startswith(f"{name} in" if within else f"{name} ")


@pytest.mark.parametrize(
    ("command", "fields", "field", "expected"),
    [
        ("erase-texts", {"texts": []}, "texts", "texts must list 1 or more."),
        (
            "erase-texts",
            {"texts": [{"position": 2**53, "name": "text"}]},
            "texts.0.position",
            "position in number 1 of texts must be less than 9,007,199,254,740,992.",
        ),
        (
            "erase-texts",
            {"texts": [{"position": 1, "name": "The text"}]},
            "texts.0.name",
            (
                "name in number 1 of texts must be the name of a field: small letters and "
                "underscores, 64 or fewer, the first a letter."
            ),
        ),
        (
            "publish-list-size",
            {"organisation": "U1"},
            "organisation",
            "organisation must be the ODS code of a PCN: a capital U and five digits.",
        ),
        (
            "acknowledge-feedback",
            {"organisation": "no code"},
            "organisation",
            (
                "organisation must be an ODS code, or a local code or id: letters, digits, dots, "
                "hyphens and underscores, 64 or fewer, the first a letter or digit."
            ),
        ),
        (
            "attach-paper",
            {"sha256": "ABC"},
            "sha256",
            "sha256 must be a SHA-256: 64 of the digits 0 to 9 and small letters a to f.",
        ),
        (
            "correct-minutes",
            {"paragraph": "two"},
            "paragraph",
            "paragraph must be the number of an item or paragraph, for example 14 or 014.2.",
        ),
        (
            "appoint-representative",
            {"term": {"from_on": "1 April", "until_on": None}},
            "term.from_on",
            "from_on in term: a date is written as year, month and day: YYYY-MM-DD.",
        ),
        (
            "appoint-representative",
            {"term": {"from_on": "2026-04-02", "until_on": "2026-04-01"}},
            "term.until_on",
            "until_on in term: a term does not end before it starts (from_on).",
        ),
    ],
)
async def test_codes_digests_and_numbers_say_what_they_are(
    served: Served, command: str, fields: dict[str, Any], field: str, expected: str
) -> None:
    assert await said(served, command, fields, field) == expected


@pytest.mark.parametrize(
    ("path", "field", "expected"),
    [
        ("/registers/actions?limit=0", "query.limit", "limit must be 1 or more."),
        ("/registers/actions?limit=x", "query.limit", "limit must be a whole number."),
        ("/registers/actions?limit=501", "query.limit", "limit must be 500 or less."),
        (f"/registers/actions?limit={'9' * 5_000}", "query.limit", "with fewer digits."),
        (f"/registers/actions?after={'x' * 401}", "query.after", "400 or fewer characters."),
        ("/registers/actions?after=x", "query.after", "This is not a cursor of this register."),
        ("/registers/actions?format=xml", "query.format", "format must be 'json' or 'csv'."),
        ("/registers/actions?as_of=yesterday", "query.as_of", f"as_of {TIME}"),
        ("/registers/actions?as_of=2026-05-14T12:00:00", "query.as_of", f"as_of {TIME}"),
        ("/registers/actions?item=a%00b", "query.item", "the first a letter or digit."),
        ("/registers/members?meeting=may", "query.meeting", "This register is filtered by "),
        ("/members?on=today", "query.on", f"on {DAY}"),
        ("/members?on=2026-05-14T12:00:00Z", "query.on", f"on {DAY}"),
        ("/meetings/may/minutes.pdf?by_seat=perhaps", "query.by_seat", "must be true or false."),
        ("/meetings/May!/minutes.pdf", "path.meeting", f"meeting must be {ID}or digit."),
        ("/entries/x", "path.position", "position must be a whole number."),
    ],
)
async def test_a_wrong_query_is_told_in_a_sentence(
    served: Served, path: str, field: str, expected: str
) -> None:
    client = await served.secretary()
    found = of_field(await client.get(f"{ROOT}{path}"), field)
    assert expected in found
    assert found.endswith(".")


async def test_a_wrong_path_or_header_is_told_in_a_sentence(served: Served) -> None:
    client = await served.secretary()
    elsewhere = await client.get("/v1/books/No_Book/members")
    assert of_field(elsewhere, "path.book").startswith("book must be the id of a book: small")
    path, named = f"{ROOT}/commands/cast-vote", {"Idempotency-Key": "mine"}
    repeated = await client.post(path, json=VOTE, headers=named)
    found = of_field(repeated, "header.Idempotency-Key")
    assert found.startswith("Idempotency-Key must be a UUID, for example ")


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ('{"motion": ', 400, "The body must be JSON; it cannot be read from character 12 on."),
        ("[]", 422, "The body must be a group of fields: a JSON object."),
        ("", 422, "The body must be given."),
    ],
)
async def test_a_body_that_is_none_is_told_in_a_sentence(
    served: Served, body: str, status: int, expected: str
) -> None:
    client = await served.secretary()
    headers = {"content-type": "application/json"}
    answer = await client.post(f"{ROOT}/commands/cast-vote", content=body, headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (status, expected)


async def test_a_rule_of_a_whole_command_is_a_sentence(served: Served) -> None:
    client = await served.administrator()
    command = {"ground": "litigation", "authority": "court"}
    answer = await client.post(f"{ROOT}/commands/place-legal-hold", json=command)
    expected = "Name entries, persons or organisations, or else the whole book."
    assert (answer.status_code, answer.json()["detail"]) == (422, expected)
