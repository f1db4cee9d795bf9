"""The shape of a view changes with every field of its documents, and with nothing else."""

from typing import ClassVar

import msgspec
import pytest

from projections.catalogue import VIEWS
from projections.documents import Document
from projections.shapes import HEX_DIGITS, shape_of


def kind(*fields: object, name: str = "Note", doc: str = "", key: str = "note") -> type[Document]:
    """A document with these fields, each as msgspec has it: a name, a type, perhaps a default."""
    namespace = {"KIND": key, "__doc__": doc, "__annotations__": {"KIND": ClassVar[str]}}
    made = msgspec.defstruct(name, fields, bases=(Document,), namespace=namespace, kw_only=True)  # type: ignore[arg-type] # fields of several lengths
    assert issubclass(made, Document)
    return made


def deep(*fields: object) -> type[msgspec.Struct]:
    return msgspec.defstruct("Deep", fields)  # type: ignore[arg-type] # likewise


TITLE = ("title", str)
PLAIN = kind(TITLE, ("on", str))
DEEP = kind(TITLE, ("all", list[deep(("text", str))]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAIN, kind(TITLE, ("on", str), ("by", str | None, None))),
        (PLAIN, kind(TITLE)),
        (PLAIN, kind(TITLE, ("at", str))),
        (PLAIN, kind(TITLE, ("on", int))),
        (PLAIN, kind(TITLE, ("on", str, ""))),
        (PLAIN, kind(("description", str), ("on", str))),
        (PLAIN, kind(TITLE, ("on", str), key="notice")),
        (DEEP, kind(TITLE, ("all", list[deep(("text", str), ("by", str | None, None))]))),
        (DEEP, kind(TITLE, ("all", list[deep(("text", str, "none"))]))),
    ],
    ids=[
        "an optional field more",
        "a field less",
        "a field renamed",
        "a type",
        "a default",
        "a field whose name is also a word of JSON Schema",
        "the kind that it is stored under",
        "a field of a group in a list",
        "a default in there",
    ],
)
def test_documents_that_differ_in_a_field_have_different_shapes(
    one: type[Document], other: type[Document]
) -> None:
    assert shape_of([one]) != shape_of([other])


def test_an_order_of_its_own_is_part_of_the_shape_for_it_is_stored_by_it() -> None:
    def by_day(_document: Document) -> str:
        return "2026-05-14"

    ordered = kind(TITLE, ("on", str))
    ordered.sort = by_day  # type: ignore[method-assign, assignment]
    assert shape_of([ordered]) != shape_of([PLAIN])


def test_words_for_people_are_no_part_of_the_shape() -> None:
    assert shape_of([PLAIN]) == shape_of([kind(TITLE, ("on", str), doc="What it is for.")])


def test_the_shape_is_the_same_in_every_process_and_another_for_each_view() -> None:
    assert shape_of([PLAIN]) == "b7d4e2547f1d544121a01a5e17e260e7"
    shapes = {view.shape for view in VIEWS}
    assert len(shapes) == len(VIEWS)
    assert {len(one) for one in shapes} == {HEX_DIGITS}
