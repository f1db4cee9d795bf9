"""Where was it decided: in the meeting or outside it, and how soon did we know?"""

from projections.register import Register
from projections.views.decision_documents import Decision
from projections.views.decision_register import view
from projections.views.where_lines import WhereLine, lines

register = Register(
    name="where-decided",
    title="Where decisions were taken",
    view=view,
    kind=Decision,
    line=WhereLine,
    lines=lines,
    filters=("body", "meeting", "item"),
)
