"""Shapes of what members type; the actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.files.web.forms import UploadField
from kadam.organizations import gst_states
from kadam.organizations.policies import role_help, role_name, roles_for

SIZES = (
    ("", _("Choose")),
    ("1 person", _("Just me")),
    ("2-10 people", _("2–10 people")),
    ("11-50 people", _("11–50 people")),
    ("51-200 people", _("51–200 people")),
    ("201-1,000 people", _("201–1,000 people")),
    ("More than 1,000 people", _("More than 1,000 people")),
)
_CODE = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}


def _states() -> list[tuple[str, Any]]:
    return [("", _("Choose")), *gst_states.choices()]


def _number(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=40, widget=forms.TextInput(attrs=_CODE)
    )


class BasicsForm(forms.Form):
    """What people read about the organisation."""

    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        help_text=_("As students know it. The registered name stands on your papers."),
    )
    about = forms.CharField(
        label=_("What you do"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three sentences in plain words. Students read this before they pitch."),
    )
    industry = forms.CharField(
        label=_("Industry"),
        required=False,
        max_length=80,
        help_text=_("Such as cold storage, or handloom sarees."),
    )
    size = forms.ChoiceField(label=_("Size"), required=False, choices=SIZES)
    city = forms.CharField(label=_("City or town"), required=False, max_length=80)
    state_code = forms.ChoiceField(label=_("State or union territory"), required=False, choices=_states)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),  # type=url refuses an address without its scheme
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind == "university":
            del self.fields["industry"], self.fields["size"]
            self.fields["about"].help_text = _(
                "Two or three sentences about your students and your career centre."
            )


class NewOrganizationForm(BasicsForm):
    """The same, the first time. `key` makes a double press harmless."""

    key = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class CompanyNumbersForm(forms.Form):
    """The numbers by which a company is registered; one is enough."""

    gstin = _number(_("GSTIN"), _("15 characters, such as 29AAKCS1234C1ZK"))
    cin = _number(_("CIN"), _("Companies: 21 characters, such as U72900KA2008PTC046374"))
    llpin = _number(_("LLPIN"), _("LLPs: such as AAB-1234"))
    udyam = _number(_("Udyam number"), _("Small firms: such as UDYAM-KR-03-0001234"))
    pan = _number(_("PAN of the firm"), _("10 characters. Shown to our staff alone."))


class UniversityNumbersForm(forms.Form):
    """The number by which a university or college is listed."""

    aishe = _number(_("AISHE code"), _("U, C or S, a hyphen and digits, such as U-0632"))
    pan = _number(_("PAN"), _("10 characters. Shown to our staff alone."))


def numbers_form(kind: str) -> type[forms.Form]:
    """The form for the numbers of a company or a university."""
    return CompanyNumbersForm if kind == "company" else UniversityNumbersForm


class EvidenceForm(forms.Form):
    """One paper for staff."""

    label = forms.CharField(
        label=_("What is it?"),
        max_length=120,
        help_text=_("Such as GST certificate, or electricity bill."),
    )
    file = UploadField(label=_("The paper"))


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = role_choices(roles_for(kind))  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """One more role for a member."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, held: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        free = [role for role in roles_for(kind) if role not in set(held)]
        self.fields["role"].choices = role_choices(free)  # type: ignore[attr-defined]


def role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Each role with what it is for."""
    return [(role, f"{role_name(role)}: {role_help(role)}") for role in roles]
