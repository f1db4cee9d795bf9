"""API keys: an administrator makes and revokes them; a key's text is shown once."""

from dataclasses import asdict

import msgspec
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, model_validator

from decisions.command import Id, OrganisationCode
from decisions.context import Role
from decisions.refusal import NotFound, Refused
from gateway.api.answers import JSON, json_answer
from gateway.api.parameters import KeyId
from gateway.api.requests import App, Asker
from gateway.identity import ForbiddenError, KeyExistsError, Principal

router = APIRouter(prefix="/v1/keys", tags=["keys"])


class NewKey(BaseModel):
    """Who is to hold a key. All but administrators' keys open one partnership's book."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    role: Role
    book: Id | None = None
    organisation: OrganisationCode | None = None
    person: Id | None = None

    @model_validator(mode="after")
    def _fits_role(self) -> "NewKey":
        if self.role != "administrator" and self.book is None:
            raise ValueError("book: a key of this role opens one book; name it")
        if self.role == "pcn" and self.organisation is None:
            raise ValueError("organisation: a PCN's key names the PCN")
        if self.role == "representative" and self.person is None:
            raise ValueError("person: a representative's key names the person")
        return self


def require_administrator(asker: Principal) -> None:
    """Raises `ForbiddenError` for every other role."""
    if asker.role != "administrator":
        raise ForbiddenError("Keys are made and revoked by administrators.")


@router.post("", summary="Make a key", operation_id="make-key", status_code=201)
async def make_key(body: NewKey, app: App, asker: Asker) -> Response:
    """The answer holds the key's text, which is not stored and cannot be shown again."""
    require_administrator(asker)
    try:
        text = await app.keys.issue(Principal(**body.model_dump()), app.clock())
    except KeyExistsError as error:
        raise Refused("key-exists", str(error), "id") from error
    shown = {**body.model_dump(), "key": text}
    return Response(msgspec.json.encode(shown), status_code=201, media_type=JSON)


@router.get("", summary="All keys, without their secrets", operation_id="list-keys")
async def list_keys(request: Request, app: App, asker: Asker) -> Response:
    require_administrator(asker)
    return json_answer(request, {"keys": [asdict(one) for one in await app.keys.all()]})


@router.delete("/{id}", summary="Revoke a key", operation_id="revoke-key", status_code=204)
async def revoke_key(
    id_: KeyId,
    app: App,
    asker: Asker,
) -> Response:
    require_administrator(asker)
    if not await app.keys.revoke(id_, app.clock()):
        raise NotFound("key", id_)
    return Response(status_code=204)
