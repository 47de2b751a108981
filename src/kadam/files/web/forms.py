"""The form field for uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kadam.files.kinds import EXTENSIONS, READABLE
from kadam.kit.rules import rules


class UploadInput(forms.FileInput):
    """A file chooser that shows only the kinds we take."""

    allow_multiple_selected = True

    def __init__(self, *, multiple: bool) -> None:
        accept = ",".join(f".{extension}" for extension in EXTENSIONS)
        super().__init__(attrs={"accept": accept, "multiple": multiple})


class UploadField(forms.FileField):
    """One or several files. Cleans to a list of UploadedFile (empty when optional and nothing was chosen).

    Checks the count and the weight; `files.actions.store_upload` judges the content.
    """

    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("This file is empty. Check that it was saved, and choose it again."),
        "too_many": ngettext_lazy(
            "Choose at most %(count)s file.", "Choose at most %(count)s files.", "count"
        ),
        "too_large": _(
            "%(name)s is larger than %(limit)s MB. Make it smaller, or split it and upload the parts."
        ),
    }

    def __init__(self, *, multiple: bool = False, max_count: int = 5, **options: Any) -> None:
        self.max_count = max_count if multiple else 1
        options.setdefault("widget", UploadInput(multiple=multiple))
        hint = format_lazy(_("{kinds}; up to {limit} MB each."), kinds=READABLE, limit=rules().upload_max_mb)
        options.setdefault("help_text", hint)
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files chosen. Raises ValidationError when one is needed and missing, for too many, or for a heavy one."""
        given = data if isinstance(data, list | tuple) and data else [data or None]
        chosen = [file for one in given if (file := super(UploadField, self).clean(one, initial))]
        if len(chosen) > self.max_count:
            raise self._invalid("too_many", count=self.max_count)
        limit = rules().upload_max_mb
        for file in chosen:
            if (file.size or 0) > limit * 1_000_000:
                raise self._invalid("too_large", name=file.name, limit=limit)
        return chosen

    def _invalid(self, code: str, **params: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)
