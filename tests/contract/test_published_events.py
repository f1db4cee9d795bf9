"""The published language stays what it was: schemas, examples, types."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from schemas import generate, upcasting
from schemas.compatibility import incompatibilities
from schemas.entry import UnknownEventTypeError, canonical, read_event
from schemas.event import Event, disclosed_fields
from schemas.events import EVENT_BY_TYPE, EVENTS
from schemas.events.motion import VoteCast
from schemas.sample import sample

ROOM = Path(generate.__file__).parent
by_type = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)


def published(event: type[Event], folder: str) -> dict:
    return json.loads((ROOM / folder / f"{event.TOPIC}.json").read_text())


def test_generated_files_are_what_the_types_make() -> None:
    assert generate.main(["--check"]) == 0


def test_every_event_of_every_subject_is_in_the_table() -> None:
    def subclasses(event: type[Event]) -> set[type[Event]]:
        own = {one for one in event.__subclasses__() if one.__module__.startswith("schemas.")}
        return own.union(*(subclasses(one) for one in own)) if own else own

    assert subclasses(Event) == set(EVENTS)
    assert len(EVENT_BY_TYPE) == len(EVENTS)


@by_type
def test_the_published_example_still_reads_and_writes_the_same(event: type[Event]) -> None:
    example = published(event, "examples")
    texts = example.get("disclosed", {})
    read = read_event(example["type"], json.dumps(example["data"]).encode(), texts)
    assert read == sample(event)
    assert json.loads(canonical(read.facts())) == example["data"]
    assert read.tags() == example["tags"]


@by_type
def test_the_published_example_fits_its_schema(event: type[Event]) -> None:
    schema = published(event, "json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(published(event, "examples")["data"], schema)


@by_type
def test_names_and_free_text_are_optional_so_that_they_can_be_erased(event: type[Event]) -> None:
    required = published(event, "json").get("required", [])
    assert not set(required) & set(disclosed_fields(event))


@by_type
def test_type_names_say_subject_past_participle_and_version(event: type[Event]) -> None:
    module = event.__module__.rpartition(".")[2]
    subject = "correction" if module == "restatement" else module  # too many for one module
    assert event.TOPIC.startswith(f"{subject}-")
    assert event.TOPIC.endswith(".v1")


def test_an_unknown_type_is_an_error_never_skipped() -> None:
    with pytest.raises(UnknownEventTypeError):
        read_event("motion-vote-imagined.v1", b"{}")


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        read_event(VoteCast.TOPIC, b'{"motion":"m","item":"i","seat":"s","choice":"for","x":1}')


def test_an_earlier_version_is_read_as_the_current_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(data: dict) -> dict:
        return {**{k: v for k, v in data.items() if k != "vote"}, "choice": data["vote"]}

    monkeypatch.setitem(upcasting.UPCASTERS, "motion-vote-cast.v0", (VoteCast.TOPIC, renamed))
    old = b'{"motion":"m","item":"i","seat":"s","vote":"against"}'
    assert read_event("motion-vote-cast.v0", old) == VoteCast(
        motion="m", item="i", seat="s", choice="against"
    )


class TestIncompatibleChanges:
    """What `make schemas` refuses to write over what is published."""

    def changed(self, **changes: object) -> list[str]:
        schema = published(VoteCast, "json")
        return incompatibilities(schema, {**schema, **changes})

    def test_nothing_changed(self) -> None:
        assert self.changed() == []

    def test_a_field_that_is_gone(self) -> None:
        properties = published(VoteCast, "json")["properties"]
        del properties["person"]
        assert self.changed(properties=properties)

    def test_a_field_of_another_type(self) -> None:
        properties = published(VoteCast, "json")["properties"]
        properties["seat"] = {"type": "integer"}
        assert self.changed(properties=properties)

    def test_a_new_required_field(self) -> None:
        required = published(VoteCast, "json")["required"]
        assert self.changed(required=[*required, "person"])

    def test_other_tags(self) -> None:
        assert self.changed(**{"x-tags": ["motion"]})

    def test_a_value_less_in_an_enumeration_but_not_one_more(self) -> None:
        properties = published(VoteCast, "json")["properties"]
        properties["choice"] = {"enum": ["for", "against"]}
        assert self.changed(properties=properties)
        properties["choice"] = {"enum": ["for", "against", "abstain", "present"]}
        assert self.changed(properties=properties) == []

    def test_a_new_optional_field_is_welcome(self) -> None:
        properties = published(VoteCast, "json")["properties"]
        properties["remote"] = {"type": "boolean", "default": False}
        assert self.changed(properties=properties) == []
