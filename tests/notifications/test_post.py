"""The post: sent after commit, outside transactions, once, and never lost."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from kadam.journal import actions as journal
from kadam.journal.models import Delivery
from kadam.journal.queries import queue_health
from kadam.journal.registry import Heard
from kadam.kit.codes import new_code
from kadam.notifications import actions
from kadam.notifications.gateways import post
from kadam.notifications.letters import Words
from kadam.notifications.models import Mail, MailboxMessage
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
SEND = "kadam.notifications.subscribers.post.send"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Dead(BaseEmailBackend):
    """A mail server that does not answer."""

    tried = 0

    def send_messages(self, email_messages):
        Dead.tried += 1
        raise ConnectionRefusedError("no answer")


class Refusing(BaseEmailBackend):
    """A mail server that answers, and refuses the address."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"asha@example.org": (550, b"no such user")})


class Watching(BaseEmailBackend):
    """A mail server that notes whether it was called inside a transaction."""

    inside: list[bool] = []

    def send_messages(self, email_messages):
        Watching.inside.append(connection.in_atomic_block)
        return len(email_messages)


def through(settings, backend):
    settings.MAILERS = {"default": {"BACKEND": f"{backend.__module__}.{backend.__qualname__}"}}


@pytest.fixture(autouse=True)
def _open_post():
    Dead.tried, Watching.inside = 0, []
    post.reopen()
    yield
    post.reopen()


def owe(person, now=NOW):
    event = Heard(new_code(), "work.Something", now, "", "engagement:x", {})
    actions.tell(
        people=[person],
        event=event,
        topic="money",
        words=lambda: Words("₹6,000 has reached you", "No fee was taken.", "See your money"),
        link="/payments/earnings/",
        now=now,
    )
    return Mail.objects.get(key=f"{event.code}:{person.code}")


def test_what_is_owed_is_sent_when_the_journal_is_delivered():
    asha = make_person()
    row = owe(asha)
    assert mail.outbox == []
    journal.drain(now=NOW)
    (sent,) = mail.outbox
    row.refresh_from_db()
    assert row.sent_at is not None
    assert sent.to == [asha.email]
    assert sent.subject == "₹6,000 has reached you"
    assert "No fee was taken." in sent.body
    (html,) = sent.alternatives
    assert html.mimetype == "text/html"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_mail_that_was_sent_is_not_sent_again():
    row = owe(make_person())
    assert actions.send_mail(row.key, now=NOW) is True
    assert actions.send_mail(row.key, now=NOW) is False
    assert len(mail.outbox) == 1


def test_a_crash_between_sending_and_noting_sends_the_same_message_again(monkeypatch):
    """Told in the docstring of send_mail: the second copy has the same Message-ID, so it is shown once."""
    row = owe(make_person())
    real = post.hand_over

    def killed_after(one):
        real(one)
        raise KeyboardInterrupt  # what a kill looks like from inside

    monkeypatch.setattr(post, "hand_over", killed_after)
    with pytest.raises(KeyboardInterrupt):
        journal.drain(now=NOW)
    row.refresh_from_db()
    assert row.sent_at is None

    monkeypatch.setattr(post, "hand_over", real)
    assert journal.drain(now=NOW) == 0, "the lease of the dead worker still runs"
    journal.drain(now=NOW + timedelta(minutes=3))
    row.refresh_from_db()
    assert row.sent_at is not None
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.message()["Message-ID"] == post.message_id(row.key)


def test_a_dead_mail_server_delays_and_loses_nothing(settings):
    rows = [owe(make_person()) for _number in range(3)]
    through(settings, Dead)
    journal.drain(now=NOW)
    assert Mail.objects.filter(sent_at=None).count() == 3
    waiting = Delivery.objects.filter(subscriber=SEND, state="due").order_by("id")
    assert len(waiting) == 3
    assert Dead.tried == 1, "the others must not wait for a server that just did not answer"
    assert "no answer" in waiting[0].error

    through(settings, Watching)
    post.reopen()
    journal.drain(now=NOW + timedelta(minutes=1))
    assert [Mail.objects.get(pk=row.pk).sent_at is not None for row in rows] == [True] * 3
    assert len(Watching.inside) == 3


def test_one_refused_address_does_not_close_the_post(settings):
    bad, good = owe(make_person()), owe(make_person("Bina Das"))
    through(settings, Refusing)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        actions.send_mail(bad.key, now=NOW)
    through(settings, Watching)
    assert actions.send_mail(good.key, now=NOW) is True


def test_a_mail_that_fails_for_hours_is_buried_for_staff_and_can_be_revived(settings):
    row = owe(make_person())
    through(settings, Dead)
    at = NOW
    for _try in range(20):
        at += timedelta(hours=13)
        post.reopen()
        journal.deliver_due(now=at)
    assert queue_health(now=at).dead == 1
    through(settings, Watching)
    post.reopen()
    journal.revive(now=at)
    journal.drain(now=at)
    row.refresh_from_db()
    assert row.sent_at is not None


def test_a_rolled_back_act_mails_nobody():
    asha = make_person()
    with pytest.raises(RuntimeError), transaction.atomic():
        owe(asha)
        raise RuntimeError
    journal.drain(now=NOW)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_sent_inside_a_transaction(settings):
    through(settings, Watching)
    owe(make_person())
    journal.drain(now=NOW)
    assert Watching.inside == [False]


def test_the_words_of_old_mails_are_forgotten_and_that_they_were_sent_is_not():
    row, unsent = owe(make_person()), owe(make_person("Bina Das"))
    actions.send_mail(row.key, now=NOW)
    assert actions.forget_old_mails(now=NOW + timedelta(days=91)) == 1
    row.refresh_from_db()
    unsent.refresh_from_db()
    assert (row.text, row.html) == ("", "")
    assert row.sent_at == NOW
    assert unsent.text
    assert actions.send_mail(row.key, now=NOW + timedelta(days=92)) is False


def test_the_mailbox_keeps_mails_with_the_date_they_were_written(settings):
    settings.MAILERS = {"default": {"BACKEND": "kadam.notifications.gateways.mailbox.MailboxBackend"}}
    asha = make_person()
    row = owe(asha)
    actions.send_mail(row.key, now=NOW + timedelta(days=3))
    kept = MailboxMessage.objects.get(to=asha.email)
    assert (kept.subject, kept.at) == (row.subject, NOW)
    assert kept.html == row.html
