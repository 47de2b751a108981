"""The form of a person's choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.notifications.queries import Choice


class MailForm(forms.Form):
    """The topics that may be muted; ticked ones are mailed."""

    mailed = forms.MultipleChoiceField(
        label=_("Mail me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **options: Any) -> None:
        may = [one for one in choices if one.topic.mutable]
        options.setdefault("initial", {"mailed": [one.topic.key for one in may if one.mailed]})
        super().__init__(*args, **options)
        field = self.fields["mailed"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.topic.key, one.topic.name) for one in may]
