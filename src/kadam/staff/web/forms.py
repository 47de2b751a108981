"""Forms of staff: a decision, and the note that goes with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What staff decide about an organisation. `seen` is the version they looked at."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("approve", "ask", "refuse")])
    note = forms.CharField(
        label=_("What they should send, or why it is refused"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write it, at least in a short sentence: they will read it.")},
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = self.data.get("step") != "approve"


class ReviewForm(forms.Form):
    """What staff say about a brief."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("pass", "ask")])
    note = forms.CharField(
        label=_("What should change"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write what should change, so that the company can mend it in one go.")
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = self.data.get("step") != "pass"


class SuspensionForm(forms.Form):
    """Take a project off the listing, or let it go on."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("suspend", "lift")])
    reason = forms.CharField(
        label=_("Why it is taken off"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why, in a sentence: the company reads it.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = self.data.get("step") != "lift"
