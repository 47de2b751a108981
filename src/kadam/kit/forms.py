"""Forms check shape; actions decide. Here the two meet: a refusal lands on its field and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from kadam.kit.money import NotAnAmount, parse_rupees, rupees_exact
from kadam.kit.refusals import Refusal


def refuse(form: forms.BaseForm, refusal: Refusal) -> int:
    """Put the refusal's sentence on its field of `form` (or on the whole); gives the HTTP status to answer with."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    return refusal.status


def attempt[T](form: forms.BaseForm, step: Callable[[], T]) -> tuple[T | None, int]:
    """Take `step` if the form was sent in the right shape; gives what the step made, and an HTTP status.

    (None, 200) while nothing was sent, (None, 422) for a wrong shape, and (None, its status) for a refusal, which
    then stands on its field: the page shows the form again. Else (what was made, 303).
    """
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 422
    try:
        return step(), 303
    except Refusal as refusal:
        return None, refuse(form, refusal)


class RupeesField(forms.CharField):
    """An amount typed in rupees ("6,000" or "₹6,000.50"), cleaned to integer paise."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Paise, or None for nothing typed."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_rupees(text)
        except NotAnAmount as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        """Paise as rupees; what was typed stays as it was."""
        if isinstance(value, int):
            return rupees_exact(value).removeprefix("₹").removesuffix(".00")
        return value
