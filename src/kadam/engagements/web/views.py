"""The workroom and its doors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages as flash
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
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
from kadam.identity.web.requests import SignedIn, signed_in
from kadam.kit import clock
from kadam.kit.forms import attempt
from kadam.kit.rules import rules
from kadam.kit.web.http import see_other
from kadam.messaging import actions as messaging
from kadam.messaging import queries as threads
from kadam.messaging.web.forms import MessageForm
from kadam.organizations import queries as organizations
from kadam.organizations.policies import POSTERS, REVIEWERS, require_role
from kadam.payments import queries as payments

if TYPE_CHECKING:
    from kadam.engagements.models import Engagement, Review
    from kadam.files.models import StoredFile


@require_GET
@signed_in
def mine(request: SignedIn) -> HttpResponse:
    """A student's own work."""
    page = queries.mine(request.user, request.GET.get("after"))
    return render(request, "engagements/mine.html", {"page": page, "steps": drawing.line_steps})


@require_GET
@signed_in
def company(request: SignedIn, code: str) -> HttpResponse:
    """The work under way at a company."""
    organization = organizations.get_for_member(request.user, code)
    page = queries.company_work(organization, request.GET.get("after"))
    context = {"page": page, "organization": organization, "steps": drawing.line_steps}
    return render(request, "engagements/company.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def acceptance(request: SignedIn, application: str) -> HttpResponse:
    """The offer, its agreement, and the student's yes."""
    offer = applications.get_for_student(request.user, application)
    if begun := queries.of_application(application):
        return see_other("engagements:detail", code=begun)
    text = text_for(offer)
    form = AgreementForm(request.POST or None, initial={"sha256": fingerprint(text)})
    work, status = attempt(
        form,
        lambda: actions.begin(
            offer, agreed_sha256=form.cleaned_data["sha256"], actor=request.user, now=clock.now()
        ),
    )
    if work:
        flash.success(request, _("The project is yours. The company starts the work within five days."))
        return see_other("engagements:detail", code=work.code)
    context = {"offer": offer, "text": text, "form": form, "rules": rules()}
    return render(request, "engagements/acceptance.html", context, status=status)


@require_GET
@signed_in
def detail(request: SignedIn, code: str) -> HttpResponse:
    """The workroom."""
    return _room(request, *queries.get(request.user, code), MessageForm())


def _room(
    request: SignedIn,
    work: Engagement,
    side: str,
    roles: frozenset[str],
    message: MessageForm,
    status: int = 200,
) -> HttpResponse:
    room = queries.room(work, side, roles)
    said = threads.messages(work.thread, request.user)
    if said:
        messaging.mark_read(thread=work.thread, person=request.user, up_to=said[-1].id)
    context = {
        "room": room,
        "work": work,
        "steps": drawing.steps(room),
        "turn": drawing.whose_turn(room),
        "said": said,
        "message_form": message,
        "money_steps": payments.hold_timeline(work.hold, for_student=side == "student"),
        "may": drawing.allowed(room, clock.now()),
        "rules": rules(),
    }
    return render(request, "engagements/room.html", context, status=status)


@require_GET
@signed_in
def agreement(request: SignedIn, code: str) -> HttpResponse:
    """The text both sides signed, with its fingerprint."""
    work, side, roles = queries.get(request.user, code)
    context = {"work": work, "room": queries.room(work, side, roles)}
    return render(request, "engagements/agreement.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def kickoff(request: SignedIn, code: str) -> HttpResponse:
    """The company signs and starts the work."""
    work, _side, roles = queries.get(request.user, code, "company")
    require_role(roles, *REVIEWERS)
    form = AgreementForm(request.POST or None, initial={"sha256": work.agreement.sha256})
    begun, status = attempt(
        form,
        lambda: actions.kick_off(
            work, agreed_sha256=form.cleaned_data["sha256"], actor=request.user, now=clock.now()
        ),
    )
    if begun:
        text = _("The work has begun. Say hello in the workroom and share what the student needs.")
        flash.success(request, text)
        return see_other("engagements:detail", code=code)
    return render(request, "engagements/kickoff.html", {"work": work, "form": form}, status=status)


@require_POST
@signed_in
def messages(request: SignedIn, code: str) -> HttpResponse:
    """Say something in the room."""
    work, side, roles = queries.get(request.user, code)
    form = MessageForm(request.POST, request.FILES)
    said, status = attempt(
        form,
        lambda: actions.say(
            work,
            text=form.cleaned_data["text"],
            files=_stored(request, form.cleaned_data.get("files") or []),
            key=form.cleaned_data["key"],
            actor=request.user,
            now=clock.now(),
        ),
    )
    if said:
        return see_other("engagements:detail", code=code)
    return _room(request, work, side, roles, form, status)


@require_http_methods(["GET", "POST"])
@signed_in
def submissions(request: SignedIn, code: str) -> HttpResponse:
    """Hand in the deliverable."""
    work, side, roles = queries.get(request.user, code, "student")
    form = SubmissionForm(request.POST or None, request.FILES or None, ai_rule=work.project.ai_rule)
    handed_in, status = attempt(
        form,
        lambda: actions.submit_work(
            work,
            note=form.cleaned_data["note"],
            ai_use=form.cleaned_data.get("ai_use", ""),
            files=_stored(request, form.cleaned_data["files"]),
            actor=request.user,
            now=clock.now(),
        ),
    )
    if handed_in:
        flash.success(request, _("Handed in. The company reviews it within five days, or it is accepted."))
        return see_other("engagements:detail", code=code)
    context = {"work": work, "form": form, "room": queries.room(work, side, roles), "rules": rules()}
    return render(request, "engagements/submission.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def review(request: SignedIn, code: str) -> HttpResponse:
    """The company's verdict: accept and pay, or ask for another version."""
    work, side, roles = queries.get(request.user, code, "company")
    require_role(roles, *REVIEWERS)
    room = queries.room(work, side, roles)
    form = ReviewForm(request.POST or None, criteria=room.criteria)
    written, status = attempt(form, lambda: _judge(request, work, form))
    if written:
        text = (
            _("Accepted. The money is released to the student, and the rights pass to you.")
            if written.decision == "accept"
            else _("The student was asked for another version.")
        )
        flash.success(request, text)
        return see_other("engagements:detail", code=code)
    context = {"work": work, "form": form, "room": room, "rules": rules()}
    return render(request, "engagements/review.html", context, status=status)


def _judge(request: SignedIn, work: Engagement, form: ReviewForm) -> Review:
    verdicts, comment = form.verdicts(), form.cleaned_data["comment"]
    if form.cleaned_data["decision"] == "revise":
        return actions.ask_revision(
            work, verdicts=verdicts, comment=comment, actor=request.user, now=clock.now()
        )
    return actions.accept(
        work,
        verdicts=verdicts,
        scores=form.scores(),
        comment=comment,
        actor=request.user,
        now=clock.now(),
    )


@require_POST
@signed_in
def pause(request: SignedIn, code: str) -> HttpResponse:
    """The company cannot attend for a while."""
    work, _side, _roles = queries.get(request.user, code, "company")
    actions.pause(work, actor=request.user, now=clock.now())
    flash.success(request, _("The student's clock stands still until you resume."))
    return see_other("engagements:detail", code=code)


@require_POST
@signed_in
def resumption(request: SignedIn, code: str) -> HttpResponse:
    """The clock runs again."""
    work, _side, _roles = queries.get(request.user, code, "company")
    actions.resume(work, actor=request.user, now=clock.now())
    text = _("The clock runs again, and the deadline has moved by as long as it stood still.")
    flash.success(request, text)
    return see_other("engagements:detail", code=code)


@require_http_methods(["GET", "POST"])
@signed_in
def abandonment(request: SignedIn, code: str) -> HttpResponse:
    """End it before anything is handed in."""
    work, side, roles = queries.get(request.user, code)
    if side == "company":
        require_role(roles, *POSTERS)
    form = EndForm(request.POST or None)
    ended, status = attempt(
        form,
        lambda: actions.abandon(
            work, by=side, why=form.cleaned_data["why"], actor=request.user, now=clock.now()
        ),
    )
    if ended:
        flash.success(request, _("It is ended. The money set aside goes back to the company."))
        return see_other("engagements:detail", code=code)
    context = {"work": work, "form": form, "side": side}
    return render(request, "engagements/abandonment.html", context, status=status)


@require_GET
@signed_in
def file(request: SignedIn, code: str, file: str) -> FileResponse:
    """A file of the room, for the people of the room."""
    work, _side, _roles = queries.get(request.user, code)
    return download(queries.get_file(work, file))


def _stored(request: SignedIn, uploads: Iterable[UploadedFile[Any]]) -> list[StoredFile]:
    return [store_upload(owner=request.user, upload=one, now=clock.now(), field="files") for one in uploads]
