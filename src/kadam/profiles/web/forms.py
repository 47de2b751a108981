"""Shapes of what students type about themselves; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kadam.organizations import gst_states
from kadam.profiles import languages
from kadam.profiles.policies import BLACKOUT_DAYS_MAX
from kadam.skills.web.fields import SkillsField

YEARS = (
    ("", _("Choose")),
    (1, _("First year")),
    (2, _("Second year")),
    (3, _("Third year")),
    (4, _("Fourth year")),
    (5, _("Fifth year")),
    (6, _("Sixth year or later")),
    (0, _("Graduated")),
)
NO_HOME = {"97"}  # "other territory": a tax code, not a place to live


def _states() -> list[tuple[str, Any]]:
    return [("", _("Choose")), *(pair for pair in gst_states.choices() if pair[0] not in NO_HOME)]


def _visibilities() -> list[tuple[str, Any]]:
    """Each with what it means for the person."""
    explained = (
        (
            "private",
            _now("Private"),
            _now("Only companies you pitch to see it, and your name only once they shortlist you."),
        ),
        (
            "companies",
            _now("Companies"),
            _now(
                "Verified companies may also see it, with your name, when they look for students. By choosing this "
                "you agree to that; you can take it back here at any time."
            ),
        ),
        (
            "public",
            _now("Public"),
            _now(
                "The same, and your portfolio page, once you publish it, also says where you study and which "
                "languages you speak."
            ),
        ),
    )
    return [(value, format_html("{}<small>{}</small>", name, text)) for value, name, text in explained]


class ProfileForm(forms.Form):
    """Everything a profile says."""

    institution = forms.CharField(
        label=_("College or university"),
        max_length=160,
        help_text=_(
            "As on your mark sheet. Choose it from the list if it is there: your career centre then finds you."
        ),
        widget=forms.TextInput(attrs={"list": "universities", "autocomplete": "organization"}),
    )
    course = forms.CharField(
        label=_("Course"), max_length=120, help_text=_("Such as BCom, or BTech Mechanical.")
    )
    study_year = forms.TypedChoiceField(label=_("Year"), choices=YEARS, coerce=int)
    city = forms.CharField(label=_("City or town"), required=False, max_length=80)
    state_code = forms.ChoiceField(label=_("State or union territory"), required=False, choices=_states)
    skills = SkillsField(
        label=_("Skills"),
        help_text=_(
            "Type a skill the way you say it and choose it. Five to ten that you would show tomorrow are best."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you could work in"),
        choices=languages.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=120,
        help_text=_("What you do, in one line: “Commerce student who likes clean tables”."),
    )
    about = forms.CharField(
        label=_("About you"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you have done and what you look for. Leave out phone numbers and addresses."),
    )
    weekly_hours = forms.IntegerField(
        label=_("Hours a week you can work"),
        min_value=1,
        max_value=40,
        help_text=_("In term, projects take at most 20 hours of a week."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    visibility = forms.ChoiceField(
        label=_("Who sees your profile"), choices=_visibilities, widget=forms.RadioSelect
    )

    def clean_institution(self) -> str:
        """Single spaces, so that the same college is one college."""
        return " ".join(str(self.cleaned_data["institution"]).split())


class BlackoutForm(forms.Form):
    """Days on which the student does not work."""

    label = forms.CharField(label=_("What for"), max_length=80, help_text=_("Such as semester exams."))
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("At most %(n)s days at once.") % {"n": BLACKOUT_DAYS_MAX},
    )
