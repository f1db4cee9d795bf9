"""The story's bodies as examples for the API's document: the first of each command."""

from gateway.demo.chapters import story
from gateway.demo.place import INVENTED
from gateway.demo.step import Body, shown

NOT_TOLD: dict[str, Body] = {
    "publish-list-size": {
        "organisation": "U99001",
        "as_at": "2026-07-01",
        "patients": 14736,
        "practices": [
            {"practice": "Z99001", "patients": 5838},
            {"practice": "Z99002", "patients": 8898},
        ],
    },
}
"""What the story does not give: its list sizes come with the reference data."""


def examples() -> dict[str, Body]:
    """A body for each command to be posted, by the command's name in its path."""
    found: dict[str, Body] = dict(NOT_TOLD)
    for chapter in story(INVENTED):
        for step in chapter.steps:
            found.setdefault(step.command, shown(step.body))
    return found
