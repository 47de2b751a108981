"""The form of a brief. It checks shape; what the market wants of a brief, the linter says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadam.kit.forms import RupeesField
from kadam.kit.money import rupees_exact
from kadam.kit.rules import rules
from kadam.projects.families import FAMILIES
from kadam.skills.web.fields import SkillsField

if TYPE_CHECKING:
    from kadam.identity.models import Person
    from kadam.projects.brief import Brief
    from kadam.projects.linter import Finding
    from kadam.projects.models import Project

CRITERIA, QUESTIONS, SKILLS = 6, 3, 8
HOURS, DAYS = (5, 40), (7, 31)  # what the tables hold; the operator's own range lies within
AI_RULES = [
    ("allowed", _("Use AI freely")),
    ("disclose", _("Use AI, and say where and how")),
    ("barred", _("No AI for this work")),
]
PLACES = [("remote", _("Remote")), ("city", _("In person, in one city"))]
PLAIN = [
    "family",
    "title",
    "outcome",
    "deliverable",
    "deliverable_format",
    "context",
    "materials",
    "hours",
    "seats",
    "due_days",
    "starts_on",
    "ai_rule",
    "ai_note",
    "under_nda",
]


class Wanted(forms.CharField):
    """Asked for, but a draft may still lack it: the linter says so before the brief is sent on."""

    def validate(self, value: Any) -> None:
        """Anything may be saved in a draft."""


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BriefForm(forms.Form):
    """A whole brief, with fixed places for criteria and questions, so that it works without scripts."""

    use_required_attribute = False

    family = forms.ChoiceField(label=_("Kind of work"), choices=[("", _("Choose one")), *FAMILIES.items()])
    title = Wanted(label=_("Title"), max_length=120)
    outcome = Wanted(label=_("What you will know or have"), max_length=600, widget=_text(3))
    deliverable = Wanted(label=_("The one thing handed in"), max_length=300)
    deliverable_format = Wanted(label=_("Its format"), max_length=80)
    context = forms.CharField(label=_("Background"), max_length=2000, widget=_text(4), required=False)
    materials = forms.CharField(label=_("What you give"), max_length=2000, widget=_text(3), required=False)
    skills = SkillsField(
        label=_("Skills the work needs"),
        required=False,
        max_count=SKILLS,
        help_text=_("Two to five is best."),
    )
    hours = forms.IntegerField(label=_("Hours"))
    pay = RupeesField(label=_("Fee for each student"))
    seats = forms.IntegerField(label=_("Seats"))
    first_timer_seats = forms.IntegerField(label=_("Of these for first-timers"), required=False, min_value=0)
    due_days = forms.IntegerField(label=_("Days from kick-off to hand-in"))
    starts_on = forms.DateField(
        label=_("Earliest kick-off"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, widget=forms.RadioSelect)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    ai_rule = forms.ChoiceField(
        label=_("May the student use AI?"), choices=AI_RULES, widget=forms.RadioSelect
    )
    ai_note = forms.CharField(label=_("More about AI"), max_length=240, required=False)
    under_nda = forms.BooleanField(label=_("The work is confidential"), required=False)
    supervisor = forms.ChoiceField(label=_("Who looks after the student"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, people: Iterable[Person], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = {person.code: person for person in people}
        self.fields["supervisor"].choices = [(code, str(person)) for code, person in self.people.items()]  # type: ignore[attr-defined]
        for n in range(1, CRITERIA + 1):
            self.fields[f"criterion_{n}"] = _line(_("Criterion %(n)d"), n, wanted=n <= rules().criteria_min)
        for n in range(1, QUESTIONS + 1):
            self.fields[f"question_{n}"] = _line(_("Question %(n)d"), n, wanted=n == 1)
        market = rules()
        self._range("hours", max(HOURS[0], market.hours_min), min(HOURS[1], market.hours_max))
        self._range("due_days", max(DAYS[0], market.due_days_min), min(DAYS[1], market.due_days_max))
        self._range("seats", 1, min(50, market.seats_max))

    def _range(self, name: str, low: int, high: int) -> None:
        field = self.fields[name]
        field.widget.attrs.update(min=low, max=high)
        field.low, field.high = low, high  # type: ignore[attr-defined]

    def _in_range(self, name: str) -> int:
        value, field = int(self.cleaned_data[name]), self.fields[name]
        if not field.low <= value <= field.high:  # type: ignore[attr-defined]
            words = {"low": field.low, "high": field.high}  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Write a whole number from %(low)d to %(high)d."), params=words)
        return value

    def clean_hours(self) -> int:
        """5 to 40."""
        return self._in_range("hours")

    def clean_due_days(self) -> int:
        """7 to 31."""
        return self._in_range("due_days")

    def clean_seats(self) -> int:
        """At least one."""
        return self._in_range("seats")

    def clean_pay(self) -> int:
        """Paise; there is no unpaid project."""
        paise = self.cleaned_data["pay"]
        if not paise:
            raise forms.ValidationError(
                _("There is no unpaid project here. Write the fee for each student in rupees.")
            )
        return int(paise)

    def clean(self) -> dict[str, Any]:
        """The fields that belong together."""
        data: dict[str, Any] = super().clean() or {}
        data["first_timer_seats"] = data.get("first_timer_seats") or 0
        if data["first_timer_seats"] > data.get("seats", data["first_timer_seats"]):
            self.add_error("first_timer_seats", _("There are not so many seats."))
        if data.get("place") == "city" and not data.get("city"):
            self.add_error("city", _("Write the city, or choose remote."))
        return data

    def brief_fields(self) -> dict[str, Any]:
        """What was typed, as edit_brief takes it."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in PLAIN},
            "pay_paise": data["pay"],
            "first_timer_seats": data["first_timer_seats"],
            "city": data["city"] if data["place"] == "city" else "",
            "criteria": self._lines("criterion", CRITERIA),
            "questions": self._lines("question", QUESTIONS),
            "skills": [skill.slug for skill in data["skills"]],
            "supervisor": self.people[data["supervisor"]],
        }

    def _lines(self, name: str, count: int) -> list[str]:
        lines = (self.cleaned_data[f"{name}_{n}"] for n in range(1, count + 1))
        return [" ".join(line.split()) for line in lines if line]

    def show(self, findings: Sequence[Finding]) -> None:
        """Put what the linter blocks beside the fields, as the form's own errors are."""
        for one in findings:
            if one.level == "hard" and not self.has_error(one.field):
                self.add_error(one.field if one.field in self.fields else None, f"{one.reason} {one.mend}")


