"""The table of what is told to whom: every event with the people who must hear of it, and nobody else."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass, is_dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from kadam.applications import events as pitches
from kadam.engagements import events as work
from kadam.engagements.models import Engagement
from kadam.files.events import FileRefused
from kadam.identity import events as account
from kadam.journal import actions as journal
from kadam.journal.registry import Heard, kind_of, subscribers_of
from kadam.kit import clock
from kadam.notifications.models import Mail, Notification
from kadam.organizations import actions as organizations
from kadam.organizations import events as bodies
from kadam.payments import events as money
from kadam.payments.models import Payout, Refund
from kadam.profiles.events import WorkProved
from kadam.projects import events as projects
from kadam.projects.actions import give_up_seat
from kadam.projects.models import Seat
from kadam.projects.queries import fresh
from tests.notifications.story import Cast, forget, mails, make_cast, titles
from tests.support.applications import make_application, make_offered
from tests.support.engagements import accept, hand_in, make_working
from tests.support.files import make_file
from tests.support.payments import add_upi, settle
from tests.support.people import make_person
from tests.support.projects import funding_of

pytestmark = pytest.mark.django_db

# Said by something else, or nobody's business but the machine's. notifications/subscribers/__init__.py says which.
NOT_TOLD = {
    "applications.OfferAccepted",
    "files.FileStored",
    "identity.ConsentGiven",
    "identity.ConsentWithdrawn",
    "identity.DetailsEdited",
    "identity.EmailVerified",
    "identity.PersonSignedUp",
    "identity.SessionsEnded",
    "identity.SignedIn",
    "notifications.MailChosen",
    "organizations.DomainProved",
    "organizations.EvidenceAdded",
    "organizations.InvitationWithdrawn",
    "organizations.OrganizationChanged",
    "organizations.OrganizationCreated",
    "payments.FundingExpired",
    "payments.FundingRequested",
    "payments.HoldRefunded",
    "payments.HoldReleased",
    "payments.PayoutRetried",
    "payments.RefundRetried",
    "payments.WebhookReceived",
    "portfolios.AddressChosen",
    "portfolios.EntryAdded",
    "portfolios.EntryChanged",
    "portfolios.IndexingChanged",
    "portfolios.PortfolioOpened",
    "portfolios.PortfolioPublished",
    "portfolios.PortfolioWithdrawn",
    "profiles.BlackoutAdded",
    "profiles.BlackoutRemoved",
    "profiles.ProfileChanged",
    "profiles.ProfileCreated",
    "projects.BriefEdited",
    "projects.DraftReopened",
    "projects.ProjectDrafted",
    "staff.BooksProved",
    "staff.DeliveriesRevived",
}


def event_classes():
    """Every event of the product, by kind."""
    found = {}
    for config in apps.get_app_configs():
        if config.name.startswith("kadam.") and module_has_submodule(config.module, "events"):
            module = importlib.import_module(f"{config.name}.events")
            for _name, cls in inspect.getmembers(module, is_dataclass):
                if cls.__module__ == module.__name__:
                    found[kind_of(cls)] = cls  # type: ignore[arg-type]
    return found


def ours(kind):
    return [f for name, f in subscribers_of(kind).items() if name.startswith("kadam.notifications.")]


def test_every_event_is_told_or_left_out_on_purpose():
    silent = {kind for kind in event_classes() if not ours(kind)}
    assert silent == NOT_TOLD


@dataclass
class World(Cast):
    """The cast with work on a seat, and the codes that events speak of."""

    work: Engagement | None = None

    @property
    def room(self) -> str:
        return f"engagement:{self.work.code}"

    @property
    def pitch(self) -> str:
        return f"application:{self.work.application.code}"

    @property
    def brief(self) -> str:
        return f"project:{self.project.code}"

    @property
    def body(self) -> str:
        return f"organization:{self.company.code}"

    @property
    def funding(self) -> str:
        return f"funding:{funding_of(self.project).code}"


@pytest.fixture
def world():
    cast = make_cast()
    engagement = make_working(cast.project, student=cast.student, now=cast.now)
    settle(cast.now + timedelta(minutes=10))
    forget()
    names = {**vars(cast), "project": fresh(cast.project)}
    return World(**names, work=engagement)


def tell(event, world, actor=""):
    """Record the event and let notifications alone hear it."""
    with transaction.atomic():
        row = journal.record(event, actor=actor, now=world.now)
    heard = Heard(row.code, row.kind, row.at, row.actor, row.subject, row.data)
    for _again in range(2):  # at least once: the second time must change nothing
        for function in ours(row.kind):
            function(heard)


def check(world, event, lines, mailed, actor=""):
    """`lines`: who has a line, with a piece of its title; `mailed`: who also got a mail."""
    forget()
    tell(event, world, actor)
    cast = {
        "student": world.asha,
        "owner": world.owner,
        "recruiter": world.recruiter,
        "finance": world.finance,
        "staff": world.staff,
    }
    kind = kind_of(event)
    for role, person in cast.items():
        found = titles(person)
        assert bool(found) == (role in lines), f"{kind}: {role} was told {found}"
        assert len(found) <= 1, f"{kind}: {role} was told twice"
        if found:
            assert lines[role] in found[0], f"{kind}: {role} reads {found[0]!r}"
        assert len(mails(person)) == (role in mailed), f"{kind}: {role} was mailed {mails(person)}"
    for line in Notification.objects.all():
        assert line.link.startswith("/"), kind
        assert "%(" not in line.title + line.text, f"{kind}: {line.text}"
        assert "None" not in line.title + line.text, f"{kind}: {line.text}"
    for one in Mail.objects.all():
        assert "%(" not in one.text


def same(roles, words):
    return dict.fromkeys(roles.split(), words)


def test_pitches_and_offers(world):
    p, code, at = world.pitch, world.project.code, world.now.isoformat()
    company = "owner recruiter"
    posters = {"owner", "recruiter"}
    for event, lines, mailed in [
        (pitches.ApplicationSubmitted(p, code, 1), same(company, "Pitch 01 for"), posters),
        (pitches.ApplicationSubmitted(p, code, 2), same(company, "Pitch 01 for"), set()),
        (pitches.ApplicationSeen(p), same("student", "has read your pitch"), set()),
        (pitches.ApplicantShortlisted(p), same("student", "on the shortlist"), {"student"}),
        (pitches.OfferMade(p, at), same("student", "offers you"), {"student"}),
        (pitches.OfferDeclined(p), same(company, "passed on"), posters),
        (
            pitches.OfferExpired(p),
            {"student": "ran out", **same(company, "run out")},
            {"student", *posters},
        ),
        (pitches.ApplicantNotSelected(p, "skills_missing"), same("student", "Not this time"), {"student"}),
        (pitches.ApplicationWithdrawn(p), same(company, "was withdrawn"), set()),
        (pitches.ApplicationFilled(p, False), same("student", "went to others"), {"student"}),
        (pitches.ApplicationFilled(p, True), same("student", "will not take place"), {"student"}),
        (
            pitches.ApplicationUnanswered(p),
            {"student": "did not answer you", **same(company, "without your answer")},
            {"student", *posters},
        ),
        (
            pitches.AnswersDueSoon(world.brief, 4, 3),
            same(company, "4 pitches for “Map 40"),
            posters,
        ),
        (projects.IntakeClosed(world.brief, "time"), same(company, "the intake is closed"), posters),
    ]:
        check(world, event, lines, mailed)


def test_the_life_of_a_project(world):
    b = world.brief
    company, posters = "owner recruiter", {"owner", "recruiter"}
    leaders, all_leaders = "owner recruiter finance", {"owner", "recruiter", "finance"}
    for event, lines, mailed in [
        (projects.ProjectSubmitted(b), same("staff", "A brief to read"), {"staff"}),
        (projects.ChangesAsked(b, "Name the cities."), same(company, "We ask for changes"), posters),
        (projects.BriefPassed(b, True), same(leaders, "passed: set the money aside"), all_leaders),
        (projects.BriefPassed(b, False), same("owner finance", "Set the money aside"), {"owner", "finance"}),
        (projects.ProjectOpened(b), same(company, "is open for pitches"), {"recruiter"}),
        (projects.ProjectStaffed(b), same(company, "Every seat"), set()),
        (projects.ProjectCompleted(b), same(leaders, "is completed"), set()),
        (projects.ProjectCancelled(b, "Plans changed."), same(leaders, "was called off"), all_leaders),
        (projects.ProjectExpired(b), same(leaders, "ended without a student"), set()),
        (projects.ProjectSuspended(b, "We check a report."), same(leaders, "is suspended"), all_leaders),
        (projects.SuspensionLifted(b), same(leaders, "may go on"), all_leaders),
        (projects.SeatGivenUp(b, "x", "y"), same("owner finance", "was given up"), {"owner", "finance"}),
    ]:
        check(world, event, lines, mailed)
    check(
        world,
        projects.SeatGivenUp(b, "x", "y"),
        same("owner finance", "was given up"),
        set(),
        actor=world.asha.code,
    )


def test_a_project_that_was_never_paid_lapses_with_a_mail(world):
    world.project.opened_at = None
    type(world.project).objects.filter(pk=world.project.pk).update(
        opened_at=None, state="expired", ended_at=world.now
    )
    event = projects.ProjectExpired(world.brief)
    check(world, event, same("owner recruiter finance", "lapsed"), {"owner", "recruiter", "finance"})


def test_the_work(world):
    r, at = world.room, world.now.isoformat()
    for event, lines, mailed in [
        (
            work.EngagementAgreed(r, world.project.code, "x"),
            same("owner", "Asha Rao took the seat"),
            {"owner"},
        ),
        (work.KickedOff(r, at), same("student", "has begun"), {"student"}),
        (work.WorkPaused(r, "exam"), same("student owner", "stands still"), {"student", "owner"}),
        (work.WorkPaused(r, "company"), same("student owner", "stands still"), {"student", "owner"}),
        (work.WorkResumed(r, at), same("student owner", "runs again"), {"student", "owner"}),
        (work.WorkSubmitted(r, 1, at), same("owner", "Asha Rao handed in"), {"owner"}),
        (work.RevisionAsked(r, 1), same("student", "asks for a revision"), {"student"}),
        (work.ReviewDueSoon(r, 2), same("owner", "Your review of"), {"owner"}),
        (
            work.WorkAccepted(r, True),
            same("student owner finance", "Accepted: “Map 40"),
            {"student", "owner", "finance"},
        ),
        (
            work.EngagementAbandoned(r, "student", "My exams moved."),
            same("owner finance", "Asha Rao stepped back"),
            {"owner", "finance"},
        ),
        (
            work.EngagementAbandoned(r, "company", "The plant closed."),
            same("student", "Nilgiri Cold Chain ended"),
            {"student"},
        ),
        (
            WorkProved(f"profile:{world.student.code}", "x", world.work.code),
            same("student", "stands in your portfolio"),
            set(),
        ),
    ]:
        check(world, event, lines, mailed)


def test_acceptance_says_by_whom_and_where_the_money_goes(world):
    event = work.WorkAccepted(world.room, False)
    check(
        world,
        event,
        same("student finance", "Accepted"),
        {"student", "finance"},
        actor=world.owner.code,
    )
    line = Notification.objects.get(person=world.asha)
    assert line.link == "/payments/payout-account/"
    assert "Say where it should go" in line.text
    assert "Meera Iyer accepted" in Notification.objects.get(person=world.finance).text

    add_upi(world.asha, now=world.now)
    check(
        world,
        work.WorkAccepted(world.room, True),
        same("student owner finance", "Accepted"),
        {"student", "owner", "finance"},
    )
    line = Notification.objects.get(person=world.asha)
    assert line.link == f"/engagements/{world.work.code}/"
    assert "did not answer in time, so your work counts as accepted" in line.text
    assert "₹6,000 is released and reaches your account" in line.text


def test_a_refused_file(world):
    file = make_file(world.asha)
    check(world, FileRefused(f"file:{file.code}", "A virus."), same("student", "was refused"), {"student"})


def test_money(world):
    hand_in(world.work, now=world.now)
    add_upi(world.asha, now=world.now)
    accept(world.work, now=world.now)
    settle(world.now)
    payout = Payout.objects.get(payee=world.asha)
    hold, paid = payout.hold.code, 600000
    f, p = world.funding, f"payout:{payout.code}"
    payers = {"owner", "finance"}
    for event, lines, mailed in [
        (money.FundingPaid(f, world.brief, paid), same("owner finance", "₹6,000 is set aside"), payers),
        (
            money.FundingFailed(f, world.brief, "Bank said no."),
            same("owner finance", "did not go through"),
            payers,
        ),
        (money.PayoutSent(p, hold), same("student", "is on its way"), set()),
        (money.PayoutPaid(p, hold, paid), same("student", "₹6,000 has reached you"), {"student"}),
        (money.PayoutReturned(p, hold, "Closed."), same("student", "sent ₹6,000 back"), {"student"}),
        (
            money.PayoutAccountAdded(f"person:{world.asha.code}", "upi"),
            same("student", "goes to a new account"),
            {"student"},
        ),
        (money.PaymentUnmatched("webhook:7", "Order x."), same("staff", "needs your eyes"), {"staff"}),
        (
            money.BooksOutOfBalance("books:all", ["Entry a is wrong."]),
            same("staff", "The books show 1 problem"),
            {"staff"},
        ),
    ]:
        check(world, event, lines, mailed)


def test_refunds(world):
    seat = Seat.objects.select_related("project", "hold").get(project=world.project)
    give_up_seat(seat, reason="Not needed.", actor=world.owner, now=world.now)
    settle(world.now)
    refund = Refund.objects.get()
    r, hold = f"refund:{refund.code}", refund.hold.code
    check(
        world,
        money.RefundCompleted(r, hold, 600000),
        same("owner finance", "₹6,000 is back with you"),
        {"owner", "finance"},
    )
    check(
        world,
        money.RefundFailed(r, hold, "Account closed."),
        {**same("owner finance", "is not back yet"), "staff": "A refund of ₹6,000"},
        {"staff"},
    )


def test_an_organisation(world):
    b, recruiter = world.body, world.recruiter.code
    for event, lines, mailed in [
        (bodies.VerificationSubmitted(b), same("staff", "asks to be verified"), {"staff"}),
        (bodies.OrganizationVerified(b), same("owner recruiter", "is verified"), {"owner", "recruiter"}),
        (bodies.VerificationAsked(b, "A letter."), same("owner", "something more"), {"owner"}),
        (bodies.VerificationRefused(b, "Not found."), same("owner", "was not verified"), {"owner"}),
        (bodies.VerificationRevoked(b, ["name"]), same("owner", "checked again"), {"owner"}),
        (
            bodies.MemberJoined(b, recruiter, "recruiter"),
            {"owner": "Ravi Menon joined", "recruiter": "Your new role"},
            {"recruiter"},
        ),
        (
            bodies.MemberLeft(b, recruiter, "recruiter", True),
            {"owner": "A role of Ravi Menon", "recruiter": "has ended: Recruiter"},
            {"recruiter"},
        ),
        (bodies.MemberLeft(b, recruiter, "recruiter", False), same("owner", "gave up a role"), {"owner"}),
    ]:
        check(world, event, lines, mailed)


def test_an_account(world):
    a = f"person:{world.asha.code}"
    for event, words, mailed in [
        (account.PasswordChanged(a), "password was changed", set()),
        (account.PasswordReset(a), "password was changed", set()),
        (account.EmailChanged(a), "new e-mail address", set()),
        (account.SignInMethodAdded(a, "passkey"), "A passkey was added", set()),
        (account.SignInMethodRemoved(a, "app"), "An authenticator app was removed", set()),
        (account.ClosureAsked(a, world.now.isoformat()), "Your account closes on", {"student"}),
        (account.ClosureCalledOff(a), "stays open", set()),
        (account.StaffAppointed(a), "staff console", {"student"}),
    ]:
        actor = "" if isinstance(event, account.StaffAppointed) else world.asha.code
        check(world, event, {"student": words}, mailed, actor=actor)


def test_a_closed_account_hears_of_it_by_mail(world):
    forget()
    tell(account.AccountClosed(f"person:{world.asha.code}"), world)
    assert mails(world.asha) == ["Your account on Kadam is closed"]
    assert titles(world.asha) == []


def test_an_invitation_goes_to_the_address_with_a_link_that_works():
    cast = make_cast()
    now = clock.now()
    invitation = organizations.invite_member(
        cast.company, email="new@nilgiri.example", role="supervisor", actor=cast.owner, now=now
    )
    journal.drain(now=now)
    mail = Mail.objects.get(to="new@nilgiri.example")
    assert mail.subject == "Join Nilgiri Cold Chain on Kadam"
    assert "/organisations/invitations/" in mail.text
    assert Notification.objects.filter(person=cast.owner).count() == 0

    organizations.resend_invitation(invitation, actor=cast.owner, now=now + timedelta(days=1))
    journal.drain(now=now + timedelta(days=1))
    assert Mail.objects.filter(to="new@nilgiri.example").count() == 2


def test_a_withdrawn_invitation_is_not_sent():
    cast = make_cast()
    now = clock.now()
    invitation = organizations.invite_member(
        cast.company, email="new@nilgiri.example", role="supervisor", actor=cast.owner, now=now
    )
    organizations.withdraw_invitation(invitation, actor=cast.owner, now=now)
    journal.drain(now=now)
    assert not Mail.objects.filter(to="new@nilgiri.example").exists()


def test_the_blind_first_look_is_kept_in_what_is_told():
    cast = make_cast()
    pitch = make_application(cast.project, cast.student, now=cast.now)
    journal.drain(now=clock.now())
    said = [
        *Notification.objects.filter(person=cast.owner).values_list("title", "text"),
        *Mail.objects.filter(to=cast.owner.email).values_list("text", "html"),
    ]
    assert said
    assert not any("Asha" in text for pair in said for text in pair)
    assert pitch.position == 1


def test_an_offer_names_the_money_and_the_hour():
    cast = make_cast()
    make_offered(cast.project, student=cast.student, now=cast.now)
    journal.drain(now=clock.now())
    mail = Mail.objects.filter(to=cast.asha.email).order_by("-id")[0]
    assert "₹6,000 is set aside for you. Accept by" in mail.text
    assert mail.subject == "Nilgiri Cold Chain offers you “Map 40 competitors of a cold-chain start-up”"


def test_a_company_with_no_one_left_in_the_thread_is_still_told(world):
    world.work.thread.participants.exclude(person=world.asha).delete()
    other = make_person("Nobody")
    check(
        world, work.WorkSubmitted(world.room, 1, world.now.isoformat()), same("owner", "handed in"), {"owner"}
    )
    assert titles(other) == []
