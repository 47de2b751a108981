"""Messages in the workroom: the others hear of them, without a mail for each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kadam.engagements import actions as engagements
from kadam.journal import actions as journal
from kadam.messaging import actions as messaging
from kadam.messaging.models import Message
from kadam.notifications.models import Notification
from tests.notifications.story import forget, mails, make_cast, titles
from tests.support.engagements import make_working
from tests.support.payments import settle

pytestmark = pytest.mark.django_db
FAR = timedelta(days=1)


@pytest.fixture
def room():
    cast = make_cast()
    work = make_working(cast.project, student=cast.student, now=cast.now)
    settle(cast.now + timedelta(minutes=10))
    forget()
    return cast, work


def say(room, who, text, minutes, drain=True):
    cast, work = room
    at = cast.now + timedelta(minutes=minutes)
    engagements.say(work, text=text, key=f"{who.code}{minutes}", actor=who, now=at)
    if drain:
        journal.drain(now=cast.now + FAR)


def read(room, who):
    _cast, work = room
    last = Message.objects.filter(thread=work.thread).order_by("-id")[0]
    messaging.mark_read(thread=work.thread, person=who, up_to=last.pk)


def test_the_others_hear_of_it_and_the_author_does_not(room):
    cast, _work = room
    say(room, cast.asha, "When do you need the list?", 0)
    assert titles(cast.owner) == ["Asha Rao wrote in “Map 40 competitors of a cold-chain start-up”"]
    assert len(mails(cast.owner)) == 1
    assert titles(cast.asha) == []
    assert titles(cast.finance) == []


def test_one_line_and_one_mail_while_nobody_reads(room):
    cast, _work = room
    for minutes in (0, 3, 9, 14):
        say(room, cast.asha, f"Message {minutes}", minutes)
    line = Notification.objects.get(person=cast.owner)
    assert line.text == "Message 14"
    assert len(mails(cast.owner)) == 1


def test_after_the_quiet_the_next_message_is_mailed_again(room):
    cast, _work = room
    for minutes in (0, 5, 16):
        say(room, cast.asha, f"Message {minutes}", minutes)
    assert len(mails(cast.owner)) == 2


def test_who_has_read_hears_of_the_next_message_at_once(room):
    cast, _work = room
    say(room, cast.asha, "First", 0)
    read(room, cast.owner)
    say(room, cast.asha, "Second", 2)
    assert len(mails(cast.owner)) == 2


def test_a_message_that_was_read_before_the_worker_came_is_not_told(room):
    cast, _work = room
    say(room, cast.asha, "Look now", 0, drain=False)
    read(room, cast.owner)
    journal.drain(now=cast.now + FAR)
    assert (titles(cast.owner), mails(cast.owner)) == ([], [])


def test_answers_go_the_other_way(room):
    cast, _work = room
    say(room, cast.asha, "A question", 0)
    say(room, cast.owner, "An answer", 1)
    assert titles(cast.asha) == ["Meera Iyer wrote in “Map 40 competitors of a cold-chain start-up”"]
    assert len(mails(cast.owner)) == 1