def _line(label: Any, number: int, *, wanted: bool) -> forms.CharField:
    kind = Wanted if wanted else forms.CharField
    return kind(label=label % {"n": number}, max_length=240, required=wanted, widget=_text(1))


def typed(project: Project, brief: Brief) -> Mapping[str, Any]:
    """A saved brief as it would be typed into the form: for a form that shows it, or reads it again."""
    lines = {f"criterion_{n}": line.text for n, line in enumerate(brief.criteria, 1)}
    lines |= {f"question_{n}": line.text for n, line in enumerate(brief.questions, 1)}
    return {
        **{name: getattr(project, name) for name in PLAIN if name != "under_nda"},
        **({"under_nda": True} if project.under_nda else {}),
        **lines,
        "pay": rupees_exact(project.pay_paise).removeprefix("₹").removesuffix(".00"),
        "first_timer_seats": project.first_timer_seats or "",
        "starts_on": project.starts_on.isoformat() if project.starts_on else "",
        "place": "city" if project.city else "remote",
        "city": project.city,
        "skills": [tag.slug for tag in brief.skills],
        "supervisor": project.supervisor.code,
        "version": project.version,
    }


class CancellationForm(forms.Form):
    """Why the company calls it off."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=_text(3),
        help_text=_("Everyone who pitched reads this sentence."),
    )
