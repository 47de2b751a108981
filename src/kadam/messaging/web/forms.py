"""The form that whoever shows a thread puts under it."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.files.web.forms import UploadField
from kadam.messaging.policies import FILES_MAX, TEXT_MAX


class MessageForm(forms.Form):
    """Words, files or both. `key` is new for each form drawn: a double press sends once."""

    text = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("A message holds at most 4,000 characters. Attach longer text as a file.")
        },
    )
    files = UploadField(label=_("Files"), multiple=True, max_count=FILES_MAX, required=False)  # type: ignore[assignment]
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=lambda: str(uuid4()),
        error_messages={
            "required": _("Send it once more, please: the page was open for too long."),
            "invalid": _("Send it once more, please: the page was open for too long."),
        },
    )

    def clean_key(self) -> str:
        """As text, which is how messages keep it."""
        return str(self.cleaned_data["key"])
