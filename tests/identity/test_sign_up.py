"""Opening an account: the form, the code, the notice, the age, and what strangers must not learn."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from django.urls import reverse

from kadam.identity.actions import AddressTaken, TooYoung
from kadam.identity.actions import sign_up as open_account
from kadam.identity.models import Consent, Person
from kadam.identity.notices import CURRENT, FOLDER
from kadam.identity.policies import is_adult
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.notifications.models import MailboxMessage
from tests.support.people import make_person
from tests.support.signing_in import ASHA, code_in, confirm, sign_in, sign_up

pytestmark = pytest.mark.django_db


def years_ago(years: int, days: int = 0) -> str:
    """The day so many years and days before today."""
    today = clock.today()
    return (date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)).isoformat()


def test_a_person_signs_up_and_is_in_after_the_code(client, mailoutbox):
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert not Person.objects.get().emailaddress_set.get().verified
    assert client.get("/account/").status_code == 302
    assert confirm(client, code_in(mailoutbox[-1])).status_code == 302
    assert client.get("/account/").status_code == 200
    assert Person.objects.get().emailaddress_set.get().verified


def test_the_consent_holds_the_exact_notice(client):
    sign_up(client, shown=f"{CURRENT}.hi")
    consent = Consent.objects.get()
    text = (FOLDER / f"{CURRENT}.hi.md").read_bytes()
    assert (consent.purpose, consent.language, consent.channel) == ("account", "hi", "web")
    assert (consent.notice_version, consent.notice_sha256) == (CURRENT, hashlib.sha256(text).hexdigest())
    assert abs(consent.given_at - clock.now()) < timedelta(minutes=1)
    assert Person.objects.get().language == "hi"


def test_what_happened_is_in_the_journal(client, mailoutbox):
    sign_up(client)
    confirm(client, code_in(mailoutbox[-1]))
    subject = f"person:{Person.objects.get().code}"
    kinds = Event.objects.filter(subject=subject).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "identity.PersonSignedUp",
        "identity.ConsentGiven",
        "identity.EmailVerified",
        "identity.SignedIn",
    ]


def test_the_code_is_at_once_in_the_mailbox_of_the_demo(client, settings):
    settings.MAILERS = {"default": {"BACKEND": "kadam.notifications.gateways.mailbox.MailboxBackend"}}
    sign_up(client)
    kept = MailboxMessage.objects.get()
    assert kept.to == ASHA["email"]
    assert "<h1" in kept.html and kept.subject[:6] in kept.html


def test_below_eighteen_the_refusal_is_kind_and_nothing_is_stored(client, mailoutbox):
    answer = sign_up(client, born_on=years_ago(18, days=-1))
    assert answer.status_code == 422
    assert "18 or older" in answer.content.decode()
    assert (Person.objects.count(), Consent.objects.count(), Event.objects.count(), mailoutbox) == (
        0,
        0,
        0,
        [],
    )
    assert "Asha Rao" in answer.content.decode()  # what was typed is still there


def test_on_the_eighteenth_birthday_one_may():
    assert is_adult(date(2008, 2, 29), date(2026, 3, 1))
    assert not is_adult(date(2008, 2, 29), date(2026, 2, 28))
    assert is_adult(date(2008, 11, 23), date(2026, 11, 23))
    assert not is_adult(date(2008, 11, 24), date(2026, 11, 23))


def test_the_action_itself_refuses_the_young():
    with pytest.raises(TooYoung):
        open_account(email="a@example.org", name="A", born_on=clock.today(), password="x", now=clock.now())
    assert not Person.objects.exists()


def test_the_action_refuses_a_taken_address_whatever_its_letters():
    taken = make_person(email="asha@example.org")
    with pytest.raises(AddressTaken):
        open_account(
            email="ASHA@example.org", name="B", born_on=date(2000, 1, 1), password="x", now=clock.now()
        )
    assert list(Person.objects.all()) == [taken]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "4242", "Write the name"),
        ("email", "asha@", "valid email"),
        ("born_on", "1850-01-01", "Check the year"),
        ("born_on", "2091-01-01", "Check the year"),
        ("password1", "short", "at least 10"),
        ("password1", "basketball2024", "lists that thieves try"),
        ("password1", "AshaRao2001", "who knows you"),
        ("agree", "", "Without your yes"),
        ("shown", "2020-01.en", "notice has changed"),
        ("shown", "../../etc/passwd", "notice has changed"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(client, field, typed, said):
    answer = sign_up(client, **{field: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Person.objects.exists()


def test_a_taken_address_is_told_by_mail_only(client, mailoutbox):
    make_person(email="asha@example.org")
    fresh = sign_up(client, email="new@example.org")
    client.cookies.clear()
    taken = sign_up(client, name="Somebody Else")
    assert (taken.status_code, taken.url) == (fresh.status_code, fresh.url)
    page = client.get(taken.url).content.decode()
    assert "asha@example.org" in page and "already" not in page
    assert mailoutbox[-1].subject == "You already have an account on Kadam"
    assert Person.objects.count() == 2
    assert confirm(client, "123456").status_code == 422  # no code opens the fake door


def test_two_presses_open_one_account(client, monkeypatch, mailoutbox):
    from allauth.account.internal import flows

    make_person(email="asha@example.org")
    monkeypatch.setattr(flows.manage_email, "email_already_exists", lambda email, **_more: (email, False))
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert Person.objects.count() == 1
    assert mailoutbox[-1].subject == "You already have an account on Kadam"


def test_five_wrong_codes_end_the_try(client, mailoutbox):
    sign_up(client)
    wrong = "000000" if code_in(mailoutbox[-1]) != "000000" else "111111"
    for _time in range(4):
        assert confirm(client, wrong).status_code == 422
    assert confirm(client, wrong).url == reverse("account_login")
    assert confirm(client, code_in(mailoutbox[-1])).url == reverse("account_login")
    assert client.get("/account/").status_code == 302


def test_a_new_code_can_be_asked_for_and_the_old_one_is_dead(client, mailoutbox):
    sign_up(client)
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    old, new = code_in(mailoutbox[-2]), code_in(mailoutbox[-1])
    if old != new:
        assert confirm(client, old).status_code == 422
    assert confirm(client, new).status_code == 302
    assert client.get("/account/").status_code == 200


def test_whoever_never_typed_the_code_is_asked_again_at_sign_in(client, mailoutbox):
    sign_up(client)
    client.cookies.clear()
    assert sign_in(client, ASHA["email"]).url == reverse("account_email_verification_sent")
    assert confirm(client, code_in(mailoutbox[-1])).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_company_goes_on_to_its_organisation(client, settings):
    settings.SIGNUP_NEXT = {"company": "identity:consents"}
    page = client.get(reverse("account_signup") + "?for=company").content.decode()
    assert '<input type="hidden" name="next" value="/account/consents/">' in page


def test_no_consent_box_is_ticked_beforehand(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert " checked" not in page


def test_the_notice_is_there_in_both_languages_word_for_word(client):
    for language, word in (("en", "Data Protection Board of India"), ("hi", "भारतीय डेटा संरक्षण बोर्ड")):
        page = client.get(reverse("identity:notice", args=[CURRENT, language]))
        assert page.status_code == 200
        assert word in page.content.decode()
    assert client.get(reverse("identity:notice", args=["1999-01", "en"])).status_code == 404


def test_the_password_is_taken_as_typed_and_may_be_long(client, mailoutbox):
    long = "  Größe und Maß 🙂 " + "correct horse battery " * 4
    sign_up(client, password1=long)
    person = Person.objects.get()
    assert person.check_password(long)
    assert not person.check_password(long.strip())
