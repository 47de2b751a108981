"""Shapes of what a student decides about the portfolio; the actions decide whether it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kadam.portfolios.policies import SLUG_MAX, SUMMARY_MAX


def _explained(details: Sequence[str]) -> list[tuple[str, Any]]:
    """Each choice with what others then see."""
    texts = {
        "full": (
            _now("Full"),
            _now("The company, the title, what was asked, your words, the review and its scores."),
        ),
        "safe": (
            _now("Safe"),
            _now(
                "The kind of work, month, hours, industry, skills, scores and your own words. No company, no title, "
                "nothing from the brief, nothing the reviewer wrote."
            ),
        ),
        "hidden": (_now("Hidden"), _now("Nothing. It does not count in the figures either.")),
    }
    return [(key, format_html("{}<small>{}</small>", *texts[key])) for key in details]


class EntryForm(forms.Form):
    """How much of one work is shown, and the student's own words about it."""

    detail = forms.ChoiceField(label=_("What others see"), widget=forms.RadioSelect)
    summary = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=SUMMARY_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, details: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["detail"].choices = _explained(details)  # type: ignore[attr-defined]
        self.fields["summary"].help_text = (
            _("What the problem was and what you made of it, in two or three sentences.")
            if "full" in details
            else _(
                "What kind of problem it was and what you made of it. Leave out the company and its figures."
            )
        )


class AddressForm(forms.Form):
    """The last part of the page's address."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=SLUG_MAX,
        help_text=_("Small letters, digits and hyphens. The old address then leads nowhere."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
