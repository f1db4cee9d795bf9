"""Django's settings for OpenSlides: what it ships, PostgreSQL, and two mends for Python 3.11.

No Redis: OpenSlides then keeps its cache in the one process that serves, as it does when started
by hand. Connections are kept, which it leaves to whoever installs it, since that is faster.
"""

import gettext
import os
from datetime import timedelta, tzinfo
from functools import wraps
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.db.backends.postgresql import utils as postgresql
from django.utils.timezone import utc
from openslides.global_settings import *  # noqa: F403  Django reads a module's names

_translation = gettext.translation


@wraps(_translation)
def _translation_without_codeset(*args: Any, **more: Any) -> Any:
    more.pop("codeset", None)
    return _translation(*args, **more)


def _always_utc(_offset: timedelta) -> tzinfo:
    return utc


# Django 2.2 hands on a codeset, which Python 3.11 no longer takes.
gettext.translation = _translation_without_codeset
# Django 2.2 compares the offset with 0, where psycopg2 since 2.9 gives a timedelta.
postgresql.utc_tzinfo_factory = _always_utc

_where = urlsplit(os.environ["OPENSLIDES_DATABASE"])
_more = parse_qs(_where.query)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _where.path[1:],
        "USER": unquote(_where.username or ""),
        "PASSWORD": unquote(_where.password or ""),
        "HOST": _more["host"][0] if "host" in _more else _where.hostname,
        "PORT": _more["port"][0] if "port" in _more else _where.port,
        "CONN_MAX_AGE": None,
    }
}
SECRET_KEY = os.environ["OPENSLIDES_SECRET"]
ENABLE_ELECTRONIC_VOTING = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {name: {"level": "ERROR"} for name in ("django", "openslides")},
}
