"""The story's bodies as examples for the API's document: the first of each command."""

from gateway.demo.chapters import story
from gateway.demo.place import INVENTED
from gateway.demo.step import Body, shown


def examples() -> dict[str, Body]:
    """A body for each command that the story gives, by the command's name in its path."""
    found: dict[str, Body] = {}
    for chapter in story(INVENTED):
        for step in chapter.steps:
            found.setdefault(step.command, shown(step.body))
    return found
