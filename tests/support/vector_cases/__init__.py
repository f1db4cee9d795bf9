"""The cases of schemas/vectors, by what they are about."""

from typing import Any, TypeAlias

Case: TypeAlias = dict[str, Any]


def case(name: str, *, accept: bool, **fields: object) -> Case:
    return {"name": name, "accept": accept, **fields}
