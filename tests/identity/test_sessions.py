"""Where a person is signed in, and ending it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from kadam.identity import queries
from kadam.identity.devices import device
from kadam.journal.models import Event
from tests.support.people import PASSWORD, make_person
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.fixture
def asha(client):
    """Signed in on the desk (client) and on the phone."""
    person = make_person()
    phone = client.__class__(headers={"user-agent": PHONE})
    client.defaults["HTTP_USER_AGENT"] = DESK
    sign_in(phone, person)
    sign_in(client, person)
    person.phone = phone
    return person


def test_devices_have_names_people_know():
    assert device(PHONE) == "Chrome on Android"
    assert device(DESK) == "Firefox on Windows"
    assert device("curl/8") == "an unknown browser"


def test_every_session_is_listed_this_one_first(client, asha):
    rows = queries.sessions(asha, client.session.session_key)
    assert [(row.device, row.current) for row in rows] == [
        ("Firefox on Windows", True),
        ("Chrome on Android", False),
    ]
    page = client.get(reverse("identity:sessions")).content.decode()
    assert "Chrome on Android" in page and "This device" in page
    assert client.session.session_key not in page and asha.phone.session.session_key not in page


def test_one_press_ends_every_other_session(client, asha):
    answer = client.post(reverse("identity:sessions"))
    assert (answer.status_code, answer.url) == (303, reverse("identity:sessions"))
    assert asha.phone.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert Event.objects.get(kind="identity.SessionsEnded").data == {"count": 1}
    client.post(reverse("identity:sessions"))  # a second press ends nothing more
    assert Event.objects.filter(kind="identity.SessionsEnded").count() == 1


def test_one_session_can_be_ended(client, asha):
    row = next(row for row in queries.sessions(asha, client.session.session_key) if not row.current)
    url = reverse("identity:session_end", args=[row.code])
    assert client.post(url).status_code == 303
    assert asha.phone.get("/account/").status_code == 302
    assert client.post(url).status_code == 404


def test_nobody_ends_the_session_of_another(client, asha):
    stranger = client.__class__()
    sign_in(stranger, make_person("Ravi Iyer"))
    code = queries.session_code(client.session.session_key)
    assert stranger.post(reverse("identity:session_end", args=[code])).status_code == 404
    assert client.get("/account/").status_code == 200


def test_the_page_of_the_library_leads_to_ours(client, asha):
    assert reverse("usersessions_list") == reverse("identity:sessions")


def test_a_session_that_ran_out_is_not_listed(client, asha):
    key = asha.phone.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(days=1))
    assert len(queries.sessions(asha, client.session.session_key)) == 1


def test_kept_only_while_the_browser_is_open_unless_asked(client):
    person = make_person()
    sign_in(client, person)
    assert client.cookies["kadam"]["expires"] == ""
    client.logout()
    filled = {"login": person.email, "password": PASSWORD, "remember": "on", "next": "/account/"}
    client.post(reverse("account_login"), filled)
    assert client.cookies["kadam"]["max-age"] == 14 * 24 * 60 * 60
