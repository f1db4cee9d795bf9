"""Who pays for the role of a seat, and the working time given to it, by id."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from schemas.event import Event
from schemas.events.representation import HoursLogged, RoleResourced


class ResourcingFacts:
    """Gathers what holds now under each id."""

    def __init__(self) -> None:
        self._resourced: dict[str, RoleResourced] = {}
        self._logged: dict[str, HoursLogged] = {}

    @selects
    def of_resourcing(resourcing: str) -> Selector:
        return Selector(types=(RoleResourced,), tags=[f"resourcing:{resourcing}"])

    @selects
    def of_log(log: str) -> Selector:
        return Selector(types=(HoursLogged,), tags=[f"log:{log}"])

    def resourced(self, resourcing: str) -> RoleResourced | None:
        return self._resourced.get(resourcing)

    def logged(self, log: str) -> HoursLogged | None:
        return self._logged.get(log)

    def see(self, event: Event) -> None:
        match event:
            case RoleResourced():
                self._resourced[event.resourcing] = event
            case HoursLogged():
                self._logged[event.log] = event
            case _:
                pass
