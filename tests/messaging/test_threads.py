"""Talking in a thread."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils.datastructures import MultiValueDict

from kadam.config.jinja import environment
from kadam.journal.models import Event
from kadam.kit import clock
from kadam.messaging import actions, queries
from kadam.messaging.models import Message, Participant, Thread
from kadam.messaging.policies import FILES_MAX, TEXT_MAX, MessageTooLong, TooManyFiles
from kadam.messaging.web.forms import MessageForm
from tests.support.files import make_file, upload
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha():
    return make_person("Asha Rao")


@pytest.fixture
def meera():
    return make_person("Meera Iyer")


@pytest.fixture
def thread(asha, meera) -> Thread:
    return actions.open_thread(
        subject="engagement:k7m2x9d3f", title="Map", people=[asha, meera], now=clock.now()
    )


def say(thread: Thread, author, text: str = "Hello", key: str = "", files=()) -> Message:
    return actions.send_message(
        thread=thread, author=author, text=text, files=files, key=key or str(uuid4()), now=clock.now()
    )


def test_a_thread_is_opened_once(thread, asha, meera):
    again = actions.open_thread(subject=thread.subject, title="Other", people=[asha], now=clock.now())
    assert again == thread
    assert (again.title, Participant.objects.count()) == ("Map", 2)


def test_the_same_key_sends_once(thread, asha):
    first, second = say(thread, asha, key="1"), say(thread, asha, "Hello again", key="1")
    assert first == second
    assert second.text == "Hello"
    assert Message.objects.count() == Event.objects.filter(kind="messaging.MessageSent").count() == 1


def test_keys_of_two_people_or_two_threads_do_not_meet(thread, asha, meera):
    other = actions.open_thread(subject="engagement:other", title="Other", people=[asha], now=clock.now())
    sent = {say(thread, asha, key="1").pk, say(thread, meera, key="1").pk, say(other, asha, key="1").pk}
    assert len(sent) == 3


@pytest.mark.parametrize(
    ("text", "refusal"), [("  \n ", actions.NothingToSend), ("x" * (TEXT_MAX + 1), MessageTooLong)]
)
def test_nothing_and_too_much_are_refused(thread, asha, text, refusal):
    with pytest.raises(refusal):
        say(thread, asha, text)
    assert not Message.objects.exists()


def test_more_files_than_a_message_carries_are_refused(thread, asha):
    file = make_file(asha)
    with pytest.raises(TooManyFiles):
        say(thread, asha, files=[file] * (FILES_MAX + 1))
    assert not Message.objects.exists()


def test_who_takes_no_part_does_not_write(thread):
    stranger = make_person("Ravi Das")
    with pytest.raises(actions.NotAParticipant):
        say(thread, stranger)
    assert not Message.objects.exists()
    assert not Event.objects.filter(kind="messaging.MessageSent").exists()


def test_a_file_alone_is_a_message(thread, asha, meera):
    say(thread, asha, "", files=[make_file(asha)])
    (said,) = queries.messages(thread, meera)
    assert [file.name for file in said.files] == ["map.csv"]
    assert (said.mine, said.author) == (False, "Asha Rao")


def test_messages_are_read_in_two_queries_however_many(
    thread, asha, meera, django_assert_num_queries, monkeypatch
):
    file = make_file(asha)
    for count in (1, 3):
        while Message.objects.count() < count:
            say(thread, asha, str(Message.objects.count()), files=[file])
        with django_assert_num_queries(2):
            assert len(queries.messages(thread, meera)) == count
    monkeypatch.setattr(queries, "SHOWN", 2)
    latest = queries.messages(thread, meera)
    assert [one.text for one in latest] == ["1", "2"]
    assert [one.text for one in queries.messages(thread, meera, before=latest[0].id)] == ["0"]


def test_what_was_read_stays_read(thread, asha, meera):
    message = say(thread, asha)
    for up_to in (message.pk, 0):
        actions.mark_read(thread=thread, person=meera, up_to=up_to)
    assert Participant.objects.get(thread=thread, person=meera).read_up_to == message.pk


def drawn(thread: Thread, reader) -> str:
    module = environment_with_loader().get_template("messaging/thread.html").module
    return str(module.conversation(queries.messages(thread, reader), "/engagements/k7m2/files/"))


def environment_with_loader():
    from django.template import engines

    found = engines["jinja2"].env
    assert type(found) is type(environment())
    return found


def test_a_conversation_shows_words_files_and_who_spoke(thread, asha, meera):
    ready, waiting = make_file(asha), make_file(asha, "notes.csv", settled=False)
    say(thread, asha, "<b>Per 10 kg</b>", files=[ready, waiting])
    page = drawn(thread, meera)
    assert "&lt;b&gt;Per 10 kg" in page
    assert f'href="/engagements/k7m2/files/{ready.code}/"' in page
    assert waiting.code not in page
    assert "being checked" in page
    assert "Asha Rao" in page
    assert "You" in drawn(thread, asha)


def test_an_empty_conversation_says_how_to_begin(thread, asha):
    assert "Nothing said yet" in drawn(thread, asha)


def test_the_form_gives_a_new_key_each_time_and_takes_files():
    assert MessageForm()["key"].value() != MessageForm()["key"].value()
    key = str(uuid4())
    form = MessageForm({"text": "Hello", "key": key}, MultiValueDict({"files": [upload()]}))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["key"] == key
    assert [file.name for file in form.cleaned_data["files"]] == ["map.csv"]


@pytest.mark.parametrize("key", ["", "1", "not-a-key"])
def test_a_form_without_its_key_asks_to_send_again(key):
    form = MessageForm({"text": "Hello", "key": key})
    assert not form.is_valid()
    assert "Send it once more" in form.errors["key"][0]
