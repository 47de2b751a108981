"""Shapes of what is typed about money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class UpiForm(forms.Form):
    """A UPI id."""

    upi_id = forms.CharField(
        label=_("UPI id"),
        max_length=100,
        help_text=_("As your UPI app shows it, such as asha.rao@okhdfc."),
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "email"}),
    )
    holder_name = forms.CharField(
        label=_("Name as your bank knows it"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def destination(self) -> dict[str, str]:
        """What the action takes."""
        return dict(self.cleaned_data)


class BankForm(forms.Form):
    """A bank account, its number typed twice: a wrong digit sends money to a stranger."""

    bank_account = forms.CharField(
        label=_("Account number"),
        max_length=34,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "numeric"}),
    )
    bank_account_again = forms.CharField(
        label=_("Account number, once more"),
        max_length=34,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "numeric"}),
    )
    ifsc = forms.CharField(
        label=_("IFSC"),
        max_length=11,
        help_text=_("Eleven characters, on your cheque book or in your bank's app, such as HDFC0001234."),
        widget=forms.TextInput(attrs={**PLAIN, "autocapitalize": "characters"}),
    )
    holder_name = UpiForm.base_fields["holder_name"]

    def clean(self) -> dict[str, Any]:
        """Both numbers are the same."""
        typed = super().clean() or self.cleaned_data
        first, again = typed.get("bank_account"), typed.get("bank_account_again")
        if first and again and first.replace(" ", "") != again.replace(" ", ""):
            self.add_error("bank_account_again", _("The two account numbers differ. Check both."))
        return typed

    def destination(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("bank_account", "ifsc", "holder_name")}
