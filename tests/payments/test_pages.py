"""The pages of money: who may see them, what they say, one press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kadam.kit import clock
from kadam.payments import actions
from kadam.payments.gateways.sandbox import in_process_provider
from kadam.payments.gateways.sandbox.behaviour import behave
from kadam.payments.models import Funding, PayoutAccount
from tests.support.companies import add_member, make_company, owner_of
from tests.support.payments import add_upi, assert_books_balance, make_funding, make_holds, pay, settle
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


def checkout_of(funding: Funding) -> str:
    return reverse("payments:checkout", kwargs={"code": funding.code})


def arrival_of(funding: Funding) -> str:
    return reverse("payments:arrival", kwargs={"code": funding.code})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_checkout_says_what_happens_to_the_money(client):
    company = make_company(name="Frostline Logistics")
    funding = make_funding(company, 600000, 600000)
    client.force_login(owner_of(company))
    text = text_of(client.get(checkout_of(funding)))
    for words in (
        "Set aside ₹12,000",
        "₹6,000",
        "Frostline Logistics",
        "Kadam never does",
        "comes back to you whole",
    ):
        assert words in text


def test_strangers_see_nothing_and_other_roles_cannot_pay(client):
    company = make_company()
    funding = make_funding(company)
    assert client.get(checkout_of(funding)).status_code == 302
    client.force_login(make_person())
    assert client.get(checkout_of(funding)).status_code == 404
    assert client.post(checkout_of(funding)).status_code == 404
    assert client.get(arrival_of(funding)).status_code == 404
    recruiter = make_person(name="Ravi Iyer")
    add_member(company, recruiter, "recruiter")
    client.force_login(recruiter)
    assert "Send one of them the address" in text_of(client.get(checkout_of(funding)))
    assert client.post(checkout_of(funding)).status_code == 403
    assert Funding.objects.get().tried_at is None


def test_one_press_and_the_wait_for_the_providers_word(client):
    company = make_company()
    funding = make_funding(company)
    client.force_login(owner_of(company))
    answer = client.post(checkout_of(funding))
    assert (answer.status_code, answer.url) == (303, arrival_of(funding))
    answer = client.get(arrival_of(funding))
    assert (answer.status_code, 'http-equiv="refresh"' in text_of(answer)) == (200, True)
    assert client.get(arrival_of(funding), headers={"HX-Request": "true"}).status_code == 204
    settle()
    answer = client.get(arrival_of(funding), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == arrival_of(funding)
    answer = client.get(arrival_of(funding))
    assert (answer.status_code, answer.url) == (
        302,
        reverse("payments:company", kwargs={"code": company.code}),
    )
    assert client.get(checkout_of(funding)).url == arrival_of(funding)
    assert_books_balance()


def test_pressed_twice_it_is_one_payment(client):
    company = make_company()
    funding = make_funding(company)
    client.force_login(owner_of(company))
    for _ in range(2):
        assert client.post(checkout_of(funding)).status_code == 303
    settle()
    assert client.post(checkout_of(funding)).status_code == 303  # the stale tab
    assert len(in_process_provider().store.listed("payment", receipt=None, count=9, skip=0)) == 1
    assert_books_balance()


def test_a_provider_that_does_not_answer_is_said_and_can_be_tried_again(client):
    company = make_company()
    funding = make_funding(company)
    client.force_login(owner_of(company))
    behave(in_process_provider().store, {"fail": 1})
    answer = client.post(checkout_of(funding))
    assert answer.status_code == 503
    assert "Nothing was taken" in text_of(answer)
    behave(in_process_provider().store, {"fail": 0})
    assert client.post(checkout_of(funding)).status_code == 303


def test_a_request_that_lapsed_cannot_be_paid(client):
    company = make_company()
    funding = make_funding(company)
    client.force_login(owner_of(company))
    actions.expire_overdue(now=clock.now() + timedelta(days=15))
    assert "no longer asked for" in text_of(client.get(checkout_of(funding)))
    assert client.post(checkout_of(funding)).status_code == 409
    assert client.get(arrival_of(funding)).url == checkout_of(funding)


def test_a_real_provider_is_paid_on_its_own_page(client, settings):
    company = make_company()
    funding = make_funding(company)
    actions.make_order(funding, now=clock.now())
    Funding.objects.update(rail="route")
    client.force_login(owner_of(company))
    answer = client.post(checkout_of(funding))
    assert answer.status_code == 200
    text = text_of(answer)
    assert 'action="https://api.razorpay.com/v1/checkout/embedded"' in text
    assert funding.order_id in text
    assert "https://api.razorpay.com" in answer.headers["Content-Security-Policy"]
    assert Funding.objects.get().tried_at is not None
    actions.expire_overdue(now=clock.now() + timedelta(days=15))
    assert client.post(checkout_of(funding)).status_code == 409  # no way to pay what nobody asks for


def test_coming_back_from_the_providers_page(client):
    funding = make_funding(make_company())
    where = reverse("payments:returned", kwargs={"code": funding.code})
    assert client.post(where, {"razorpay_order_id": "x"}).url == checkout_of(funding)
    assert Funding.objects.get().tried_at is None
    fields = {"razorpay_order_id": "order_1", "razorpay_payment_id": "pay_1"}
    import hashlib
    import hmac

    from django.conf import settings

    key = settings.RAZORPAY_KEY_SECRET.encode()
    signature = hmac.new(key, b"order_1|pay_1", hashlib.sha256).hexdigest()
    assert client.post(where, {**fields, "razorpay_signature": signature}).url == arrival_of(funding)
    funding.refresh_from_db()
    assert (funding.state, funding.tried_at is not None) == (
        "requested",
        True,
    )  # the webhook alone is believed


def test_a_long_wait_is_explained(client):
    company = make_company()
    funding = make_funding(company)
    client.force_login(owner_of(company))
    Funding.objects.update(tried_at=clock.now() - timedelta(minutes=3), order_id="order_x")
    assert "longer than usual" in text_of(client.get(arrival_of(funding)))


def test_the_companys_money_seat_by_seat(client):
    company = make_company()
    first, second, _third = make_holds(company, 600000, 400000, 500000)
    actions.release(first, payee=make_person(), actor=None, now=clock.now())
    actions.refund(second, reason="The student left", actor=None, now=clock.now())
    make_funding(company, 700000, reference="test:two")
    client.force_login(owner_of(company))
    text = text_of(client.get(reverse("payments:company", kwargs={"code": company.code})))
    for words in ("₹5,000", "₹6,000", "₹4,000", "Set aside ₹7,000", "The student left", "Released"):
        assert words in text
    client.force_login(make_person())
    assert client.get(reverse("payments:company", kwargs={"code": company.code})).status_code == 404


def test_a_company_without_money_is_told_what_to_do(client):
    company = make_company()
    client.force_login(owner_of(company))
    text = text_of(client.get(reverse("payments:company", kwargs={"code": company.code})))
    assert "No money has moved yet" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_companys_page_asks_six_times_at_most(client, django_assert_max_num_queries, count):
    company = make_company()
    for number in range(count):
        pay(make_funding(company, 600000, 400000, reference=f"test:{number}"))
    client.force_login(owner_of(company))
    with django_assert_max_num_queries(6):
        client.get(reverse("payments:company", kwargs={"code": company.code}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_students_page_asks_six_times_at_most(client, django_assert_max_num_queries, count):
    asha = make_person()
    add_upi(asha)
    for hold in make_holds(make_company(), *[600000] * count):
        actions.release(hold, payee=asha, actor=None, now=clock.now())
    settle()
    client.force_login(asha)
    with django_assert_max_num_queries(6):
        text = text_of(client.get(reverse("payments:earnings")))
    assert text.count("in your bank") == count


def test_long_lists_come_in_pages(client):
    company, asha = make_company(), make_person()
    for hold in make_holds(company, *[100000] * 12):
        actions.release(hold, payee=asha, actor=None, now=clock.now())
    client.force_login(asha)
    first = client.get(reverse("payments:earnings"))
    assert text_of(first).count("released to you</span>") == 10
    cursor = text_of(first).partition("?after=")[2].partition('"')[0]
    assert (
        text_of(client.get(reverse("payments:earnings"), {"after": cursor})).count("released to you</span>")
        == 2
    )
    assert client.get(reverse("payments:earnings"), {"after": "nonsense"}).status_code == 200


def test_a_student_says_where_the_money_goes_and_it_goes(client):
    asha = make_person()
    (hold,) = make_holds(make_company(), 600000)
    actions.release(hold, payee=asha, actor=None, now=clock.now())
    client.force_login(asha)
    assert "Say where it should go" in text_of(client.get(reverse("payments:earnings")))
    where = reverse("payments:payout_account")
    answer = client.post(where, {"upi_id": "asha.rao@mail.example.org", "holder_name": "Asha Rao"})
    assert answer.status_code == 422
    assert "asha.rao@mail.example.org" in text_of(answer)
    assert client.post(where, {"upi_id": "asha.rao@okhdfc", "holder_name": "Asha Rao"}).status_code == 303
    settle()
    text = text_of(client.get(reverse("payments:earnings")))
    assert "as•••@okhdfc" in text
    assert "asha.rao@okhdfc" not in text
    assert "in your bank" in text


def test_a_bank_account_is_typed_twice(client):
    asha = make_person()
    client.force_login(asha)
    where = reverse("payments:payout_account") + "?kind=bank"
    typed = {"bank_account": "50100123456789", "bank_account_again": "50100123456780"}
    typed |= {"ifsc": "hdfc0001234", "holder_name": "Asha Rao"}
    answer = client.post(where, typed)
    assert (answer.status_code, "The two account numbers differ" in text_of(answer)) == (422, True)
    assert not PayoutAccount.objects.exists()
    assert client.post(where, {**typed, "bank_account_again": "5010 0123 456789"}).status_code == 303
    assert PayoutAccount.objects.get().ifsc == "HDFC0001234"
    assert client.get(reverse("payments:payout_account") + "?kind=cash").status_code == 404


def test_money_that_came_back_is_explained_and_sent_again_on_request(client):
    asha = make_person()
    add_upi(asha, "failure@razorpay")
    (hold,) = make_holds(make_company(), 600000)
    payout = actions.release(hold, payee=asha, actor=None, now=clock.now())
    settle()
    client.force_login(asha)
    text = text_of(client.get(reverse("payments:earnings")))
    assert "The money is safe and still yours" in text
    again = reverse("payments:attempts", kwargs={"code": payout.code})
    assert client.post(again).status_code == 303
    assert client.post(again).status_code == 409  # the double click is told
    client.force_login(make_person())
    assert client.post(again).status_code == 404


def test_everybody_signs_in_first(client):
    for name in ("payments:earnings", "payments:payout_account"):
        assert client.get(reverse(name)).status_code == 302


def test_a_page_of_money_is_not_kept_by_the_browser(client):
    client.force_login(make_person())
    assert "no-store" in client.get(reverse("payments:earnings")).headers["Cache-Control"]
