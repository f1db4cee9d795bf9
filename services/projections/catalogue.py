"""Every view and every register of Minutebook, in two literal lists."""

from projections.documents import Document
from projections.register import Register
from projections.view import View
from projections.views import action_register

VIEWS: tuple[View, ...] = (action_register.view,)

REGISTERS: tuple[Register, ...] = (action_register.register,)

REGISTER_BY_NAME = {register.name: register for register in REGISTERS}
VIEW_OF: dict[type[Document], View] = {kind: view for view in VIEWS for kind in view.documents}
