"""The list of notices, the choices, the mailbox, and the number in the header."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from kadam.journal.registry import Heard
from kadam.kit.codes import new_code
from kadam.notifications import actions, queries
from kadam.notifications.letters import Words
from kadam.notifications.models import MailboxMessage, MutedTopic, Notification
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def tell(person, title="It happened", at=NOW, link="/notifications/preferences/", topic="work"):
    event = Heard(new_code(), "work.Something", at, "", "engagement:x", {})
    words = lambda: Words(title, f"Text of {title}.", "Open")  # noqa: E731
    actions.tell(people=[person], event=event, topic=topic, words=words, link=link, now=at)
    return event.code


@pytest.fixture
def asha(client):
    person = make_person()
    client.force_login(person)
    return person


def page(client, name, **query):
    return client.get(reverse(f"notifications:{name}"), query)


def test_nothing_yet_says_what_will_come(client, asha):
    body = page(client, "list").content.decode()
    assert "Nothing to tell you yet" in body
    assert "Mark all as read" not in body


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_five_queries(client, asha, rows, django_assert_num_queries):
    for number in range(rows):
        tell(asha, f"New {number}")
        tell(asha, f"Old {number}", NOW - timedelta(days=1))
    actions.read_all(actor=asha, up_to=NOW - timedelta(hours=1), now=NOW)
    with django_assert_num_queries(5):  # session, person with the number of new lines, hats; new, read
        body = page(client, "list").content.decode()
    assert body.index("New 0") < body.index("Old 0")


def test_the_header_counts_what_is_new(client, asha):
    tell(asha)
    tell(asha, "Again")
    assert "2 new notices" in page(client, "list").content.decode()


def test_opening_a_line_marks_it_read_and_goes_where_it_leads(client, asha):
    code, other = tell(asha), tell(asha, "Other")
    answer = client.post(reverse("notifications:opening"), {"event": code})
    assert (answer.status_code, answer["Location"]) == (303, "/notifications/preferences/")
    lines = Notification.objects.filter(person=asha)
    assert lines.get(event=code).read_at is not None
    assert lines.get(event=other).read_at is None


def test_looking_at_the_list_changes_nothing(client, asha):
    tell(asha)
    page(client, "list")
    assert Notification.objects.get(person=asha).read_at is None


def test_nobody_opens_the_line_of_another(client, asha):
    code = tell(make_person("Bina Das"))
    assert client.post(reverse("notifications:opening"), {"event": code}).status_code == 404
    assert Notification.objects.get(event=code).read_at is None


def test_marking_all_read_leaves_what_came_in_meanwhile(client, asha):
    tell(asha)
    shown = NOW.isoformat()
    tell(asha, "Came in meanwhile", NOW + timedelta(seconds=1))
    other = make_person("Bina Das")
    tell(other)
    answer = client.post(reverse("notifications:reading"), {"up_to": shown})
    assert answer.status_code == 303
    unread = Notification.objects.filter(read_at=None).order_by("id")
    assert [line.title for line in unread] == ["Came in meanwhile", "It happened"]
    assert unread[1].person == other


def test_marking_read_survives_a_value_made_by_hand(client, asha):
    tell(asha)
    assert client.post(reverse("notifications:reading"), {"up_to": "tomorrow"}).status_code == 303


def test_old_lines_are_paged_without_repeats(client, asha):
    for number in range(25):
        tell(asha, f"Line {number:02d}", NOW + timedelta(minutes=number))
    actions.read_all(actor=asha, up_to=NOW + timedelta(days=1), now=NOW)
    first = queries.read_lines(asha)
    second = queries.read_lines(asha, first.next_cursor)
    titles = [line.title for line in [*first.rows, *second.rows]]
    assert titles == [f"Line {number:02d}" for number in reversed(range(25))]
    assert second.next_cursor is None
    body = page(client, "list", after=first.next_cursor).content.decode()
    assert "Line 04" in body
    assert "Line 05" not in body


def test_titles_of_others_are_text_and_not_markup(client, asha):
    tell(asha, "<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in page(client, "list").content.decode()


@pytest.mark.parametrize("name", ["list", "preferences"])
def test_strangers_are_asked_to_sign_in(client, name):
    answer = page(client, name)
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


# Choices


def test_choosing_what_is_mailed(client, asha):
    body = page(client, "preferences").content.decode()
    assert body.count("checked") == 3
    assert "Money set aside, released, paid, returned or refunded" in body
    answer = client.post(reverse("notifications:preferences"), {"mailed": ["work"]})
    assert answer.status_code == 303
    muted = MutedTopic.objects.filter(person=asha).order_by("topic")
    assert [row.topic for row in muted] == ["applications", "organisation"]
    assert page(client, "preferences").content.decode().count("checked") == 1


def test_a_topic_that_cannot_be_muted_is_no_choice(client, asha):
    answer = client.post(reverse("notifications:preferences"), {"mailed": ["work", "money"]})
    assert answer.status_code == 422
    assert not MutedTopic.objects.exists()


# The mailbox of a demo


@pytest.fixture
def kept(settings):
    settings.MAILERS = {"default": {"BACKEND": "kadam.notifications.gateways.mailbox.MailboxBackend"}}
    mail = EmailMultiAlternatives(
        "Your code", "Type 123456\nhttp://127.0.0.1:8000/x/", None, ["asha@example.org"]
    )
    mail.attach_alternative('<p style="color:red">123456</p><script>alert(1)</script>', "text/html")
    mail.send()
    return MailboxMessage.objects.get()


def test_the_mailbox_shows_every_message_to_anybody(client, kept):
    body = page(client, "mailbox").content.decode()
    assert "Your code" in body
    assert "asha@example.org" in body
    body = client.get(reverse("notifications:mailbox_message", kwargs={"code": kept.code})).content.decode()
    assert "Type 123456" in body
    assert 'href="http://127.0.0.1:8000/x/"' in body


def test_the_mailbox_finds_the_messages_to_an_address(client, kept):
    assert "Your code" in page(client, "mailbox", to="ASHA").content.decode()
    assert "No message to this address" in page(client, "mailbox", to="bina").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_mailbox_costs_four_queries_to_somebody_signed_in(client, asha, rows, django_assert_num_queries):
    MailboxMessage.objects.bulk_create(
        [MailboxMessage(to="a@b.c", subject=f"S{n}", text="…", at=NOW) for n in range(rows)]
    )
    with django_assert_num_queries(4):
        page(client, "mailbox")


def test_the_html_of_a_mail_is_locked_in_a_policy_of_its_own(client, kept):
    answer = client.get(reverse("notifications:mailbox_html", kwargs={"code": kept.code}))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "sandbox allow-popups" in policy
    assert "script" not in policy
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", ["mailbox", "mailbox_message", "mailbox_html"])
def test_there_is_no_mailbox_where_mail_is_sent(client, kept, settings, name):
    settings.MAIL_BACKEND = "smtp"
    parts = {} if name == "mailbox" else {"code": kept.code}
    assert client.get(reverse(f"notifications:{name}", kwargs=parts)).status_code == 404


def test_there_is_no_mailbox_in_production_whatever_is_set(client, kept, settings):
    settings.PRODUCTION = True
    assert page(client, "mailbox").status_code == 404
