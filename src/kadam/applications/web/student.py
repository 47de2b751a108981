"""A student's pitches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kadam.applications import actions, queries
from kadam.applications.states import APPLICATION
from kadam.applications.web import drawing
from kadam.applications.web.forms import PitchForm
from kadam.applications.words import REASON_WORDS, STATE_WORDS
from kadam.files.actions import store_upload
from kadam.kit import clock
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.profiles import queries as profiles
from kadam.projects import queries as projects


@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Every pitch of the student, and how each stands."""
    page = queries.for_student(request.user, request.GET.get("after"))
    context = {"page": page, "words": STATE_WORDS, "limit": rules().open_applications_per_student}
    return render(request, "applications/mine.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest, project: str) -> HttpResponse:
    """Write a pitch."""
    found = projects.get_open(request.user, project)
    if code := queries.of_project(request.user, project):
        return see_other("applications:detail", code=code)
    student = profiles.of_person(request.user)
    if student is None:
        messages.info(request, _("Tell us first what you study and what you can do. Then you can pitch."))
        return see_other("profiles:new")
    works = profiles.proven_works(student)
    questions = list(found.questions.order_by("position").values_list("id", "text"))
    form = PitchForm(
        request.POST or None,
        request.FILES or None,
        questions=questions,
        works=[(work.id, work.title) for work in works],
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _hand_in(request, form, found, student)
            except Refusal as refusal:
                status = refuse(form, refusal)
    context = {
        "project": found,
        "form": form,
        "student": student,
        "rules": rules(),
        "open_count": queries.open_count(student),
        "clashes": drawing.clashes(found, student, clock.today()),
    }
    return render(request, "applications/new.html", context, status=status)


def _hand_in(request: HttpRequest, form: PitchForm, project: Any, student: Any) -> HttpResponse:
    now, data = clock.now(), form.cleaned_data
    files = [store_upload(owner=request.user, upload=one, now=now, field="files") for one in data["files"]]
    application = actions.apply(
        project=project,
        student=student,
        answers=form.answers(),
        works=profiles.own_works(student, data.get("works") or []),
        links=form.links(),
        files=files,
        actor=request.user,
        now=now,
    )
    place = {"n": application.position, "all": project.pitch_limit}
    messages.success(
        request, _("Your pitch is in: number %(n)s of %(all)s. You get an answer, either way.") % place
    )
    return see_other("applications:detail", code=application.code)


@require_GET
@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
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
@login_required
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Step back from a pitch."""
    application = queries.get_for_student(request.user, code)
    actions.withdraw(application, actor=request.user, now=clock.now())
    messages.success(request, _("Withdrawn. It no longer counts among your open applications."))
    return see_other("applications:mine")


@require_POST
@login_required
def declination(request: HttpRequest, code: str) -> HttpResponse:
    """Say no to an offer."""
    application = queries.get_for_student(request.user, code)
    actions.decline_offer(application, actor=request.user, now=clock.now())
    messages.success(
        request,
        _("You declined the offer. The seat goes to somebody else, and it does not count against you."),
    )
    return see_other("applications:mine")
