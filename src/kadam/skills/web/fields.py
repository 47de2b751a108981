"""Picking skills in a form: by typeahead where there are scripts, in words with commas between where there are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy, ngettext_lazy

from kadam.skills import queries

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kadam.skills.models import Skill

BETWEEN = re.compile(r"[,;\n]")
MOST_WORDS = 60  # read from one form; more is no list of skills


class SkillsWidget(forms.Widget):
    """A text box that the typeahead turns into chips, each with a hidden input `name` = slug.

    Without scripts the box holds the names, commas between. It posts as `<name>_text`: what was typed and not
    picked is read too, so nothing typed is lost.
    """

    template_name = "skills/picker.html"

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: with scripts the box is empty although skills are picked."""
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Slugs and words, in the order given, each once."""
        get = getattr(data, "getlist", None)
        given = get(name) if get else _several(data.get(name, ()))
        return split([*given, str(data.get(f"{name}_text", ""))])

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Only where neither the chips nor the box were posted."""
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """The chosen skills as (slug, name), and the words that name none."""
        chosen, unknown = _sort_out(value or ())
        attributes = self.build_attrs(self.attrs, dict(attrs or {}))
        return {
            "name": name,
            "chosen": chosen,
            "unknown": ", ".join(unknown),
            "written": ", ".join([*(text for _slug, text in chosen), *unknown]),
            "url": reverse_lazy("skills:suggestions"),
            "max": attributes.pop("data-max", None),
            "attributes": attributes,
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Drawn by the templates of the pages: they know our words; those of Django's forms do not."""
        return super().render(name, value, attrs, TemplatesSetting())


class SkillsField(forms.Field):
    """Skills of the taxonomy, cleaned to a list of `Skill` in the order given.

    `initial` takes slugs or skills. `min_count` applies when anything is required or given at all.
    """

    widget = SkillsWidget
    default_error_messages = {
        "required": gettext_lazy("Choose at least one skill."),
        "unknown": gettext_lazy(
            "We do not know “%(word)s”. Look for it in the list of skills, or try another word."
        ),
        "meant": gettext_lazy("We do not know “%(word)s”. Did you mean “%(meant)s”?"),
        "few": ngettext_lazy("Choose at least %(n)d skill.", "Choose at least %(n)d skills.", "n"),
        "many": ngettext_lazy("Choose at most %(n)d skill.", "Choose at most %(n)d skills.", "n"),
    }

    def __init__(self, *, min_count: int = 1, max_count: int = 20, **options: Any) -> None:
        self.min_count, self.max_count = min_count, max_count
        options.setdefault("label", gettext_lazy("Skills"))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The typeahead stops at the most there may be."""
        return {"data-max": self.max_count}

    def clean(self, value: Any) -> list[Skill]:
        """The skills. Raises ValidationError: none, too few, too many, or words that name no skill. Two queries."""
        words = split(_several(value))
        if not words and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        known = queries.recognise(words)
        self._refuse_unknown(known)
        slugs = list(dict.fromkeys(one.slug for one in known))
        if words:
            self._check_count(len(slugs))
        return queries.by_slugs(slugs) if slugs else []

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other skills are picked than before; their order does not matter."""
        before, _unknown = _sort_out(initial or ())
        return {slug for slug, _name in before} != {one.slug for one in queries.recognise(data or ())}

    def _refuse_unknown(self, known: Sequence[queries.Recognised]) -> None:
        problems = [
            forms.ValidationError(
                self.error_messages["meant" if one.meant else "unknown"],
                code="unknown",
                params={"word": one.typed, "meant": one.meant},
            )
            for one in known
            if not one.slug
        ]
        if problems:
            raise forms.ValidationError(problems)

    def _check_count(self, count: int) -> None:
        if count < self.min_count:
            raise forms.ValidationError(self.error_messages["few"], code="few", params={"n": self.min_count})
        if count > self.max_count:
            raise forms.ValidationError(
                self.error_messages["many"], code="many", params={"n": self.max_count}
            )


def split(given: Iterable[str]) -> list[str]:
    """The single words of what was posted: parted by commas, trimmed, each once, at most MOST_WORDS."""
    words = (word.strip() for text in given for word in BETWEEN.split(text))
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def _several(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(getattr(one, "slug", one)) for one in value or ()]


def _sort_out(value: Iterable[Any]) -> tuple[list[tuple[str, str]], list[str]]:
    """((slug, name) of the skills, words that name none); asks the taxonomy only about strings."""
    items = [value] if isinstance(value, str) else list(value)
    words = [item for item in items if isinstance(item, str)]
    known = {one.typed: one for one in queries.recognise(words)} if words else {}
    skills = [known[item] if isinstance(item, str) else item for item in items]
    chosen = [(skill.slug, skill.name) for skill in skills if skill.slug]
    unknown = [word for word in words if not known[word].slug]
    return list(dict.fromkeys(chosen)), unknown
