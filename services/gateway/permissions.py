"""Which role may give which command: one literal table."""

from decisions.command import Command
from decisions.context import Role
from gateway.identity import ForbiddenError, Principal


def require_permission(principal: Principal, command: Command) -> None:
    """Raises `ForbiddenError` for a role, or an organisation, that may not give this command."""
    allowed = ALLOWED.get(type(command), frozenset())
    if principal.role not in allowed:
        roles = " or ".join(sorted(allowed)) or "no role"
        raise ForbiddenError(f"{type(command).__name__} is for {roles}, not {principal.role}.")
    speaks_for = command.acting_for()
    if principal.role == "pcn" and speaks_for not in (None, principal.organisation):
        raise ForbiddenError(f"This key speaks for {principal.organisation}, not {speaks_for}.")


ALLOWED: dict[type[Command], frozenset[Role]] = {}
