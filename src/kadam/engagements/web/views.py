"""The workroom and its doors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kadam.applications import queries as applications
from kadam.engagements import actions, queries
from kadam.engagements.actions.beginning import text_for
from kadam.engagements.web import drawing
from kadam.engagements.web.forms import AgreementForm, EndForm, ReviewForm, SubmissionForm
from kadam.engagements.wording import fingerprint
from kadam.files.actions import store_upload
from kadam.files.web import download
from kadam.kit import clock
from kadam.kit.forms import refuse
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.messaging import actions as messaging
from kadam.messaging import queries as threads
from kadam.messaging.web.forms import MessageForm
from kadam.organizations import queries as organizations
from kadam.payments import queries as payments


@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """A student's own work."""
    page = queries.mine(request.user, request.GET.get("after"))
    return render(request, "engagements/mine.html", {"page": page, "steps": drawing.line_steps})


@require_GET
@login_required
def company(request: HttpRequest, code: str) -> HttpResponse:
    """The work under way at a company."""
    organization = organizations.get_for_member(request.user, code)
    page = queries.company_work(organization, request.GET.get("after"))
    context = {"page": page, "organization": organization, "steps": drawing.line_steps}
    return render(request, "engagements/company.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def acceptance(request: HttpRequest, application: str) -> HttpResponse:
    """The offer, its agreement, and the student's yes."""
    offer = applications.get_for_student(request.user, application)
    if begun := queries.of_application(application):
        return see_other("engagements:detail", code=begun)
    text = text_for(offer)
    form = AgreementForm(request.POST or None, initial={"sha256": fingerprint(text)})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            engagement = actions.begin(
                offer, agreed_sha256=form.cleaned_data["sha256"], actor=request.user, now=clock.now()
            )
            flash.success(request, _("The project is yours. The company starts the work within five days."))
            return see_other("engagements:detail", code=engagement.code)
        except Refusal as refusal:
            status = refuse(form, refusal)
    elif form.is_bound:
        status = 422
    context = {"offer": offer, "text": text, "form": form, "rules": rules()}
    return render(request, "engagements/acceptance.html", context, status=status)


@require_GET
@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The workroom."""
    return _room(request, code)


def _room(
    request: HttpRequest, code: str, *, message: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    engagement, side, roles = queries.get(request.user, code)
    room = queries.room(engagement, side, roles)
    said = threads.messages(engagement.thread, request.user)
    if said:
        messaging.mark_read(thread=engagement.thread, person=request.user, up_to=said[-1].id)
    context = {
        "room": room,
        "work": engagement,
        "steps": drawing.steps(room),
        "turn": drawing.whose_turn(room, clock.now()),
        "said": said,
        "message_form": message or MessageForm(),
        "money_steps": payments.hold_timeline(engagement.seat.hold),
        "may": drawing.allowed(room, clock.now()),
        "rules": rules(),
    }
    return render(request, "engagements/room.html", context, status=status)


@require_GET
@login_required
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """The text both sides signed, with its fingerprint."""
    engagement, side, roles = queries.get(request.user, code)
    room = queries.room(engagement, side, roles)
    return render(request, "engagements/agreement.html", {"work": engagement, "room": room})


@require_http_methods(["GET", "POST"])
@login_required
def kickoff(request: HttpRequest, code: str) -> HttpResponse:
    """The company signs and starts the work."""
    engagement, _side, _roles = queries.get(request.user, code)
    form = AgreementForm(request.POST or None, initial={"sha256": engagement.agreement.sha256})

    def step() -> None:
        actions.kick_off(
            engagement, agreed_sha256=form.cleaned_data["sha256"], actor=request.user, now=clock.now()
        )
        flash.success(
            request, _("The work has begun. Say hello in the workroom and share what the student needs.")
        )

    context = {"work": engagement, "form": form}
    return _form_page(request, form, step, "engagements/kickoff.html", context, code)


@require_POST
@login_required
def messages(request: HttpRequest, code: str) -> HttpResponse:
    """Say something in the room."""
    engagement, _side, _roles = queries.get(request.user, code)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _room(request, code, message=form, status=422)
    now = clock.now()
    try:
        files = _stored(request, form.cleaned_data.get("files") or [])
        data = form.cleaned_data
        actions.say(engagement, text=data["text"], files=files, key=data["key"], actor=request.user, now=now)
    except Refusal as refusal:
        return _room(request, code, message=form, status=refuse(form, refusal))
    return see_other("engagements:detail", code=code)


@require_http_methods(["GET", "POST"])
@login_required
def submissions(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in the deliverable."""
    engagement, side, roles = queries.get(request.user, code)
    drawing.require_side(side, "student")
    form = SubmissionForm(request.POST or None, request.FILES or None, ai_rule=engagement.project.ai_rule)

    def step() -> None:
        data = form.cleaned_data
        actions.submit_work(
            engagement,
            note=data["note"],
            ai_use=data.get("ai_use", ""),
            files=_stored(request, data["files"]),
            actor=request.user,
            now=clock.now(),
        )
        flash.success(request, _("Handed in. The company reviews it within five days, or it is accepted."))

    context = {
        "work": engagement,
        "form": form,
        "room": queries.room(engagement, side, roles),
        "rules": rules(),
    }
    return _form_page(request, form, step, "engagements/submission.html", context, code)


@require_http_methods(["GET", "POST"])
@login_required
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The company's verdict: accept and pay, or ask for another version."""
    engagement, side, roles = queries.get(request.user, code)
    drawing.require_side(side, "company")
    room = queries.room(engagement, side, roles)
    form = ReviewForm(request.POST or None, criteria=room.criteria)

    def step() -> None:
        data, now = form.cleaned_data, clock.now()
        if data.get("decision") == "revise":
            actions.ask_revision(
                engagement, verdicts=form.verdicts(), comment=data["comment"], actor=request.user, now=now
            )
            flash.success(request, _("The student was asked for another version."))
        else:
            actions.accept(
                engagement,
                verdicts=form.verdicts(),
                scores=form.scores(),
                comment=data["comment"],
                actor=request.user,
                now=now,
            )
            flash.success(
                request, _("Accepted. The money is released to the student, and the rights pass to you.")
            )

    context = {"work": engagement, "form": form, "room": room, "rules": rules()}
    return _form_page(request, form, step, "engagements/review.html", context, code)


@require_POST
@login_required
def pause(request: HttpRequest, code: str) -> HttpResponse:
    """The company cannot attend for a while."""
    engagement, _side, _roles = queries.get(request.user, code)
    actions.pause(engagement, actor=request.user, now=clock.now())
    flash.success(request, _("The student's clock stands still until you resume."))
    return see_other("engagements:detail", code=code)


@require_POST
@login_required
def resumption(request: HttpRequest, code: str) -> HttpResponse:
    """The clock runs again."""
    engagement, _side, _roles = queries.get(request.user, code)
    actions.resume(engagement, actor=request.user, now=clock.now())
    flash.success(
        request, _("The clock runs again, and the deadline has moved by as long as it stood still.")
    )
    return see_other("engagements:detail", code=code)


@require_http_methods(["GET", "POST"])
@login_required
def abandonment(request: HttpRequest, code: str) -> HttpResponse:
    """End it before anything is handed in."""
    engagement, side, _roles = queries.get(request.user, code)
    form = EndForm(request.POST or None)

    def step() -> None:
        why = form.cleaned_data["why"]
        actions.abandon(engagement, by=side, why=why, actor=request.user, now=clock.now())
        flash.success(request, _("It is ended. The money set aside goes back to the company."))

    context = {"work": engagement, "form": form, "side": side}
    return _form_page(request, form, step, "engagements/abandonment.html", context, code)


@require_GET
@login_required
def file(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file of the room, for the people of the room."""
    engagement, _side, _roles = queries.get(request.user, code)
    return download(queries.get_file(engagement, file))


def _stored(request: HttpRequest, uploads: Any) -> list[Any]:
    return [store_upload(owner=request.user, upload=one, now=clock.now(), field="files") for one in uploads]


def _form_page(
    request: HttpRequest, form: Any, step: Any, template: str, context: dict[str, Any], code: str
) -> HttpResponse:
    """Show the form, or take the step and go back to the room; a refusal lands on the form."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                step()
                return see_other("engagements:detail", code=code)
            except Refusal as refusal:
                status = refuse(form, refusal)
    return render(request, template, context, status=status)
