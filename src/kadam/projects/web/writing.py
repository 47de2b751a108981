"""Writing a brief: choosing a template, the form, the preview, sending it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.transitions import StaleState
from kadam.kit.web.http import see_other
from kadam.organizations import queries as organizations
from kadam.projects import actions, queries
from kadam.projects.linter import Finding, lint
from kadam.projects.policies import POSTERS, can_edit, require_role
from kadam.projects.refusals import StaleEdit
from kadam.projects.web.forms import CRITERIA, QUESTIONS, BriefForm, typed
from kadam.projects.web.project_page import draw
from kadam.projects.web.standing import hourly_range, summary

if TYPE_CHECKING:
    from kadam.projects.brief import Brief
    from kadam.projects.models import Project


@signed_in
@require_safe
def new(request: SignedIn) -> HttpResponse:
    """The library of templates; for somebody with several companies, for which one. Two queries at most."""
    rows = organizations.memberships_of(request.user)
    mine = [row for row in rows if row.kind == "company" and set(row.roles) & set(POSTERS)]
    asked = request.GET.get("organisation", "")
    chosen = next((row for row in mine if row.organization_code == asked), mine[0] if mine else None)
    company = organizations.get_for_member(request.user, chosen.organization_code) if chosen else None
    context = {"companies": mine, "company": company, "shelves": queries.templates()}
    return render(request, "projects/new.html", context)


@signed_in
@require_POST
def drafts(request: SignedIn) -> HttpResponse:
    """Begin a brief from the template chosen."""
    company = organizations.get_for_member(request.user, request.POST.get("organisation", ""))
    project = actions.draft_project(
        organization=company,
        template=request.POST.get("template", "")[:40],
        actor=request.user,
        now=clock.now(),
    )
    return see_other("projects:edit", code=project.code)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, code: str) -> HttpResponse:
    """The form of a brief. Every save keeps what was typed; the linter's findings stand beside their fields."""
    project = _mine(request, code)
    if not can_edit(project):
        if request.method == "POST":
            raise StaleState()
        return see_other("projects:manage", code=code)
    brief = queries.brief(project)
    people = queries.supervisors(project.organization)
    if request.method != "POST":
        return _show(request, project, brief, _read_again(project, brief, people), 200)
    form = BriefForm(request.POST, people=people)
    status = _save(request, project, form)
    if status:
        return _show(request, project, brief, form, status)
    return see_other("projects:preview" if "preview" in request.POST else "projects:edit", code=code)


def _save(request: SignedIn, project: Project, form: BriefForm) -> int:
    """0 when it was saved, else the status to answer with."""
    if not form.is_valid():
        return 422
    try:
        seen = form.cleaned_data["version"]
        actions.edit_brief(project, actor=request.user, now=clock.now(), seen=seen, **form.brief_fields())
    except StaleEdit as no:
        project.refresh_from_db()
        again = request.POST.copy()  # the next save of what was typed is of the version that stands now
        again["version"] = str(project.version)
        form.data = again
        return refuse(form, no)
    except Refusal as no:
        if isinstance(no, StaleState):
            raise
        return refuse(form, no)
    messages.success(request, _("Saved. Only your company can see it."))
    return 0


def _read_again(project: Project, brief: Brief, people: Any) -> BriefForm:
    """A brief that was saved before is shown with what still needs mending; a fresh one without."""
    if not project.version:
        return BriefForm(initial=typed(project, brief), people=people)
    form = BriefForm(typed(project, brief), people=people)
    form.is_valid()
    form.show(_findings(project, brief))
    return form


def _show(request: SignedIn, project: Project, brief: Brief, form: BriefForm, status: int) -> HttpResponse:
    template = queries.template(project.template) if project.template else None
    advice = {one.field: one for one in reversed(_findings(project, brief)) if one.level == "soft"}
    context = {
        "project": project,
        "form": form,
        "template": template,
        "advice": advice if project.version else {},
        "criteria": [form[f"criterion_{n}"] for n in range(1, CRITERIA + 1)],
        "questions": [form[f"question_{n}"] for n in range(1, QUESTIONS + 1)],
        "summary": summary(brief),
        "fee": hourly_range(),
    }
    return render(request, "projects/edit.html", context, status=status)


@signed_in
@require_safe
def preview(request: SignedIn, code: str) -> HttpResponse:
    """The page as students will see it."""
    project = _mine(request, code)
    here = request.build_absolute_uri(request.path)
    page = draw(project, queries.brief(project), address=here, takes=True, now=clock.now(), preview=True)
    context = {"project": project, "page": page, "preview": True, "editable": can_edit(project)}
    return render(request, "projects/detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: SignedIn, code: str) -> HttpResponse:
    """What still needs mending, what happens next, and the button that sends it on."""
    project = _mine(request, code)
    refusal = None
    if request.method == "POST":
        try:
            actions.submit_brief(project, actor=request.user, now=clock.now())
        except StaleState:
            raise
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, _("Sent. What happens next stands below."))
            return see_other("projects:manage", code=code)
    elif not can_edit(project):
        return see_other("projects:manage", code=code)
    findings = _findings(project, queries.brief(project))
    context = {
        "project": project,
        "blocking": [one for one in findings if one.level == "hard"],
        "advice": [one for one in findings if one.level == "soft"],
        "verified": project.organization.is_verified,
        "first": not queries.has_opened_before(project.organization),
        "refusal": refusal,
    }
    return render(request, "projects/submission.html", context, status=refusal.status if refusal else 200)


@signed_in
@require_POST
def reopening(request: SignedIn, code: str) -> HttpResponse:
    """Back to a draft instead of paying."""
    actions.reopen_draft(queries.get_for_company(request.user, code), actor=request.user, now=clock.now())
    messages.success(request, _("It is a draft again. Nothing is asked of you until you send it on."))
    return see_other("projects:edit", code=code)


def _mine(request: SignedIn, code: str) -> Project:
    """A project of the reader's company, for those who may write in it. Raises Http404, NotYours."""
    project = queries.get_for_company(request.user, code)
    require_role(organizations.roles_of(request.user, project.organization), *POSTERS)
    return project


def _findings(project: Project, brief: Brief) -> list[Finding]:
    return lint(brief, queries.standing(project))
