"""The story, chapter by chapter, in the order of time."""

from gateway.demo.chapters.april import april
from gateway.demo.chapters.asking import asking
from gateway.demo.chapters.asking_twice import asking_twice
from gateway.demo.chapters.between_meetings import between_meetings
from gateway.demo.chapters.changing import changing
from gateway.demo.chapters.counting import counting
from gateway.demo.chapters.dissolving import dissolving
from gateway.demo.chapters.forum import forum
from gateway.demo.chapters.founding import founding
from gateway.demo.chapters.instructing import instructing
from gateway.demo.chapters.july import july
from gateway.demo.chapters.june import june
from gateway.demo.chapters.keeping import keeping
from gateway.demo.chapters.may import may
from gateway.demo.chapters.offering import awarding, offering
from gateway.demo.chapters.putting_right import putting_right
from gateway.demo.chapters.telling import aftermath
from gateway.demo.chapters.winter import winter
from gateway.demo.place import Place
from gateway.demo.step import Chapter


def story(place: Place) -> tuple[Chapter, ...]:
    """The whole story, set in a place."""
    return (
        founding(place),
        winter(place),
        april(place),
        offering(place),
        asking(place),
        between_meetings(place),
        instructing(place),
        may(place),
        aftermath(place),
        awarding(place),
        june(place),
        putting_right(place),
        changing(place),
        forum(place),
        asking_twice(place),
        counting(place),
        dissolving(place),
        july(place),
        keeping(place),
    )
