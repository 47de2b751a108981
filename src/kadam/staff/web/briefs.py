"""Pages: briefs that wait for a person, and one of them as students will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kadam.identity.web.requests import SignedIn
from kadam.kit.clock import now
from kadam.kit.forms import attempt
from kadam.kit.web.http import see_other
from kadam.projects import actions
from kadam.projects.queries import get_for_review, review_queue
from kadam.projects.states import PROJECT
from kadam.projects.web.project_page import draw
from kadam.staff import queries
from kadam.staff.web.door import staff_only
from kadam.staff.web.forms import ReviewForm, SuspensionForm

if TYPE_CHECKING:
    from kadam.identity.models import Person
    from kadam.projects.models import Project


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
    form, project = ReviewForm(request.POST), get_for_review(request.user, code)
    said, status = attempt(form, lambda: _judge(project, actor=request.user, **form.cleaned_data))
    if said:
        messages.success(request, said % {"title": project.title})
        return see_other("staff:briefs")
    return _page(request, code, form=form, status=status)


def _judge(project: Project, *, step: str, note: str, actor: Person) -> str:
    if step == "pass":
        actions.pass_review(project, actor=actor, now=now())
        return _("“%(title)s” passed: the company is asked for the money.")
    actions.ask_changes(project, note=note, actor=actor, now=now())
    return _("The company of “%(title)s” is asked for changes.")


@staff_only
@require_POST
def suspension(request: SignedIn, code: str) -> HttpResponse:
    """Take the project off the listing, or let it go on."""
    form, project = SuspensionForm(request.POST), get_for_review(request.user, code)
    said, status = attempt(form, lambda: _stop_or_go(project, actor=request.user, **form.cleaned_data))
    if said:
        messages.success(request, said % {"title": project.title})
        return see_other("staff:brief", code=code)
    return _page(request, code, suspension=form, status=status)


def _stop_or_go(project: Project, *, step: str, reason: str, actor: Person) -> str:
    if step == "suspend":
        actions.suspend_project(project, reason=reason.strip(), actor=actor, now=now())
        return _("“%(title)s” is off the listing; its money stays set aside.")
    actions.lift_suspension(project, actor=actor, now=now())
    return _("“%(title)s” goes on; the company has its days for answering anew.")


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
