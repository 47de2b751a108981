"""The offer is accepted, both sides sign, the work begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kadam.applications import actions as applications
from kadam.applications.models import Application
from kadam.engagements.events import EngagementAgreed, KickedOff
from kadam.engagements.models import Agreement, Engagement, Signature
from kadam.engagements.policies import OtherText
from kadam.engagements.states import ENGAGEMENT
from kadam.engagements.wording import VERSION, Terms, agreement_text, fingerprint
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.codes import new_code
from kadam.kit.rules import rules
from kadam.messaging import actions as messaging
from kadam.organizations.policies import REVIEWERS, require_role
from kadam.organizations.queries import roles_of


def text_for(application: Application) -> str:
    """The agreement as it would be signed for this offer."""
    project, market = application.project, rules()
    terms = Terms(
        company=project.organization.name,
        student=application.student.person.name,
        title=project.title,
        deliverable=project.deliverable,
        hours=project.hours,
        criteria=list(project.criteria.order_by("position").values_list("text", flat=True)),
        due_days=project.due_days,
        kickoff_days=market.kickoff_days,
        review_days=market.review_days,
        revisions=market.revisions_max,
        pay_paise=project.pay_paise,
        under_nda=project.under_nda,
        ai_rule=project.ai_rule,
    )
    return agreement_text(terms)


def begin(application: Application, *, agreed_sha256: str, actor: Person, now: datetime) -> Engagement:
    """The student accepts the offer and signs the agreement whose fingerprint the page showed.

    In one transaction: the offer is taken, a thread opened, the engagement, its agreement and the student's
    signature written, the journal told. Raises OtherText, OfferOver or StaleState.
    """
    text = text_for(application)
    if fingerprint(text) != agreed_sha256:
        raise OtherText()
    with transaction.atomic():
        applications.accept_offer(application, actor=actor, now=now)
        engagement = _open_engagement(application, actor, now)
        agreement = Agreement.objects.create(
            engagement=engagement, version=VERSION, text=text, sha256=agreed_sha256, created_at=now
        )
        _sign(agreement, "student", actor, agreed_sha256, now)
        event = EngagementAgreed(f"engagement:{engagement.code}", application.project.code, application.code)
        journal.record(event, actor=actor.code, now=now)
        return engagement


def _open_engagement(application: Application, actor: Person, now: datetime) -> Engagement:
    project, seat, code = application.project, application.seat, new_code()
    assert seat is not None  # accept_offer took it
    people = {actor, project.supervisor, project.created_by}
    thread = messaging.open_thread(subject=f"engagement:{code}", title=project.title, people=people, now=now)
    return Engagement.objects.create(
        code=code,
        application=application,
        seat=seat,
        project=project,
        student=application.student,
        organization=project.organization,
        supervisor=project.supervisor,
        thread=thread,
        agreed_at=now,
        kickoff_due_at=now + timedelta(days=rules().kickoff_days),
    )


def kick_off(engagement: Engagement, *, agreed_sha256: str, actor: Person, now: datetime) -> Engagement:
    """The company signs and the work begins; the deliverable is due `due_days` later.

    Raises NotYours, OtherText or StaleState.
    """
    require_role(roles_of(actor, engagement.organization), *REVIEWERS)
    agreement = engagement.agreement
    if agreement.sha256 != agreed_sha256:
        raise OtherText()
    due = now + timedelta(days=engagement.project.due_days)
    with transaction.atomic():
        ENGAGEMENT.move(engagement, "kick_off", kicked_off_at=now, due_at=due)
        _sign(agreement, "company", actor, agreed_sha256, now)
        messaging.add_participant(thread=engagement.thread, person=actor)
        event = KickedOff(f"engagement:{engagement.code}", due.isoformat())
        journal.record(event, actor=actor.code, now=now)
        return engagement


def _sign(agreement: Agreement, side: str, person: Person, sha256: str, now: datetime) -> None:
    Signature.objects.create(agreement=agreement, side=side, person=person, sha256=sha256, signed_at=now)
