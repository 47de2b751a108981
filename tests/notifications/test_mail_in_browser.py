"""A mail's button, pressed in a real browser from the mailbox: it leads into the product, signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kadam.journal.registry import Heard
from kadam.kit import clock
from kadam.kit.codes import new_code
from kadam.notifications import actions
from kadam.notifications.letters import Words
from kadam.notifications.models import Mail, MailboxMessage, Notification
from tests.support.people import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asha(client, live_server, settings):
    settings.MAILERS = {"default": {"BACKEND": "kadam.notifications.gateways.mailbox.MailboxBackend"}}
    settings.BASE_URL = live_server.url
    person, now = make_person(), clock.now()
    event = Heard(new_code(), "work.Something", now, "", "engagement:x", {})
    actions.tell(
        people=[person],
        event=event,
        topic="work",
        words=lambda: Words("Meridian Foods has read your pitch", "You hear either way.", "See your pitch"),
        link=reverse("notifications:preferences"),
        now=now,
    )
    actions.send_mail(Mail.objects.get().key, now=now)
    client.force_login(person)
    return person


@pytest.fixture
def page(asha, browser, client, live_server, settings):
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_from_the_mailbox_into_the_product(page):
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(reverse("notifications:mailbox"))
    page.get_by_role("link", name="Meridian Foods has read your pitch").click()
    page.get_by_role("link", name="See it as a mail program shows it").click()
    page.get_by_role("link", name="See your pitch").click()
    page.get_by_role("heading", name="What we mail you").wait_for()
    assert complaints == []
    assert MailboxMessage.objects.count() == 1


def test_a_row_is_opened_by_pressing_anywhere_in_it(page, asha):
    page.goto(reverse("notifications:list"))
    box = page.get_by_text("You hear either way.").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.get_by_role("heading", name="What we mail you").wait_for()
    assert Notification.objects.get(person=asha).read_at is not None
