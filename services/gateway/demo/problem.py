"""Why the story cannot be told: what the API said no to, or that there is no place for it."""

import httpx2


class StoryError(Exception):
    """Why the story does not go on, in a sentence for people."""


def checked(answer: httpx2.Response) -> httpx2.Response:
    """The answer, if it is a success. Raises `StoryError`."""
    if answer.is_success:
        return answer
    is_problem = "problem+json" in answer.headers.get("content-type", "")
    detail = answer.json()["detail"] if is_problem else answer.text
    raise StoryError(f"{detail} ({answer.status_code})")
