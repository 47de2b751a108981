"""What is typed in the workroom: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.engagements.queries import Judged
from kadam.engagements.states import SCORES
from kadam.files.web.forms import UploadField
from kadam.kit.rules import rules

SCORE_LABELS = {
    "problem_solving": _("Problem solving"),
    "work_ethic": _("Work ethic"),
    "quality": _("Quality"),
    "communication": _("Communication"),
}


class AgreementForm(forms.Form):
    """One box to tick, and the fingerprint of the text that was shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        label=_("I have read the agreement and accept it"),
        error_messages={"required": _("Tick the box to accept the agreement.")},
    )


class SubmissionForm(forms.Form):
    """The deliverable."""

    files = UploadField(  # type: ignore[assignment]  # a declared field is no attribute of the form
        label=_("Your deliverable"),
        multiple=True,
        max_count=rules().submission_files_max,
        error_messages={"required": _("Attach the deliverable: at least one file.")},
    )
    note = forms.CharField(
        label=_("A note to the reviewer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ai_use = forms.CharField(
        label=_("Where AI tools helped"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Say which tools, and for what. If you used none, write “none”."),
    )

    def __init__(self, *args: Any, ai_rule: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ai_rule != "disclose":
            del self.fields["ai_use"]


class ReviewForm(forms.Form):
    """A verdict on each criterion, four scores, a comment, and what follows."""

    comment = forms.CharField(
        label=_("What you want to say to the student"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was good, and what would be better next time. It can stand on their public page."),
        error_messages={"required": _("Write a few words: the student reads this, and keeps it.")},
    )
    decision = forms.ChoiceField(
        choices=[("accept", ""), ("revise", "")], widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: Any, criteria: Sequence[Judged], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        yes_no = [("yes", _("Met")), ("no", _("Not met"))]
        for one in criteria:
            self.fields[f"met_{one.id}"] = forms.ChoiceField(
                label=one.text,
                choices=yes_no,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say for this criterion whether it is met.")},
            )
            self.fields[f"why_{one.id}"] = forms.CharField(
                label=_("A comment on this"), required=False, max_length=1000
            )
        for name in SCORES:
            self.fields[name] = forms.TypedChoiceField(
                label=SCORE_LABELS[name],
                choices=[(str(n), str(n)) for n in range(1, 5)],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )

    def verdicts(self) -> dict[int, tuple[bool, str]]:
        """Criterion id -> met, comment."""
        data = self.cleaned_data
        return {
            one.id: (data[f"met_{one.id}"] == "yes", data.get(f"why_{one.id}", "")) for one in self.criteria
        }

    def scores(self) -> dict[str, int]:
        """The scores given."""
        return {name: self.cleaned_data[name] for name in SCORES if self.cleaned_data.get(name)}


class EndForm(forms.Form):
    """Why it ends."""

    why = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why, in a sentence: the other side reads it.")},
    )
