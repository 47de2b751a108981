"""What a pitch must be, and who may be offered a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.rules import rules


class AnswerMissing(BadInput):
    """Every question of the brief is answered."""

    message = _("Please answer this question: the company chose it to see how you think.")


class AnswerTooLong(BadInput):
    """Short answers are read; long ones are not."""

    message = _("This answer has %(words)d words. Please keep it to %(limit)d.")


class TooManyOpenApplications(Refusal):
    """A cap keeps pitches worth reading (design: rules of the market)."""

    message = _(
        "You have %(limit)d open applications, which is the most at a time. Wait for an answer, or withdraw one first."
    )


class FirstTimerSeatsLeft(Refusal):
    """The last seats of a project go to students with no completed project."""

    message = _(
        "The seats that are left are kept for students with no completed project. "
        "Offer one to a first-timer on your shortlist."
    )


def word_count(text: str) -> int:
    """Words as people count them."""
    return len(text.split())


def require_answers(questions: Sequence[int], answers: Mapping[int, str]) -> None:
    """Each question has an answer of at most `rules().answer_words_max` words.

    Raises AnswerMissing or AnswerTooLong, on the field "answer_<question id>".
    """
    limit = rules().answer_words_max
    for question in questions:
        text = answers.get(question, "").strip()
        if not text:
            raise AnswerMissing(field=f"answer_{question}")
        if word_count(text) > limit:
            raise AnswerTooLong(field=f"answer_{question}", words=word_count(text), limit=limit)


def require_first_timer_share(*, seats_left: int, first_timers_wanted: int, first_timer: bool) -> None:
    """Keep the promised seats for first-timers. Raises FirstTimerSeatsLeft.

    `seats_left` are seats nobody holds or was offered; `first_timers_wanted` how many first-timers are still to
    be seated.
    """
    if not first_timer and seats_left <= first_timers_wanted:
        raise FirstTimerSeatsLeft()
