"""Bad input gets a 4xx that names the field and the rule, and nothing is recorded."""

import json

import httpx2
import pytest

from tests.support.server import BOOK, Served

CAST = f"/v1/books/{BOOK}/commands/cast-vote"
VOTE = {"motion": "m1", "seat": "pcn-seat", "choice": "for", "person": "pat"}


def names(answer: httpx2.Response, field: str, status: int = 422) -> None:
    """The answer is a problem that names the field."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= set(problem)
    assert problem["status"] == status
    fields = [problem.get("field")] + [one["field"] for one in problem.get("errors", [])]
    assert field in fields, problem


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sea": "pcn-seat"}, "body.sea"),
        ({"choice": "yes"}, "body.choice"),
        ({"choice": None}, "body.choice"),
        ({"seat": 7}, "body.seat"),
        ({"seat": "No Seat!"}, "body.seat"),
        ({"seat": "x" * 65}, "body.seat"),
        ({"reason": "a\x00b"}, "body.reason"),
        ({"reason": ""}, "body.reason"),
        ({"reason": "x" * 20_001}, "body.reason"),
        ({"occurred_at": "2026-02-31T12:00:00Z"}, "body.occurred_at"),
        ({"occurred_at": "2026-05-14T12:00:00"}, "body.occurred_at"),
        ({"occurred_at": "2150-01-01T00:00:00Z"}, "occurred_at"),
    ],
)
async def test_a_wrong_field_is_named(served: Served, change: dict, field: str) -> None:
    secretary = await served.secretary()
    before = await served.application.pool.fetchval("SELECT sum(head) FROM eventlog.book")
    answer = await secretary.post(CAST, json={**VOTE, **change})
    names(answer, field, 409 if field == "occurred_at" else 422)
    after = await served.application.pool.fetchval("SELECT sum(head) FROM eventlog.book")
    assert after == before


async def test_a_missing_field_is_named(served: Served) -> None:
    secretary = await served.secretary()
    names(await secretary.post(CAST, json={"motion": "m1"}), "body.seat")


async def test_a_rule_between_fields_names_its_own_in_plain_words(served: Served) -> None:
    secretary = await served.secretary()
    path = f"/v1/books/{BOOK}/commands/take-decision-outside-meeting"
    command = {"body": "board", "route": "chairs-action", "outcome": "approved"}
    answer = await secretary.post(path, json={**command, "text": "Yes.", "reason": "Urgent."})
    names(answer, "body.person")
    detail = "person: name who took chair's action (route chairs-action)."
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize("body", [b'{"motion": "m1", ', b"", b"[]", b"\xff\xfe", b'"x"', b"nan"])
async def test_broken_json_is_refused(served: Served, body: bytes) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(CAST, content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert "body" in answer.text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            b'{"reason": "caf\xe9"}',
            "The body must be JSON in UTF-8; it cannot be read from byte 16 on.",
        ),
        (
            b"[" * 100_000 + b"]" * 100_000,
            "The body must be JSON in UTF-8; it has groups within groups beyond what can be read.",
        ),
    ],
)
async def test_a_body_that_is_no_text_is_refused_in_our_words(
    served: Served, body: bytes, sentence: str
) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(CAST, content=body, headers={"content-type": "application/json"})
    names(answer, "body", 400)
    assert answer.json()["detail"] == sentence


@pytest.mark.parametrize("query", ["sea=pcn-seat", "subject=vote"])
async def test_an_unknown_query_parameter_is_refused_rather_than_overlooked(
    served: Served, query: str
) -> None:
    secretary = await served.secretary()
    answer = await secretary.get(f"/v1/books/{BOOK}/registers/corrections?{query}")
    names(answer, f"query.{query.partition('=')[0]}")


async def test_a_wrong_path_or_method_is_answered_in_our_words(served: Served) -> None:
    secretary = await served.secretary()
    assert "/docs lists" in (await secretary.get(f"/v1/books/{BOOK}/nowhere")).json()["detail"]
    assert "/docs lists" in (await secretary.delete(f"/v1/books/{BOOK}")).json()["detail"]


async def test_json_is_read_whatever_it_is_called(served: Served) -> None:
    secretary = await served.secretary()
    broken = await secretary.post(CAST, content=b'{"motion": ')
    assert broken.status_code == 400
    whole = await secretary.post(CAST, content=json.dumps({**VOTE, "choice": "maybe"}).encode())
    names(whole, "body.choice")


async def test_a_body_above_the_limit_is_not_read(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(CAST, content=b"x" * 1_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")

    async def unannounced() -> object:
        for _ in range(20):
            yield b"x" * 100_000

    answer = await secretary.post(CAST, content=unannounced())
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


async def test_a_refusal_has_its_code_and_its_sentence(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(CAST, json={**VOTE, "seat": "observer-seat"})
    assert (answer.status_code, answer.json()["code"]) == (409, "seat-not-entitled")
    assert answer.json()["field"] == "seat"
    missing = await secretary.post(CAST, json={**VOTE, "motion": "m9"})
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    "query",
    [
        "item=a%00b",
        "limit=0",
        "limit=x",
        "after=not-a-cursor",
        "format=xml",
        "as_of=yesterday",
        "min_position=-1",
        "seat=x%27%3B--",
    ],
)
async def test_a_wrong_query_is_named(served: Served, query: str) -> None:
    secretary = await served.secretary()
    answer = await secretary.get(f"/v1/books/{BOOK}/registers/actions?{query}")
    names(answer, f"query.{query.partition('=')[0]}")


async def test_a_filter_that_a_register_has_not_is_refused(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.get(f"/v1/books/{BOOK}/registers/members?meeting=may")
    names(answer, "query.meeting")


@pytest.mark.parametrize("path", ["/nothing", f"/v1/books/{BOOK}/registers/nothing", "/v1/%00"])
async def test_what_is_not_there_is_404_as_a_problem(served: Served, path: str) -> None:
    secretary = await served.secretary()
    answer = await secretary.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_another_method_is_405_as_a_problem(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.delete(CAST)
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
