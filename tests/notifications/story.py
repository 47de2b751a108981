"""One micro-internship through real actions, with everybody who hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kadam.identity.models import Person
from kadam.kit import clock
from kadam.notifications.models import Mail, Notification
from kadam.organizations.models import Organization
from kadam.profiles.models import Profile
from kadam.projects.models import Project
from tests.support.companies import add_member, make_company, owner_of
from tests.support.payments import settle
from tests.support.people import make_person
from tests.support.projects import make_open_project
from tests.support.students import make_student


@dataclass
class Cast:
    """A company with its people, a student, staff, and the project between them."""

    now: datetime
    company: Organization
    owner: Person
    recruiter: Person
    finance: Person
    staff: Person
    student: Profile
    project: Project

    @property
    def asha(self) -> Person:
        """The student as a person."""
        return self.student.person


def make_cast(now: datetime | None = None) -> Cast:
    """Everybody, with a project that is open; what they heard so far is forgotten."""
    now = now or clock.now()
    company = make_company(name="Nilgiri Cold Chain", now=now)
    owner = owner_of(company)
    recruiter = add_member(company, make_person("Ravi Menon"), "recruiter")
    finance = add_member(company, make_person("Farah Khan"), "finance")
    staff = make_person("Sunita Staff", staff=True)
    project = make_open_project(company, now=now)
    cast = Cast(now, company, owner, recruiter, finance, staff, make_student("Asha Rao"), project)
    settle(later(now, minutes=10))
    forget()
    return cast


def forget() -> None:
    """Clear every list and every mail."""
    Notification.objects.all().delete()
    Mail.objects.all().delete()


def titles(person: Person) -> list[str]:
    """What a person was told, oldest first."""
    return list(
        Notification.objects.filter(person=person).order_by("at", "id").values_list("title", flat=True)
    )


def mails(person: Person) -> list[str]:
    """Subjects of the mails owed or sent to a person, oldest first."""
    rows = Mail.objects.filter(to=person.email).order_by("created_at", "id")
    return list(rows.values_list("subject", flat=True))


def later(now: datetime, **span: int) -> datetime:
    """A moment after `now`."""
    return now + timedelta(**span)
