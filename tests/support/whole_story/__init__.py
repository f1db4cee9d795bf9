"""A place board through spring and summer, as events: what views, trails and minutes are made of.

Everything in it is invented. The board meets in March, in May (the meeting that minutes are tested
on) and in June, which approves them.
"""

from tests.support.whole_story.asking import before_may
from tests.support.whole_story.ending import ended
from tests.support.whole_story.following import after_may, june, rest_of_may
from tests.support.whole_story.gathering import may_gathering
from tests.support.whole_story.march import march
from tests.support.whole_story.offering import on_offer, spoken_and_paid
from tests.support.whole_story.putting_right import another_canvass, put_right
from tests.support.whole_story.restating import restated
from tests.support.whole_story.setting import board, members
from tests.support.whole_story.voting import hub, pilot
from tests.support.whole_story.words import Dated

UNTIL_MAY_CLOSED: tuple[Dated, ...] = (
    *members(),
    *board(),
    *march(),
    *before_may(),
    *may_gathering(),
    *hub(),
    *pilot(),
    *rest_of_may(),
)
UNTIL_DRAFTED: tuple[Dated, ...] = (*UNTIL_MAY_CLOSED, *after_may())
WHOLE: tuple[Dated, ...] = (
    *UNTIL_DRAFTED,
    *june(),
    *on_offer(),
    *spoken_and_paid(),
)
WITH_CORRECTIONS: tuple[Dated, ...] = (*WHOLE, *another_canvass(), *put_right(), *restated())
WITH_ENDINGS: tuple[Dated, ...] = (*WITH_CORRECTIONS, *ended())
