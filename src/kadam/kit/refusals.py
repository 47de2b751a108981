"""A business "no": never a crash, never silence, always a sentence a person can act on."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Base of every business "no". A subclass stands beside the code that raises it.

    `message` may hold %(name)s places, filled from the keyword arguments. `field` names the form field
    the message belongs to. `status` is the HTTP answer: 409 state, 422 input, 403 role, 429 too often.
    """

    message: str | Promise = _("This cannot be done now.")
    status = 409
    field: str | None = None

    def __init__(
        self, message: str | Promise | None = None, *, field: str | None = None, **values: Any
    ) -> None:
        self.text = str(message if message is not None else self.message) % values if values else None
        self._message = message if message is not None else self.message
        self.values = values
        if field is not None:
            self.field = field
        super().__init__(str(self._message))

    def __str__(self) -> str:
        return self.text or str(self._message)


class NotYours(Refusal):
    """The person may see the thing, but their role does not allow this step."""

    message = _("Your role does not allow this. Ask an owner of the organisation.")
    status = 403


class BadInput(Refusal):
    """What was typed cannot be used; says which field and how to mend it."""

    message = _("Please check what you typed.")
    status = 422
