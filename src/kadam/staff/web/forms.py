"""Forms of staff: a decision, and the note that goes with it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What staff decide about an organisation. `seen` is the version they looked at."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("approve", "ask", "refuse")])
    note = forms.CharField(
        label=_("What they should send, or why it is refused"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What staff say about a brief."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("pass", "ask")])
    note = forms.CharField(
        label=_("What should change"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SuspensionForm(forms.Form):
    """Take a project off the listing, or let it go on."""

    step = forms.ChoiceField(choices=[(name, name) for name in ("suspend", "lift")])
    reason = forms.CharField(
        label=_("Why it is taken off"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, object]:
        """A suspension has a reason: the company reads it."""
        data = super().clean() or {}
        if data.get("step") == "suspend" and not str(data.get("reason", "")).strip():
            self.add_error("reason", _("Write why, in a sentence: the company reads it."))
        return data
