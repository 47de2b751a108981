"""What is typed in a pitch and in an answer: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.applications.words import REASON_WORDS
from kadam.files.web.forms import UploadField
from kadam.kit.rules import rules

LINKS = 2


class PitchForm(forms.Form):
    """One answer a question, and what backs them."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[tuple[int, str]],
        works: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        limit = rules().answer_words_max
        for pk, text in questions:
            self.fields[f"answer_{pk}"] = forms.CharField(
                label=text,
                max_length=limit * 25,
                widget=forms.Textarea(attrs={"rows": 5}),
                error_messages={
                    "required": _("Please answer this question: the company chose it to see how you think.")
                },
            )
        if works:
            self.fields["works"] = forms.TypedMultipleChoiceField(
                label=_("Accepted work to show"),
                choices=works,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for number in range(1, LINKS + 1):
            self.fields[f"link_{number}"] = forms.URLField(
                label=_("A link to your work"),
                required=False,
                max_length=200,
                assume_scheme="https",
                widget=forms.TextInput(attrs={"inputmode": "url"}),  # type=url refuses one without its scheme
            )
        self.fields["files"] = UploadField(
            label=_("A file that shows what you can do"), multiple=True, max_count=2, required=False
        )

    def answers(self) -> dict[int, str]:
        """Question id -> text."""
        return {pk: self.cleaned_data[f"answer_{pk}"] for pk, _text in self.questions}

    def links(self) -> list[tuple[str, str]]:
        """(label, address) of each link given; the label is the address without its scheme."""
        given = (self.cleaned_data.get(f"link_{number}", "") for number in range(1, LINKS + 1))
        return [(link.split("//", 1)[-1][:160], link) for link in given if link]


class RefusalForm(forms.Form):
    """A reason from the list, and a personal line."""

    reason = forms.ChoiceField(
        label=_("The reason"),
        choices=[(key, words) for key, words in REASON_WORDS.items() if key != "seats_filled"],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: the student will read it and do better next time.")},
    )
    note = forms.CharField(
        label=_("A personal line, if you like"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
