"""The OpenAPI document says what the server does; random requests find no fault in it."""

import asyncio

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import just

from gateway.permissions import ALLOWED
from projections.catalogue import REGISTERS
from tests.support.server import Served

EXAMPLES = 4


@pytest.fixture(scope="module")
async def document(served: Served) -> dict:
    return (await (await served.secretary()).get("/openapi.json")).json()


async def test_it_is_openapi_3_1_and_every_operation_is_described(document: dict) -> None:
    assert document["openapi"].startswith("3.1")
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    assert len({operation["operationId"] for _, _, operation in operations}) == len(operations)
    for path, method, operation in operations:
        assert operation["summary"], (path, method)
        assert {"4XX", "5XX"} <= set(operation["responses"]), (path, method)


async def test_every_parameter_is_described_and_its_example_keeps_its_rule(document: dict) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for one in operation.get("parameters", []):
                place, schema = (path, method, one["name"]), one["schema"]
                assert one.get("description", "").endswith("."), place
                rules = {"pattern", "minimum", "enum", "format", "anyOf", "default"}
                assert rules & set(schema) or "examples" in schema, place
                for example in schema.get("examples", []):
                    jsonschema.validate(example, schema)
                if one["in"] == "path":
                    assert "examples" in schema or "pattern" not in schema, place


async def test_every_reference_in_it_resolves(document: dict) -> None:
    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    schemas = document["components"]["schemas"]
    assert {one.removeprefix("#/components/schemas/") for one in references(document)} <= set(
        schemas
    )
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


async def test_every_command_has_a_route(document: dict) -> None:
    posted = {path for path in document["paths"] if "/commands/" in path}
    assert len(posted) == len(ALLOWED) - 1  # establishing a partnership makes the book


async def test_every_command_that_people_post_has_an_example(document: dict) -> None:
    for path, methods in document["paths"].items():
        if "/commands/" in path:
            assert methods["post"]["requestBody"]["content"]["application/json"]["example"], path


async def test_every_filter_that_a_register_names_can_be_given(document: dict) -> None:
    for register in REGISTERS:
        operation = document["paths"][f"/v1/books/{{book}}/registers/{register.name}"]["get"]
        taken = {one["name"] for one in operation["parameters"]}
        assert set(register.filters) <= taken, register.name


async def test_random_requests_find_no_server_error(served: Served, document: dict) -> None:
    """Every operation, as an administrator and as the secretary, with wrong and right input."""
    keys = [await served.key(f"prober-{role}", role) for role in ("administrator", "secretary")]
    asked = await asyncio.to_thread(probe, document, served.url, keys)
    assert asked >= len(document["paths"]) * EXAMPLES


def probe(document: dict, url: str, keys: list[str]) -> int:
    """Asks each operation EXAMPLES times per key; how often in all."""
    asked = 0

    def ask(case: schemathesis.Case, key: str) -> None:
        nonlocal asked
        asked += 1
        answer = case.call(base_url=url, headers={"Authorization": f"Bearer {key}"})
        is_fine = answer.status_code < 500 or answer.json()["code"] == "not-yet"
        assert is_fine, f"{case.as_curl_command()} → {answer.status_code} {answer.text}"

    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        cases = result.ok().as_strategy()
        for key in keys:
            settings(
                max_examples=EXAMPLES,
                derandomize=True,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            )(given(case=cases, key=just(key))(ask))()
    return asked
