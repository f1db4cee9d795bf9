"""The demo's keys: one for each part in the story, made through the API by an administrator."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from decisions.context import Role
from gateway.demo import people
from gateway.demo.place import Place
from gateway.demo.problem import checked
from gateway.demo.server import Serving
from gateway.identity import Principal

ADMINISTRATOR: Final = "administrator"
SECRETARY: Final = "secretary"
OBSERVER: Final = "observer"


@dataclass(frozen=True)
class Holder:
    """A part in the story, and what its key says of it."""

    part: str
    role: Role
    organisation: str | None = None
    person: str | None = None


@dataclass(frozen=True)
class Key:
    """A key that was made: its text is what to send."""

    holder: Holder
    id: str
    text: str


KeyRing = dict[str, Key]


def holders(place: Place) -> list[Holder]:
    """Everybody in the story but the administrator, who makes these keys."""

    representatives = (people.REPRESENTATIVE_A, people.REPRESENTATIVE_B, people.DEPUTY_B)
    return [
        Holder(SECRETARY, "secretary", person=people.SECRETARY.person),
        # They speak for all PCNs of their seat, so that their keys name no one of them.
        *(Holder(str(one.key), "representative", person=one.person) for one in representatives),
        *(Holder(code, "pcn", organisation=code) for pcn in place.pcns for code in pcn.codes),
        Holder(OBSERVER, "observer", organisation=people.HEALTHWATCH),
    ]


async def make_keys(serving: Serving, place: Place) -> KeyRing:
    """A fresh key for every part. Ids used before are numbered on: their texts are not known."""
    used = {one.id for one in await serving.app.keys.all()}
    administrator = await _administrator(serving, unused(place, ADMINISTRATOR, used))
    ring = {ADMINISTRATOR: administrator}
    for holder in holders(place):
        id_ = unused(place, holder.part, used)
        body = {
            "id": id_,
            "role": holder.role,
            "book": place.book,
            "organisation": holder.organisation,
            "person": holder.person,
        }
        headers = authorised(administrator)
        made = checked(await serving.http.post("/v1/keys", json=body, headers=headers)).json()
        ring[holder.part] = Key(holder, id_, made["key"])
    return ring


async def _administrator(serving: Serving, id_: str) -> Key:
    """The first key comes from whoever reaches the database, as `minutebook keys` does it."""
    principal = Principal(id=id_, role=ADMINISTRATOR)
    text = await serving.app.keys.issue(principal, serving.clock())
    return Key(Holder(ADMINISTRATOR, ADMINISTRATOR), id_, text)


async def revoke_keys(serving: Serving, ring: KeyRing) -> None:
    """Takes the keys back, the administrator's last."""
    administrator = ring[ADMINISTRATOR]
    others = [key for key in ring.values() if key is not administrator]
    for key in [*others, administrator]:
        path = f"/v1/keys/{key.id}"
        checked(await serving.http.delete(path, headers=authorised(administrator)))


def authorised(key: Key) -> dict[str, str]:
    return {"Authorization": f"Bearer {key.text}"}


def unused(place: Place, part: str, used: Iterable[str]) -> str:
    """`demo-secretary`, or the first of `demo-secretary-2`, … that was never used."""
    name, number = f"{place.key_prefix}-{part.lower()}", 2
    candidate = name
    while candidate in used:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
