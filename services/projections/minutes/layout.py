"""Lays the minutes out once, in neutral blocks, for every format to render alike."""

from collections.abc import Callable, Iterator

from projections.minutes import (
    actions,
    attendance,
    closing,
    corrections,
    formalities,
    items,
    resolutions,
)
from projections.minutes.blocks import Block, Sheet
from projections.minutes.document import Confirmation, Minutes, without_votes_by_seat
from projections.minutes.wording import day, one_line

SECTIONS: tuple[Callable[[Minutes], Iterator[Block]], ...] = (
    formalities.particulars,
    attendance.present,
    attendance.in_attendance,
    attendance.apologies,
    attendance.quoracy,
    attendance.adjournments,
    formalities.declarations,
    formalities.last_minutes,
    actions.matters_arising,
    resolutions.outside_decisions,
    resolutions.undone_decisions,
    items.items,
    closing.other_business,
    actions.actions,
    closing.next_meeting,
    corrections.record_corrections,
    closing.record,
)

_LINE = 90
_PUBLIC = (
    " Public version: where text is withheld, the exemption of the Freedom of Information Act 2000 "
    "(FOIA) is given in its place."
)


def lay_out(minutes: Minutes, *, by_seat: bool = False) -> Sheet:
    """The minutes as blocks; `by_seat` shows how each seat voted beside the counts."""
    shown = minutes if by_seat else without_votes_by_seat(minutes)
    held_on = shown.meeting.held_on
    when = day(held_on) if held_on else "(date not recorded)"
    body = one_line(shown.body, "")
    partnership = one_line(shown.partnership, "Partnership not recorded")
    return Sheet(
        language=shown.language,
        title=one_line(shown.title, f"Minutes of the {body}" if body else "Minutes of a meeting"),
        overline=partnership,
        subtitle=f"Meeting of {when}",
        status=shown.status,
        status_line=_status_line(shown, body) + (_PUBLIC if shown.rendition == "public" else ""),
        running_head=_shortened(f"{body or 'Body not recorded'}, {when}"),
        running_foot=_shortened(partnership),
        author=body or "Body not recorded",
        blocks=tuple(block for section in SECTIONS for block in section(shown)),
    )


def _status_line(minutes: Minutes, body: str) -> str:
    if minutes.status == "DRAFT":
        return f"Not yet confirmed{f' by the {body}' if body else ''} as a correct record."
    by = minutes.confirmation or Confirmation()
    meeting = f"the meeting of {day(by.held_on)}" if by.held_on else "a meeting (date not recorded)"
    minute = f" (minute {one_line(by.minute)})" if by.minute else ""
    return f"Confirmed as a correct record at {meeting}{minute}."


def _shortened(text: str) -> str:
    """What stands on every page has one line there."""
    return text if len(text) <= _LINE else text[: _LINE - 1] + "…"
