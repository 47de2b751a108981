"""Sign-in by password, the lock after wrong tries, and new passwords."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from kadam.identity import queries
from kadam.identity.models import Person
from kadam.journal.models import Event
from tests.support.people import PASSWORD, make_person
from tests.support.signing_in import link_in, prove_again, sign_in

pytestmark = pytest.mark.django_db
NEW = "mango tree railway"


@pytest.fixture
def later(monkeypatch):
    """Let the clock that counts tries stand further on by so many seconds."""
    real = time.time
    return lambda seconds: monkeypatch.setattr(time, "time", lambda: real() + seconds)


def test_the_right_password_opens_the_account(client):
    person = make_person()
    answer = sign_in(client, person)
    assert (answer.status_code, answer.url) == (302, "/account/")
    event = Event.objects.get(kind="identity.SignedIn")
    assert (event.subject, event.actor, event.data) == (
        f"person:{person.code}",
        person.code,
        {"method": "password"},
    )


def test_letters_of_the_address_do_not_matter_those_of_the_password_do(client):
    make_person(email="asha@example.org")
    assert sign_in(client, "asha@example.org", PASSWORD.upper()).status_code == 422
    assert sign_in(client, " Asha@Example.ORG ").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    person = make_person()
    wrong = sign_in(client, person, "not the password").content.decode()
    unknown = sign_in(client, "nobody@example.org", "not the password").content.decode()
    sentence = "do not belong together"
    assert sentence in wrong and sentence in unknown
    assert "not the password" not in wrong  # never sent back
    assert person.email in wrong  # what was typed is kept


def test_the_sixth_try_is_refused_even_with_the_right_password_until_the_time_is_over(client, later):
    person = make_person()
    for _try in range(5):
        assert "belong together" in sign_in(client, person, "not the password").content.decode()
    locked = sign_in(client, person)
    assert locked.status_code == 422
    assert "even the right password is refused for 10 minutes" in locked.content.decode()
    assert client.get("/account/").status_code == 302
    later(9 * 60)
    assert sign_in(client, person).status_code == 422
    later(10 * 60 + 1)
    assert sign_in(client, person).status_code == 302


def test_a_lock_is_for_one_address_only(client):
    person, other = make_person(), make_person("Ravi Iyer")
    for _try in range(6):
        sign_in(client, person, "not the password")
    assert sign_in(client, other).status_code == 302


def test_an_unknown_address_is_locked_just_the_same(client):
    for _try in range(5):
        sign_in(client, "nobody@example.org", "not the password")
    assert "10 minutes" in sign_in(client, "nobody@example.org", "not the password").content.decode()


def test_a_new_password_by_mail_ends_the_lock(client, mailoutbox):
    person = make_person()
    for _try in range(6):
        sign_in(client, person, "not the password")
    client.post(reverse("account_reset_password"), {"email": person.email})
    page = client.get(link_in(mailoutbox[-1]), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW})
    assert sign_in(client, person, NEW).status_code == 302


def test_the_link_in_the_mail_works_once_and_signs_every_device_out(client, mailoutbox):
    person = make_person()
    sign_in(client, person)
    stranger = client.__class__()
    stranger.post(reverse("account_reset_password"), {"email": person.email})
    path = link_in(mailoutbox[-1])
    where = stranger.get(path, follow=True).redirect_chain[-1][0]
    assert "set-password" in where  # the secret does not stay in the address
    assert stranger.post(where, {"password1": NEW}).status_code == 302
    assert stranger.get("/account/").status_code == 302  # a link alone does not sign in
    assert client.get("/account/").status_code == 302
    assert Event.objects.filter(kind="identity.PasswordReset").count() == 1
    assert mailoutbox[-1].subject == "Your password was changed"
    assert "no longer works" in client.__class__().get(path, follow=True).content.decode()


def test_an_old_link_no_longer_works(client, mailoutbox, settings):
    person = make_person()
    client.post(reverse("account_reset_password"), {"email": person.email})
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "no longer works" in client.get(link_in(mailoutbox[-1]), follow=True).content.decode()


def test_asking_for_a_new_password_tells_nobody_who_is_here(client, mailoutbox):
    person = make_person()
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mailoutbox[-1].to == ["nobody@example.org"]
    assert "no account" in mailoutbox[-1].body


def test_asking_too_often_is_refused_with_a_sentence(client):
    person = make_person()
    for _time in range(3):
        assert client.post(reverse("account_reset_password"), {"email": person.email}).status_code == 302
    refused = client.post(reverse("account_reset_password"), {"email": person.email})
    assert refused.status_code == 429
    assert "Wait ten minutes" in refused.content.decode()


def test_changing_the_password_takes_the_present_one(client):
    person = make_person()
    sign_in(client, person)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "not the password", "password1": NEW})
    assert wrong.status_code == 422 and "not your present password" in wrong.content.decode()
    weak = client.post(url, {"oldpassword": PASSWORD, "password1": "basketball1"})
    assert weak.status_code == 422 and "thieves" in weak.content.decode()
    assert Person.objects.get().check_password(PASSWORD)


def test_changing_the_password_ends_other_sessions_and_tells_by_mail(client, mailoutbox):
    person = make_person()
    other = client.__class__()
    sign_in(client, person)
    sign_in(other, person)
    done = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert (done.status_code, done.url) == (302, reverse("identity:security"))
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert [row.current for row in queries.sessions(person, client.session.session_key)] == [True]
    assert Event.objects.filter(kind="identity.PasswordChanged", actor=person.code).count() == 1
    assert mailoutbox[-1].subject == "Your password was changed"
    assert mailoutbox[-1].to == [person.email]


def test_changing_the_address_needs_the_password_again_and_a_code(client, mailoutbox):
    person = make_person(email="old@example.org")
    sign_in(client, person)
    asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    assert reverse("account_reauthenticate") in asked.url
    prove_again(client, reverse("account_email"))
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    assert Person.objects.get().email == "old@example.org"
    code = mailoutbox[-1].subject[:6]
    done = client.post(reverse("account_email_verification_sent"), {"code": code, "action": "verify"})
    assert done.url == reverse("identity:security")
    assert Person.objects.get().email == "new@example.org"
    assert mailoutbox[-1].to == ["old@example.org"]
    assert "no longer works" in mailoutbox[-1].body
    assert Event.objects.filter(kind="identity.EmailChanged").count() == 1
    client.logout()
    assert sign_in(client, "old@example.org").status_code == 422
    assert sign_in(client, "new@example.org").status_code == 302


def test_a_taken_new_address_is_not_taken_over(client, mailoutbox):
    make_person("Ravi Iyer", email="ravi@example.org")
    sign_in(client, make_person(email="asha@example.org"))
    prove_again(client, reverse("account_email"))
    client.post(reverse("account_email"), {"email": "ravi@example.org", "action_add": "1"})
    code = mailoutbox[-1].subject[:6]
    answer = client.post(reverse("account_email_verification_sent"), {"code": code, "action": "verify"})
    assert answer.status_code == 422
    assert "cannot be used" in answer.content.decode()
    assert set(Person.objects.values_list("email", flat=True)) == {"asha@example.org", "ravi@example.org"}


def test_a_closed_account_says_so(client):
    person = make_person()
    Person.objects.update(is_active=False)
    assert sign_in(client, person).url == reverse("account_inactive")
    page = client.get(reverse("account_inactive")).content.decode()
    assert "This account is closed" in page


def test_signing_out_needs_a_press(client):
    sign_in(client, make_person())
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/account/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/account/").status_code == 302


def test_a_next_address_elsewhere_is_not_followed(client):
    person = make_person()
    assert "evil.example" not in sign_in(client, person, to="https://evil.example/").url


def test_the_language_of_the_person_is_that_of_the_pages(client):
    sign_in(client, make_person(language="hi"))
    assert client.cookies["django_language"].value == "hi"


def test_a_dead_post_office_is_told_and_can_be_tried_again(client, settings, monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend

    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    person = make_person()
    answer = client.post(reverse("account_reset_password"), {"email": person.email})
    assert answer.status_code == 503
    assert "try again in a minute" in answer.content.decode()
    sign_in(client, person)
    changed = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert changed.status_code == 302  # done, though the mail about it could not be sent
