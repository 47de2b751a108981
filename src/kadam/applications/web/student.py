"""A student's pitches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kadam.applications import actions, queries
from kadam.applications.states import APPLICATION
from kadam.applications.web import drawing
from kadam.applications.web.forms import PitchForm
from kadam.applications.words import REASON_WORDS, STATE_WORDS
from kadam.files.actions import store_upload
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.profiles import queries as profiles
from kadam.projects import queries as projects

if TYPE_CHECKING:
    from kadam.applications.models import Application
    from kadam.profiles.models import Profile
    from kadam.projects.models import Project


@require_GET
@signed_in
def mine(request: SignedIn) -> HttpResponse:
    """Every pitch of the student, and how each stands."""
    page = queries.for_student(request.user, request.GET.get("after"))
    context = {"page": page, "words": STATE_WORDS, "limit": rules().open_applications_per_student}
    return render(request, "applications/mine.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: SignedIn, project: str) -> HttpResponse:
    """Write a pitch."""
    found = projects.get_open(request.user, project)
    if code := queries.of_project(request.user, project):
        return see_other("applications:detail", code=code)
    student = profiles.of_person(request.user)
    if student is None:
        messages.info(request, _("Tell us first what you study and what you can do. Then you can pitch."))
        return see_other("profiles:new")
    form = PitchForm(
        request.POST or None,
        request.FILES or None,
        questions=list(found.questions.order_by("position").values_list("id", "text")),
        works=[(work.id, work.title) for work in profiles.proven_works(student)],
    )
    pitched, status = attempt(form, lambda: _hand_in(request, form, found, student))
    if pitched:
        place = {"n": pitched.position, "all": found.pitch_limit}
        text = _("Your pitch is in: number %(n)s of %(all)s. You get an answer, either way.")
        messages.success(request, text % place)
        return see_other("applications:detail", code=pitched.code)
    context = {
        "project": found,
        "form": form,
        "student": student,
        "rules": rules(),
        "open_count": queries.open_count(student),
        "clashes": drawing.clashes(found, student, clock.today()),
    }
    return render(request, "applications/new.html", context, status=status)


def _hand_in(request: SignedIn, form: PitchForm, project: Project, student: Profile) -> Application:
    now, data = clock.now(), form.cleaned_data
    files = [store_upload(owner=request.user, upload=one, now=now, field="files") for one in data["files"]]
    return actions.apply(
        project=project,
        student=student,
        answers=form.answers(),
        works=profiles.own_works(student, data.get("works") or []),
        links=form.links(),
        files=files,
        actor=request.user,
        now=now,
    )


@require_GET
@signed_in
def detail(request: SignedIn, code: str) -> HttpResponse:
    """One's own pitch: the answers, the place in the queue, whose turn it is."""
    application = queries.get_for_student(request.user, code)
    answers, proofs = queries.own_pitch(application)
    context = {
        "application": application,
        "project": application.project,
        "answers": answers,
        "proofs": proofs,
        "steps": drawing.steps(application),
        "turn": drawing.student_turn(application),
        "word": STATE_WORDS[application.state],
        "reason": REASON_WORDS.get(application.reason, ""),
        "may_withdraw": APPLICATION.allows("withdraw", application.state),
    }
    return render(request, "applications/detail.html", context)


@require_POST
@signed_in
def withdrawal(request: SignedIn, code: str) -> HttpResponse:
    """Step back from a pitch."""
    application = queries.get_for_student(request.user, code)
    actions.withdraw(application, actor=request.user, now=clock.now())
    messages.success(request, _("Withdrawn. It no longer counts among your open applications."))
    return see_other("applications:mine")


@require_POST
@signed_in
def declination(request: SignedIn, code: str) -> HttpResponse:
    """Say no to an offer."""
    application = queries.get_for_student(request.user, code)
    actions.decline_offer(application, actor=request.user, now=clock.now())
    messages.success(
        request,
        _("You declined the offer. The seat goes to somebody else, and it does not count against you."),
    )
    return see_other("applications:mine")
