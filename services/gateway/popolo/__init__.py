"""`minutebook import popolo`: published motions and roll calls, as decisions of the past."""

from gateway.popolo.importing import import_popolo
from gateway.popolo.report import Report

__all__ = ["Report", "import_popolo"]
