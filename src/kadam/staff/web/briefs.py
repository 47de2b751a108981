"""Pages: briefs that wait for a person, and one of them as students will see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kadam.identity.web.requests import SignedIn
from kadam.kit.clock import now
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.web.http import see_other
from kadam.projects import actions
from kadam.projects.queries import get_for_review, review_queue
from kadam.projects.states import PROJECT
from kadam.projects.web.project_page import draw
from kadam.staff import queries
from kadam.staff.web.door import staff_only
from kadam.staff.web.forms import ReviewForm, SuspensionForm


@staff_only
@require_safe
def briefs(request: SignedIn) -> HttpResponse:
    """What waits to be read, longest first."""
    return render(request, "staff/briefs.html", {"rows": review_queue()})


@staff_only
@require_safe
def brief(request: SignedIn, code: str) -> HttpResponse:
    """One brief: the page of students, what the linter says, and the decision."""
    return _page(request, code)


@staff_only
@require_POST
def review(request: SignedIn, code: str) -> HttpResponse:
    """Pass it, or ask for changes."""
    form, status = ReviewForm(request.POST), 422
    project = get_for_review(request.user, code)
    if form.is_valid():
        try:
            if form.cleaned_data["step"] == "pass":
                actions.pass_review(project, actor=request.user, now=now())
                said = _("“%(title)s” passed: the company is asked for the money.")
            else:
                note = form.cleaned_data["note"]
                actions.ask_changes(project, note=note, actor=request.user, now=now())
                said = _("The company of “%(title)s” is asked for changes.")
        except Refusal as no:
            status = refuse(form, no)
        else:
            messages.success(request, said % {"title": project.title})
            return see_other("staff:briefs")
    return _page(request, code, form=form, status=status)


@staff_only
@require_POST
def suspension(request: SignedIn, code: str) -> HttpResponse:
    """Take the project off the listing, or let it go on."""
    form, status = SuspensionForm(request.POST), 422
    project = get_for_review(request.user, code)
    if form.is_valid():
        try:
            if form.cleaned_data["step"] == "suspend":
                reason = form.cleaned_data["reason"].strip()
                actions.suspend_project(project, reason=reason, actor=request.user, now=now())
                said = _("“%(title)s” is off the listing; its money stays set aside.")
            else:
                actions.lift_suspension(project, actor=request.user, now=now())
                said = _("“%(title)s” goes on; the company has its days for answering anew.")
        except Refusal as no:
            status = refuse(form, no)
        else:
            messages.success(request, said % {"title": project.title})
            return see_other("staff:brief", code=code)
    return _page(request, code, suspension=form, status=status)


def _page(
    request: SignedIn,
    code: str,
    *,
    form: ReviewForm | None = None,
    suspension: SuspensionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    file = queries.brief_file(request.user, code)
    project, unopened = file.project, file.project.opened_at is None
    context = {
        "file": file,
        "form": form or ReviewForm(),
        "suspension": suspension or SuspensionForm(),
        "may_review": PROJECT.allows("pass_review", project.state),
        "may_suspend": PROJECT.allows("suspend", project.state),
        "may_lift": PROJECT.allows("lift_suspension", project.state),
        # what projects/detail.html draws
        "project": project,
        "page": draw(
            project, file.brief, address="", takes=project.state == "open", now=now(), preview=unopened
        ),
        "preview": unopened,
        "editable": False,
    }
    return render(request, "staff/brief.html", context, status=status)
