"""tell: one line and one mail for each person and event, whoever hears it how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import gettext as _

from kadam.journal.models import Event
from kadam.journal.registry import Heard
from kadam.kit.codes import new_code
from kadam.notifications import actions
from kadam.notifications.actions import Series
from kadam.notifications.letters import TEXT_MAX, TITLE_MAX, Words
from kadam.notifications.models import Mail, Notification
from tests.notifications.story import mails, titles
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def heard(at=NOW, actor=""):
    return Heard(new_code(), "work.Something", at, actor, "engagement:x", {})


def say(title="It happened", text="Your turn.", **more):
    return lambda: Words(title, text, "Open it", **more)


def tell(*people, event=None, topic="work", words=None, now=NOW, **options):
    event = event or heard()
    return actions.tell(
        people=people, event=event, topic=topic, words=words or say(), link="/x/", now=now, **options
    )


def owed():
    return Event.objects.filter(kind="notifications.MailOwed").count()


def test_a_line_a_mail_and_the_debt_are_written_together():
    asha = make_person()
    event = heard()
    assert tell(asha, event=event) == 1
    line, mail = Notification.objects.get(person=asha), Mail.objects.get(to=asha.email)
    assert (line.title, line.text, line.link, line.at, line.read_at) == (
        "It happened",
        "Your turn.",
        "/x/",
        NOW,
        None,
    )
    assert mail.key == f"{event.code}:{asha.code}"
    assert mail.sent_at is None
    assert Event.objects.filter(kind="notifications.MailOwed", subject=f"mail:{mail.key}").count() == 1


def test_hearing_the_same_event_again_changes_nothing():
    asha, bina, event = make_person(), make_person("Bina Das"), heard()
    tell(asha, bina, event=event)
    assert tell(asha, bina, event=event) == 0
    assert titles(asha) == titles(bina) == ["It happened"]
    assert (Mail.objects.count(), owed()) == (2, 2)


def test_somebody_who_joins_the_audience_later_is_told_alone():
    asha, bina, event = make_person(), make_person("Bina Das"), heard()
    tell(asha, event=event)
    assert tell(asha, bina, event=event) == 1
    assert (len(mails(asha)), len(mails(bina))) == (1, 1)


def test_each_person_once_even_when_named_twice():
    asha = make_person()
    assert tell(asha, asha) == 1
    assert Mail.objects.count() == 1


def test_who_acted_is_not_told_of_their_own_act():
    asha, bina = make_person(), make_person("Bina Das")
    assert tell(asha, bina, event=heard(actor=asha.code)) == 1
    assert (titles(asha), mails(asha)) == ([], [])
    assert titles(bina) == ["It happened"]


def test_but_of_their_own_account():
    asha = make_person()
    assert tell(asha, event=heard(actor=asha.code), topic="account", own=True) == 1


def test_a_closed_account_is_not_told():
    asha = make_person()
    asha.is_active = False
    assert tell(asha) == 0
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("topic", ["applications", "work", "organisation"])
def test_a_muted_topic_is_in_the_list_but_not_mailed(topic):
    asha = make_person()
    actions.choose_mail([], actor=asha, now=NOW)
    assert tell(asha, topic=topic) == 1
    assert (titles(asha), mails(asha)) == (["It happened"], [])


@pytest.mark.parametrize("topic", ["money", "account"])
def test_money_and_account_are_mailed_to_everybody(topic):
    asha = make_person()
    actions.choose_mail([], actor=asha, now=NOW)
    tell(asha, topic=topic)
    assert mails(asha) == ["It happened"]


def test_each_reads_their_own_language_and_words_are_asked_for_once_each():
    asha, bina, hari = make_person(), make_person("Bina Das"), make_person("Hari Om", language="hi")
    asked = []

    def words():
        asked.append(1)
        return Words(_("English"), "…", "…")

    tell(asha, bina, hari, words=words)
    assert len(asked) == 2
    assert 'lang="hi"' in Mail.objects.get(to=hari.email).html
    assert 'lang="en"' in Mail.objects.get(to=asha.email).html


def test_long_words_are_cut_to_what_a_line_holds():
    asha = make_person()
    tell(asha, words=say("long " * 100, "longer " * 500))
    line = Notification.objects.get(person=asha)
    assert len(line.title) <= TITLE_MAX
    assert len(line.text) <= TEXT_MAX
    assert line.title.endswith("…")


def test_a_title_of_several_lines_cannot_forge_a_mail_header():
    asha = make_person()
    tell(asha, words=say("Map\r\nBcc: everybody@example.org"))
    assert Mail.objects.get(to=asha.email).subject == "Map Bcc: everybody@example.org"


def test_text_and_html_say_the_same():
    asha = make_person()
    tell(asha, words=say(facts=(("Pay", "₹6,000"),), quote="Two links\nare dead <b>."))
    mail = Mail.objects.get(to=asha.email)
    for part in ("Your turn.", "Pay", "₹6,000", "http://127.0.0.1:8000/x/", "Open it"):
        assert part in mail.text, part
        assert part in mail.html, part
    assert "> Two links\n> are dead <b>." in mail.text
    assert "are dead &lt;b&gt;." in mail.html


# News that comes thick and fast


def test_a_series_keeps_one_unread_line_that_says_the_latest():
    asha, thread = make_person(), Series("thread:a", timedelta(minutes=15))
    tell(asha, words=say("First"), series=thread)
    tell(asha, words=say("Second"), series=thread, event=heard(LATER), now=LATER)
    line = Notification.objects.get(person=asha)
    assert (line.title, line.at) == ("Second", LATER)
    assert mails(asha) == ["First"]


def test_events_of_a_series_that_come_in_the_wrong_order_keep_the_newest_words():
    asha, thread = make_person(), Series("thread:a", timedelta(minutes=15))
    tell(asha, words=say("Second"), series=thread, event=heard(LATER), now=LATER)
    tell(asha, words=say("First"), series=thread)
    assert titles(asha) == ["Second"]
    assert mails(asha) == ["Second"]


def test_a_read_line_of_a_series_stays_and_a_new_one_comes():
    asha, thread = make_person(), Series("thread:a", timedelta(minutes=15))
    tell(asha, words=say("First"), series=thread)
    actions.read_all(actor=asha, up_to=NOW, now=NOW)
    tell(asha, words=say("Second"), series=thread, event=heard(LATER), now=LATER)
    assert titles(asha) == ["First", "Second"]


def test_mails_of_a_series_keep_their_distance():
    asha, thread = make_person(), Series("thread:a", timedelta(minutes=15))
    for minutes in (0, 5, 14, 16, 20, 40):
        at = NOW + timedelta(minutes=minutes)
        tell(asha, words=say(f"At {minutes}"), series=thread, event=heard(at), now=at)
    assert mails(asha) == ["At 0", "At 16", "At 40"]


def test_the_quiet_ends_when_what_the_mail_was_about_has_been_read():
    asha = make_person()
    tell(asha, words=say("First"), series=Series("thread:a", timedelta(minutes=15)))
    read = Series("thread:a", timedelta(minutes=15), unread_since={asha.pk: LATER})
    tell(asha, words=say("Second"), series=read, event=heard(LATER), now=LATER)
    assert mails(asha) == ["First", "Second"]


def test_another_series_and_another_person_are_not_kept_quiet():
    asha, bina = make_person(), make_person("Bina Das")
    tell(asha, series=Series("thread:a", timedelta(minutes=15)))
    tell(asha, series=Series("thread:b", timedelta(minutes=15)))
    tell(bina, series=Series("thread:a", timedelta(minutes=15)))
    assert (len(mails(asha)), len(mails(bina))) == (2, 1)


def test_lines_of_a_piling_series_each_stand_and_one_mail_goes():
    asha, seats = make_person(), Series("seats:a", timedelta(hours=1), piles=True)
    for _number in range(3):
        tell(asha, series=seats)
    assert len(titles(asha)) == 3
    assert len(mails(asha)) == 1


# Addresses without an account


def test_an_address_is_mailed_once_for_a_key():
    for expected in (True, False):
        assert (
            actions.tell_address(
                to="new@example.org", key="k:1", words=say(), link="http://x/y", language="hi", now=NOW
            )
            is expected
        )
    mail = Mail.objects.get()
    assert "http://x/y" in mail.text
    assert 'lang="hi"' in mail.html
    assert owed() == 1


# Choices


def test_choosing_is_journalled_once_and_only_when_something_changes():
    asha = make_person()
    assert actions.choose_mail(["work"], actor=asha, now=NOW) == ["applications", "organisation"]
    actions.choose_mail(["work"], actor=asha, now=NOW)
    event = Event.objects.get(kind="notifications.MailChosen")
    assert (event.actor, event.data) == (asha.code, {"muted": ["applications", "organisation"]})
    assert actions.choose_mail(["work", "applications", "organisation"], actor=asha, now=NOW) == []


def test_what_cannot_be_muted_stays_whatever_is_asked():
    asha = make_person()
    assert "money" not in actions.choose_mail([], actor=asha, now=NOW)
