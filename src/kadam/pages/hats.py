"""The hats a person wears: student, member of an organisation, staff. One at a time, chosen in the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadam.identity.models import Person
from kadam.kit.refusals import Refusal
from kadam.organizations.queries import memberships_of

SESSION_KEY = "hat"


@dataclass(frozen=True)
class Hat:
    """`key` is "student", "staff" or an organisation's code; `kind` is student, company, university or staff."""

    key: str
    label: str
    kind: str


class NoSuchHat(Refusal):
    """The person does not belong there (any more)."""

    message = gettext_lazy("You do not belong to that organisation. Choose one of yours.")
    status = 403


def hats_of(person: Person) -> list[Hat]:
    """Every hat of a person, in one query: each can be a student; organisations by name; staff last."""
    organizations = [
        Hat(row.organization_code, row.organization_name, row.kind) for row in memberships_of(person)
    ]
    student = [Hat("student", _("Student"), "student")]
    staff = [Hat("staff", _("Staff"), "staff")] if person.is_staff else []
    return [*student, *organizations, *staff]


def worn(request: HttpRequest, hats: Sequence[Hat]) -> Hat | None:
    """The hat chosen last, or the most telling one: staff and members start at work, others as students."""
    chosen = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
    by_key = {hat.key: hat for hat in hats}
    if chosen in by_key:
        return by_key[chosen]
    return next((hat for hat in hats if hat.kind != "student"), hats[0] if hats else None)


def wear(request: HttpRequest, key: str, hats: Sequence[Hat]) -> Hat:
    """Put on a hat for this session. Raises NoSuchHat for one that is not the person's."""
    hat = next((hat for hat in hats if hat.key == key), None)
    if hat is None:
        raise NoSuchHat()
    request.session[SESSION_KEY] = key
    return hat


def places(hat: Hat | None, *, signed_in: bool) -> list[tuple[str, str]]:
    """Label and address of each place this hat goes to."""
    if hat is None or not signed_in:
        return [
            (_("Find projects"), reverse("projects:list")),
            (_("For companies"), reverse("pages:companies")),
            (_("For universities"), reverse("pages:universities")),
        ]
    if hat.kind == "company":
        return [
            (_("Dashboard"), reverse("pages:dashboard")),
            (_("Projects"), reverse("projects:company", kwargs={"code": hat.key})),
            (_("Money"), reverse("payments:company", kwargs={"code": hat.key})),
            (_("People"), reverse("organizations:members", kwargs={"code": hat.key})),
        ]
    if hat.kind == "university":
        return [
            (_("Dashboard"), reverse("pages:dashboard")),
            (_("Find projects"), reverse("projects:list")),
            (_("People"), reverse("organizations:members", kwargs={"code": hat.key})),
        ]
    if hat.kind == "staff":
        return [
            (_("Console"), reverse("staff:home")),
            (_("Find projects"), reverse("projects:list")),
        ]
    return [
        (_("Find projects"), reverse("projects:list")),
        (_("My pitches"), reverse("applications:mine")),
        (_("My work"), reverse("engagements:mine")),
        (_("Money"), reverse("payments:earnings")),
        (_("Portfolio"), reverse("portfolios:own")),
    ]
