"""Who set the agenda, and whose voice changed outcomes: figures of a whole book."""

from datetime import datetime

import msgspec
from fastapi import APIRouter, Request, Response

from gateway.api.answers import answers_with, json_answer
from gateway.api.requests import App, At, OpenedBook
from gateway.paging import every
from projections.reckoning.consultation import ConsultedItem
from projections.views import influence
from projections.views.influence import InfluenceFigure, InfluenceLine

router = APIRouter(prefix="/v1/books/{book}", tags=["reads"])


class Influence(msgspec.Struct, frozen=True):
    """Figures, each with its counts, and the items behind them."""

    as_of: datetime
    figures: list[InfluenceFigure]
    items: list[InfluenceLine]


@router.get(
    "/influence",
    summary="Who raised what, what was adopted, how it compares with the PCN consensus",
    operation_id="read-influence-figures",
    responses=answers_with(Influence),
)
async def read_influence(request: Request, app: App, book: OpenedBook, at: At) -> Response:
    """Figures of all PCNs, of the system, and of each PCN that raised an item."""
    items = await every(await app.documents(book, [ConsultedItem], at), ConsultedItem)
    when = at.as_of or app.clock()
    found = [line for one in items for line in influence.lines(one, when)]
    return json_answer(request, Influence(when, influence.figures(found), found))
