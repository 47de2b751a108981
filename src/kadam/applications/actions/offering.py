"""The company offers a seat; the student takes it, passes, or lets it run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kadam.applications.events import OfferAccepted, OfferDeclined, OfferExpired, OfferMade
from kadam.applications.models import Application
from kadam.applications.policies import require_first_timer_share
from kadam.applications.states import APPLICATION
from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.refusals import Refusal
from kadam.kit.rules import rules
from kadam.kit.transitions import StaleState
from kadam.organizations.policies import POSTERS, require_role
from kadam.organizations.queries import roles_of
from kadam.projects import actions as projects
from kadam.projects.models import Project, Seat

SEATED = ("offered", "accepted")


class OfferOver(Refusal):
    """The 72 hours are over, even if the clock has not swept yet."""

    message = _(
        "This offer has run out, so the seat can go to somebody else. Your next pitch is not affected."
    )


def make_offer(application: Application, *, actor: Person, now: datetime) -> Application:
    """Offer a seat for `rules().offer_hours`: the seat is reserved, so no two offers share one.

    Raises NotYours, FirstTimerSeatsLeft, what projects.actions.reserve_seat raises when none is free, or StaleState.
    """
    require_role(roles_of(actor, application.project.organization), *POSTERS)
    if not APPLICATION.allows("offer", application.state):  # told apart from seats that others took
        raise StaleState()
    expires = now + timedelta(hours=rules().offer_hours)
    with transaction.atomic():
        seat = projects.reserve_seat(application.project, now=now)
        _keep_first_timer_seats(application)
        APPLICATION.move(
            application, "offer", seat=seat, offered_at=now, answered_at=now, offer_expires_at=expires
        )
        event = OfferMade(f"application:{application.code}", expires.isoformat())
        journal.record(event, actor=actor.code, now=now)
        return application


def _keep_first_timer_seats(application: Application) -> None:
    """Asked after the seat was reserved: the reservation's own update has locked the project's row."""
    project = Project.objects.get(pk=application.project_id)
    seated = Application.objects.filter(project=project, state__in=SEATED, first_timer=True).count()
    left = project.seats - project.seats_reserved - project.seats_taken - project.seats_gone + 1
    wanted = max(0, project.first_timer_seats - seated)
    require_first_timer_share(
        seats_left=left, first_timers_wanted=wanted, first_timer=application.first_timer
    )


def accept_offer(application: Application, *, actor: Person, now: datetime) -> Application:
    """The student takes the seat. Called inside the transaction that begins the engagement.

    Raises OfferOver or StaleState.
    """
    if application.offer_expires_at is not None and application.offer_expires_at <= now:
        raise OfferOver()
    APPLICATION.move(application, "accept", only_if=Q(offer_expires_at__gt=now), closed_at=now)
    projects.take_seat(_seat_of(application), now=now)
    journal.record(OfferAccepted(f"application:{application.code}"), actor=actor.code, now=now)
    return application


def _seat_of(application: Application) -> Seat:
    """The seat under offer. Raises StaleState when the offer was made or ended since the application was loaded."""
    if application.seat is None:
        raise StaleState()
    return application.seat


def decline_offer(application: Application, *, actor: Person, now: datetime) -> Application:
    """The student passes; the seat is free for the next on the shortlist. Raises StaleState."""
    with transaction.atomic():
        seat = _seat_of(application)
        APPLICATION.move(application, "decline", closed_at=now, seat=None)
        projects.free_seat(seat, now=now)
        journal.record(OfferDeclined(f"application:{application.code}"), actor=actor.code, now=now)
        return application


def expire_offer(application: Application, *, now: datetime) -> Application:
    """The offer ran out; the seat is free again. Raises StaleState when it was answered in time."""
    with transaction.atomic():
        seat = _seat_of(application)
        APPLICATION.move(
            application, "expire_offer", only_if=Q(offer_expires_at__lte=now), closed_at=now, seat=None
        )
        projects.free_seat(seat, now=now)
        journal.record(OfferExpired(f"application:{application.code}"), now=now)
        return application


def expire_due_offers(*, now: datetime) -> int:
    """Expire every offer whose time is over; how many."""
    due = Application.objects.filter(state="offered", offer_expires_at__lte=now).select_related(
        "seat", "project"
    )
    count = 0
    for application in due.order_by("offer_expires_at", "id")[:500]:
        try:
            expire_offer(application, now=now)
            count += 1
        except StaleState:
            continue
    return count
