"""Makes voters, logged in, and started polls: `python scene.py SEATS POLLS` says them as JSON.

Run with the Python of OpenSlides, on a database with its tables. The answer holds `sessions`, the
session cookie of each seat, and `polls`, the number of each poll.
"""

import json
import sys

import openslides.asgi  # noqa: F401  sets Django up, and OpenSlides as its server does
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from openslides.motions.models import Motion, MotionPoll
from openslides.users.models import User

DELEGATES = 3  # the group that OpenSlides makes for those who vote
BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_of(seat: int) -> str:
    """The session cookie of a new delegate, who is present, as logging in leaves it."""
    user = User(username=f"seat-{seat:03}", is_present=True)
    user.set_unusable_password()
    user.save(skip_autoupdate=True)
    user.groups.add(DELEGATES)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def poll(number: int) -> int:
    """A motion with a poll by name, which has been started."""
    motion = Motion(title=f"motion-{number}", text="To be voted on.")
    motion.save(skip_autoupdate=True)
    started = MotionPoll(
        motion=motion,
        title="vote",
        type=MotionPoll.TYPE_NAMED,
        pollmethod=MotionPoll.POLLMETHOD_YNA,
        state=MotionPoll.STATE_STARTED,
        onehundred_percent_base=MotionPoll.PERCENT_BASE_YNA,
        majority_method=MotionPoll.MAJORITY_SIMPLE,
    )
    started.save(skip_autoupdate=True)
    started.groups.add(DELEGATES)
    started.create_options()
    return int(started.pk)


def main() -> None:
    seats, polls = map(int, sys.argv[1:])
    sessions = [session_of(seat) for seat in range(1, seats + 1)]
    json.dump({"sessions": sessions, "polls": [poll(n) for n in range(1, polls + 1)]}, sys.stdout)


if __name__ == "__main__":
    main()
