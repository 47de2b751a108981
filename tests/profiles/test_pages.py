"""The student's own pages, through a real client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kadam.identity.queries import has_consented
from kadam.kit import clock
from kadam.profiles import actions
from kadam.profiles.models import Blackout, Profile
from tests.support.companies import make_university
from tests.support.people import make_person
from tests.support.skills_builders import load_few
from tests.support.students import make_student, prove_work

pytestmark = pytest.mark.django_db
ASHA: dict[str, Any] = {
    "institution": " Kaveri   University ",
    "course": "BCom",
    "study_year": "2",
    "city": "Erode",
    "state_code": "33",
    "skills_text": "advance excel, Tally",
    "languages": ["en", "ta"],
    "headline": "Commerce student who likes clean tables",
    "about": "I keep the books of our shop.",
    "weekly_hours": "12",
    "visibility": "companies",
}


@pytest.fixture(autouse=True)
def _taxonomy() -> None:
    load_few()


def signed_in(client: Client, profile: Profile) -> Client:
    client.force_login(profile.person)
    return client


@pytest.mark.parametrize("path", ["", "new/", "edit/", "blackouts/"])
def test_strangers_are_asked_to_sign_in(client: Client, path: str):
    answer = client.get(f"/profile/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_who_is_no_student_yet_is_sent_to_make_a_profile(client: Client):
    client.force_login(make_person())
    answer = client.get("/profile/")
    assert (answer.status_code, answer["Location"]) == (303, "/profile/new/")
    assert client.get("/profile/edit/").status_code == 404
    assert client.get("/profile/blackouts/").status_code == 404


def test_a_profile_is_made_and_linked_and_agreed_to(client: Client):
    kaveri = make_university(name="Kaveri University")
    person = make_person()
    client.force_login(person)
    page = client.get("/profile/new/").content.decode()
    assert '<option value="Kaveri University">' in page
    answer = client.post("/profile/new/", ASHA)
    assert (answer.status_code, answer["Location"]) == (303, "/profile/")
    profile = Profile.objects.get(person=person)
    assert (profile.university, profile.institution) == (kaveri, "Kaveri University")
    assert profile.skill_rows.count() == 2
    assert has_consented(person, "companies_see_profile")
    page = client.get("/profile/").content.decode()
    for words in (
        "Your profile is ready",
        "Kaveri University",
        "Microsoft Excel",
        "Tamil",
        "Erode, Tamil Nadu",
    ):
        assert words in page


def test_the_way_goes_on_to_the_page_that_asked_for_a_profile_and_nowhere_else(client: Client):
    client.force_login(make_person())
    assert 'name="next" value="/projects/"' in client.get("/profile/new/?next=/projects/").content.decode()
    assert client.post("/profile/new/", {**ASHA, "next": "/projects/"})["Location"] == "/projects/"
    assert client.get("/profile/new/?next=/projects/")["Location"] == "/projects/"
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert client.get("/profile/new/", {"next": elsewhere})["Location"] == "/profile/"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("institution", "", "This field is required"),
        ("study_year", "9", "Select a valid choice"),
        ("skills_text", "kite flying", "We do not know"),
        ("skills_text", "", "Choose at least one skill"),
        ("languages", ["en", "xx"], "Select a valid choice"),
        ("languages", [], "Choose at least one language"),
        ("weekly_hours", "41", "less than or equal to 40"),
        ("weekly_hours", "0", "greater than or equal to 1"),
        ("visibility", "", "This field is required"),
        ("headline", "x" * 121, "at most 120 characters"),
        ("headline", "a\x00b", "Null characters"),
    ],
)
def test_a_form_that_cannot_be_used_says_where_and_keeps_what_was_typed(
    client: Client, field: str, typed: Any, said: str
):
    client.force_login(make_person())
    answer = client.post("/profile/new/", {**ASHA, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "I keep the books of our shop." in page
    assert not Profile.objects.exists()


def test_seventeen_year_olds_are_told_why_not(client: Client):
    today = clock.today()
    person = make_person()
    person.born_on = today.replace(year=today.year - 17, day=1)
    person.save(update_fields=["born_on"])
    client.force_login(person)
    answer = client.post("/profile/new/", ASHA)
    assert answer.status_code == 403
    assert "people of 18 and older" in answer.content.decode()
    assert not Profile.objects.exists()


def test_an_edit_is_kept_and_shown(client: Client):
    asha = make_student(skills=["tally"])
    page = signed_in(client, asha).get("/profile/edit/").content.decode()
    assert "Commerce student who likes clean tables" in page
    assert 'value="Tally"' in page
    answer = client.post("/profile/edit/", {**ASHA, "city": "Salem", "visibility": "public"})
    assert answer.status_code == 303
    asha.refresh_from_db()
    assert (asha.city, asha.visibility) == ("Salem", "public")


def test_a_refused_edit_changes_nothing(client: Client):
    asha = make_student(skills=["tally"])
    answer = signed_in(client, asha).post("/profile/edit/", {**ASHA, "city": "Salem", "weekly_hours": "99"})
    assert answer.status_code == 422
    assert 'value="Salem"' in answer.content.decode()
    asha.refresh_from_db()
    assert asha.city == "Coimbatore"


def test_what_is_typed_is_words_and_never_markup(client: Client):
    evil = "<script>alert(1)</script>"
    asha = make_student(headline=evil, about=evil, institution=evil, city='"><img src=x>')
    signed_in(client, asha)
    actions.add_blackout(
        asha, starts_on=clock.today(), ends_on=clock.today(), label=evil, actor=asha.person, now=clock.now()
    )
    for path in ("", "edit/", "blackouts/"):
        page = client.get(f"/profile/{path}").content.decode()
        assert evil not in page
        assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page


def test_the_page_says_what_to_do_next_until_it_is_full(client: Client):
    asha = make_student(headline="", skills=["tally"])
    page = signed_in(client, asha).get("/profile/").content.decode()
    assert "Next: Name at least five skills." in page
    assert 'href="/profile/edit/#id_skills"' in page
    prove_work(asha, skills=["tally"])
    page = client.get("/profile/").content.decode()
    assert "of 6 steps" in page
    assert "proven" in page


def test_the_own_page_asks_the_same_whatever_it_shows(client: Client, django_assert_num_queries):
    asha = make_student(skills=["tally"])
    signed_in(client, asha)
    today = clock.today()
    for count, slugs in ((1, ["tally"]), (3, ["ms-excel", "power-bi"])):
        prove_work(asha, skills=slugs)
        while Blackout.objects.count() < count:
            day = today + timedelta(days=Blackout.objects.count())
            actions.add_blackout(
                asha, starts_on=day, ends_on=day, label="x", actor=asha.person, now=clock.now()
            )
        with django_assert_num_queries(7):  # session, person, hats; profile, skills, what is proven, calendar
            client.get("/profile/")
        with django_assert_num_queries(5):
            client.get("/profile/blackouts/")


def days(first: int, last: int, label: str = "Exams") -> dict[str, str]:
    today = clock.today()
    return {
        "label": label,
        "starts_on": (today + timedelta(days=first)).isoformat(),
        "ends_on": (today + timedelta(days=last)).isoformat(),
    }


def test_days_are_marked_and_freed(client: Client):
    asha = make_student()
    answer = signed_in(client, asha).post("/profile/blackouts/", days(3, 9, "Semester exams"))
    assert (answer.status_code, answer["Location"]) == (303, "/profile/blackouts/")
    assert "Semester exams" in client.get("/profile/blackouts/").content.decode()
    blackout = Blackout.objects.get()
    removal = f"/profile/blackouts/{blackout.code}/removal/"
    assert client.get(removal).status_code == 405
    assert client.post(removal).status_code == 303
    assert not Blackout.objects.exists()
    assert client.post(removal).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (days(9, 3), "cannot be before the first"),
        ({**days(1, 2), "starts_on": "31/02/2026"}, "Enter a valid date"),
        (days(1, 2, ""), "This field is required"),
        (days(1, 200), "at most 92 days"),
    ],
)
def test_days_that_cannot_be_marked_are_explained(client: Client, typed: dict[str, str], said: str):
    asha = make_student()
    answer = signed_in(client, asha).post("/profile/blackouts/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Blackout.objects.exists()


def test_a_second_press_is_told(client: Client):
    asha = make_student()
    signed_in(client, asha).post("/profile/blackouts/", days(3, 9))
    answer = client.post("/profile/blackouts/", days(3, 9))
    assert answer.status_code == 409
    assert "marked these days already" in answer.content.decode()
    assert Blackout.objects.count() == 1


def test_the_days_of_another_do_not_exist(client: Client):
    today = clock.today()
    ravi = make_student("Ravi Das")
    theirs = actions.add_blackout(
        ravi, starts_on=today, ends_on=today, label="Puja", actor=ravi.person, now=clock.now()
    )
    signed_in(client, make_student())
    assert client.post(f"/profile/blackouts/{theirs.code}/removal/").status_code == 404
    assert Blackout.objects.count() == 1
    assert "Puja" not in client.get("/profile/blackouts/").content.decode()
