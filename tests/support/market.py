"""One small market with somebody on every side of everything: who may open what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client

from kadam.applications.models import Application
from kadam.engagements import actions as engagements
from kadam.engagements.actions.beginning import text_for
from kadam.engagements.models import Engagement
from kadam.engagements.queries import parties
from kadam.engagements.wording import fingerprint
from kadam.identity.models import Person
from kadam.identity.notices import CURRENT
from kadam.identity.queries import session_code
from kadam.kit import clock
from kadam.notifications.gateways.mailbox import MailboxBackend
from kadam.notifications.models import MailboxMessage, Notification
from kadam.organizations.actions import invite_member
from kadam.organizations.actions.proving import add_evidence, prove_domain, submit_verification
from kadam.organizations.models import Organization, VerificationEvidence
from kadam.organizations.queries import invitation_link
from kadam.payments.models import Payout
from kadam.portfolios import actions as portfolios
from kadam.portfolios.models import Entry, Portfolio
from kadam.profiles import actions as profiles
from kadam.profiles.models import Profile
from tests.support.applications import answers_to, make_application, make_offered, make_shortlisted
from tests.support.companies import add_member, gstin, make_company, make_university, owner_of, verify
from tests.support.engagements import (
    SCORES,
    accept,
    hand_in,
    make_agreed,
    make_submitted_work,
    make_working,
    verdicts,
)
from tests.support.files import make_file, upload
from tests.support.payments import settle
from tests.support.people import PASSWORD, make_person
from tests.support.projects import (
    funding_of,
    make_awaiting_funds,
    make_draft,
    make_open_project,
    make_submitted,
    make_trusted_company,
)
from tests.support.signing_in import sign_in
from tests.support.students import make_student, prove_work

ACTORS = (
    "anonymous",
    "stranger",  # signed in, and nothing else
    "student",  # whose pitches, work and money it is
    "peer",  # another student
    "owner",  # of the company it is about
    "recruiter",
    "supervisor",
    "finance",
    "rival",  # owner of another company
    "officer",  # of a university
    "staff",
)


@dataclass
class Market:
    """The people, signed in; what the parts of addresses stand for; what is typed into forms."""

    people: Mapping[str, Person]
    cookies: Mapping[str, Mapping[str, str]]  # actor -> the cookies of their browser
    things: Mapping[str, str]  # name -> the part of an address
    forms: Mapping[str, Callable[[], dict[str, Any]]]  # name -> what is typed, made anew each time


def make_market() -> Market:
    """Everything at once; some forty actions."""
    company = _company()
    student, peer = make_student("Asha Rao"), make_student("Kabir Das")
    people = _people(company, student, peer)
    pitches = _pitches(company, student)
    works = _works(company, student)
    settle()
    cookies = {actor: _signed_in(people.get(actor)) for actor in ACTORS}
    things = {
        **_organization_things(company, people),
        **{name: pitch.code for name, pitch in pitches.items()},
        **{name: work.code for name, work in works.items()},
        **_student_things(student, pitches, works),
        **_public_things(peer, company),
        **_project_things(company),  # last: the provider has not heard of the money asked for
        "session": session_code(cookies["student"][settings.SESSION_COOKIE_NAME]),
    }
    return Market(people, cookies, things, _forms(company, pitches, works))


def _company() -> Organization:
    company = make_company(verified=False)
    owner, now = owner_of(company), clock.now()
    add_evidence(company, upload=upload(), label="GST certificate", actor=owner, now=now)
    return make_trusted_company(verify(company))


def _people(company: Organization, student: Profile, peer: Profile) -> dict[str, Person]:
    roles = ("recruiter", "supervisor", "finance")
    return {
        "stranger": make_person("Stranger Bose"),
        "student": student.person,
        "peer": peer.person,
        "owner": owner_of(company),
        **{role: add_member(company, role=role) for role in roles},
        "rival": owner_of(make_company(name="Other Foods")),
        "officer": add_member(make_university(), role="career_officer"),
        "staff": make_person("Staff Sen", staff=True),
    }


def _pitches(company: Organization, student: Profile) -> dict[str, Application]:
    """One in each state that somebody can act on."""
    file = make_file(student.person)
    return {
        "pitch": make_application(make_open_project(company), student),
        "shortlisted": make_shortlisted(make_open_project(company), student=student, files=[file]),
        "offered": make_offered(make_open_project(company), student=student),
    }


def _works(company: Organization, student: Profile) -> dict[str, Engagement]:
    """One in each state that somebody can act on, and one that is accepted."""
    paused = make_working(make_open_project(company), student=student)
    engagements.pause(paused, actor=owner_of(company), now=clock.now())
    handed_in = make_submitted_work(make_open_project(company), student=student)
    accepted = make_working(make_open_project(company), student=student)
    hand_in(accepted)
    return {
        "agreed": make_agreed(make_open_project(company), student=student),
        "working": make_working(make_open_project(company), student=student),
        "paused": paused,
        "handed in": handed_in,
        "accepted": accept(parties(accepted.code)),
    }


def _organization_things(company: Organization, people: Mapping[str, Person]) -> dict[str, str]:
    now, owner = clock.now(), people["owner"]
    waiting = make_company(name="Waiting Foods", verified=False)
    prove_domain(waiting, domain=owner_of(waiting).email.partition("@")[2], actor=owner_of(waiting), now=now)
    submit_verification(waiting, actor=owner_of(waiting), now=now)
    invitation = invite_member(company, email=people["stranger"].email, role="finance", actor=owner, now=now)
    return {
        "company": company.code,
        "waiting company": waiting.code,
        "owner": owner.code,
        "recruiter": people["recruiter"].code,
        "recruiter role": "recruiter",
        "invitation": invitation.code,
        "token": invitation_link(invitation.code).rstrip("/").rpartition("/")[2],
        "paper": VerificationEvidence.objects.get(organization=company).file.code,
    }


def _project_things(company: Organization) -> dict[str, str]:
    open_project, reviewed = make_open_project(company), make_submitted(make_company(name="New Foods"))
    awaiting = make_awaiting_funds(company)
    return {
        "draft": make_draft(company).code,
        "awaiting": awaiting.code,
        "funding": funding_of(awaiting).code,
        "open": open_project.code,
        "paid funding": funding_of(open_project).code,
        "in review": reviewed.code,
    }


def _student_things(
    student: Profile, pitches: Mapping[str, Application], works: Mapping[str, Engagement]
) -> dict[str, str]:
    now, day = clock.now(), clock.today() + timedelta(days=40)
    blackout = profiles.add_blackout(
        student, starts_on=day, ends_on=day, label="Finals", actor=student.person, now=now
    )
    entry = Entry.objects.select_related("portfolio", "work").get(portfolio__profile=student)
    line = Notification.objects.filter(person=student.person).order_by("id")[0]
    return {
        "blackout": blackout.code,
        "entry": entry.work.code,
        "slug": entry.portfolio.slug,
        "payout": Payout.objects.get(payee=student.person).code,
        "line": line.event,
        "deliverable": works["accepted"].submissions.get().files.get().code,
        "evidence": pitches["shortlisted"].evidence.get().code,
        "project of the pitch": pitches["pitch"].project.code,
        "journal subject": f"person:{student.person.code}",
        "persona": "asha",
        "purpose": "product_mail",
        "passkey": "1",
        "rail": "route",
        "version": CURRENT,
        "language": "en",
    }


def _public_things(peer: Profile, company: Organization) -> dict[str, str]:
    """A portfolio that everybody may read, and a mail that the mailbox kept."""
    prove_work(peer, company=company)
    portfolio = Portfolio.objects.get(profile=peer)
    portfolios.publish(portfolio, actor=peer.person, now=clock.now())
    MailboxBackend().send_messages([EmailMessage("Welcome", "Hello", to=[peer.person.email])])
    mail = MailboxMessage.objects.latest("id")
    return {"published slug": portfolio.slug, "mail": mail.code}


def _signed_in(person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    client = Client()
    sign_in(client, person)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _forms(
    company: Organization, pitches: Mapping[str, Application], works: Mapping[str, Engagement]
) -> dict[str, Callable[[], dict[str, Any]]]:
    handed_in, agreed = works["handed in"], works["agreed"]
    met = {f"met_{pk}": "yes" for pk in verdicts(handed_in)}
    day = clock.today() + timedelta(days=60)
    return {
        "nothing": lambda: {"sent": "1"},
        "password": lambda: {"password": PASSWORD},
        "answers": lambda: {
            f"answer_{pk}": text for pk, text in answers_to(pitches["pitch"].project).items()
        },
        "review": lambda: {**met, **SCORES, "comment": "Good work.", "decision": "accept"},
        "agreement": lambda: {"sha256": agreed.agreement.sha256, "agreed": "on"},
        "draft": lambda: {"organisation": company.code, "template": ""},
        "offer": lambda: {"sha256": fingerprint(text_for(pitches["offered"])), "agreed": "on"},
        "message": lambda: {"text": "Hello", "key": str(uuid4())},
        "deliverable": lambda: {"files": upload(), "note": "Here", "ai_use": "none"},
        "paper": lambda: {"file": upload(), "label": "Electricity bill"},
        "numbers": lambda: {"gstin": gstin(7777)},
        "organization": lambda: {"name": "Third Foods", "key": "matrix"},
        "days off": lambda: {"label": "Finals", "starts_on": str(day), "ends_on": str(day)},
        "pitches": lambda: {"pitch": [pitches["pitch"].code], "reason": "dates_clash"},
    }
