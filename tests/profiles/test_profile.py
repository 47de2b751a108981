"""Becoming a student, and changing what the profile says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kadam.identity.actions import give_consent, withdraw_consent
from kadam.identity.models import Consent
from kadam.identity.queries import has_consented
from kadam.journal.actions import drain
from kadam.journal.queries import history
from kadam.kit import clock
from kadam.profiles import actions, queries
from kadam.profiles.actions import FINDABLE, AlreadyStudent, TooYoung
from kadam.profiles.models import Profile
from kadam.profiles.policies import UnknownLanguage
from tests.support.companies import make_university
from tests.support.people import make_person
from tests.support.skills_builders import load_few, skills
from tests.support.students import make_student

pytestmark = pytest.mark.django_db
STUDY: dict[str, Any] = {
    "institution": "Kaveri University",
    "course": "BCom",
    "study_year": 2,
    "languages": ["en"],
}


def kinds(profile: Profile) -> list[str]:
    return [event.kind for event in history(f"profile:{profile.code}")]


def test_a_person_becomes_a_student_once():
    asha = make_student()
    assert kinds(asha) == ["profiles.ProfileCreated"]
    with pytest.raises(AlreadyStudent):
        actions.create_profile(actor=asha.person, now=clock.now(), **STUDY)
    assert Profile.objects.count() == 1
    assert kinds(asha) == ["profiles.ProfileCreated"]


def test_seventeen_is_too_young_and_eighteen_is_not():
    today = clock.today()
    birthday = date(today.year - 18, today.month, today.day)
    child = make_person("Ravi Das", born_on=birthday)
    child.born_on = birthday + timedelta(days=1)
    with pytest.raises(TooYoung):
        actions.create_profile(actor=child, now=clock.now(), **STUDY)
    child.born_on = None
    with pytest.raises(TooYoung):
        actions.create_profile(actor=child, now=clock.now(), **STUDY)
    assert not Profile.objects.exists()
    child.born_on = birthday
    assert actions.create_profile(actor=child, now=clock.now(), **STUDY).pk


def test_a_language_we_do_not_know_is_refused():
    asha = make_student()
    with pytest.raises(UnknownLanguage):
        actions.edit_profile(
            asha, actor=asha.person, now=clock.now(), languages=["en", "klingon"], city="Pune"
        )
    asha.refresh_from_db()
    assert (asha.languages, asha.city) == (["en", "ta"], "Coimbatore")
    assert kinds(asha) == ["profiles.ProfileCreated"]


@pytest.mark.parametrize("typed", ["Kaveri University", "kaveri  UNIVERSITY "])
def test_an_institution_that_is_registered_here_is_linked(typed: str):
    kaveri = make_university(name="Kaveri University")
    assert make_student(institution=typed).university == kaveri


def test_an_institution_that_is_not_verified_or_not_known_is_words_alone():
    make_university(name="Kaveri University", verified=False)
    assert make_student(institution="Kaveri University").university is None
    assert queries.universities() == []


def test_another_institution_ends_the_link():
    make_university(name="Kaveri University")
    asha = make_student(institution="Kaveri University")
    actions.edit_profile(asha, actor=asha.person, now=clock.now(), institution="Nirmala College")
    asha.refresh_from_db()
    assert asha.university is None
    actions.edit_profile(asha, actor=asha.person, now=clock.now(), city="Erode")
    assert asha.university is None


def test_an_edit_says_in_the_journal_what_changed_and_nothing_when_nothing_did():
    load_few()
    asha = make_student(skills=["tally"])
    actions.edit_profile(
        asha, actor=asha.person, now=clock.now(), city="Pune", course="BCom", skills=skills("ms-excel")
    )
    actions.edit_profile(asha, actor=asha.person, now=clock.now(), city="Pune", skills=skills("ms-excel"))
    events = history(f"profile:{asha.code}")
    assert [event.data for event in events[1:]] == [{"fields": ["city", "skills"]}]
    assert [skill.slug for skill in queries.skills(asha)] == ["ms-excel"]


def test_who_is_not_private_has_agreed_to_it_under_the_notice_shown():
    asha = make_student(visibility="companies", language="hi")
    consent = Consent.objects.get(person=asha.person, purpose=FINDABLE)
    assert (consent.language, consent.withdrawn_at) == ("hi", None)
    actions.edit_profile(asha, actor=asha.person, now=clock.now(), visibility="public")
    assert Consent.objects.filter(person=asha.person, purpose=FINDABLE).count() == 1
    actions.edit_profile(asha, actor=asha.person, now=clock.now(), visibility="private")
    assert not has_consented(asha.person, FINDABLE)


def test_a_new_profile_is_private_and_agrees_to_nothing():
    asha = make_student()
    assert asha.visibility == "private"
    assert not has_consented(asha.person, FINDABLE)


def test_consent_taken_back_elsewhere_makes_the_profile_private_and_given_opens_it():
    asha = make_student(visibility="public")
    withdraw_consent(person=asha.person, purpose=FINDABLE, now=clock.now())
    drain(now=clock.now())
    asha.refresh_from_db()
    assert asha.visibility == "private"
    give_consent(person=asha.person, purpose=FINDABLE, now=clock.now())
    drain(now=clock.now())
    asha.refresh_from_db()
    assert asha.visibility == "companies"
    assert kinds(asha).count("profiles.ProfileChanged") == 2


def test_choosing_private_and_public_again_before_the_worker_hears_of_it_ends_public():
    asha = make_student(visibility="public")
    for choice in ("private", "public"):
        actions.edit_profile(asha, actor=asha.person, now=clock.now(), visibility=choice)
    drain(now=clock.now())
    asha.refresh_from_db()
    assert asha.visibility == "public"
