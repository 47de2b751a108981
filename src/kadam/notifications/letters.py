"""What a person reads: the words of one piece of news, and the mail made of them, as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kadam.notifications.topics import TOPICS

TITLE_MAX, TEXT_MAX, QUOTE_MAX = 160, 500, 1500  # characters


@dataclass(frozen=True)
class Words:
    """One piece of news in one language.

    `title` says it in a line, `text` in a sentence or two: what happens to the person and the money, by when.
    `button` names what the link does. `facts` and `quote` (somebody else's own words) stand in the mail alone.
    """

    title: str
    text: str
    button: str
    facts: tuple[tuple[str, str], ...] = ()
    quote: str = ""

    def fitted(self) -> Words:
        """The same, cut to what a line holds: titles and names come from people and can be long."""
        return Words(
            Truncator(" ".join(self.title.split())).chars(TITLE_MAX),
            Truncator(" ".join(self.text.split())).chars(TEXT_MAX),
            self.button,
            self.facts,
            Truncator(self.quote.strip()).chars(QUOTE_MAX),
        )


@dataclass(frozen=True)
class Letter:
    """A mail as it is sent: the same parts, drawn as text and as HTML."""

    subject: str
    text: str
    html: str


def write_letter(words: Words, *, topic: str, link: str) -> Letter:
    """The mail of one piece of news, in the language that is active; `link` is a path."""
    if TOPICS[topic].mutable:
        why, choices = _("You get this because it concerns you on Kadam."), _("Choose what we mail you")
        return _draw(
            words, whole_address(link), why, (choices, whole_address(reverse("notifications:preferences")))
        )
    return _draw(words, whole_address(link), _("Mails about your money and your account always come."))


def write_invitation(words: Words, *, link: str) -> Letter:
    """The mail to somebody who may have no account, in the language that is active; `link` is a whole address."""
    return _draw(words, link, _("Somebody typed this address. If it is not for you, you need do nothing."))


def whole_address(path: str) -> str:
    """ "/notifications/" -> "https://kadam.example/notifications/"."""
    return settings.BASE_URL + path


def _draw(words: Words, href: str, why: str, choices: tuple[str, str] | None = None) -> Letter:
    parts = {"words": words, "href": href, "why": why, "choices": choices}
    html = render_to_string("notifications/email/notice.html", {"subject": words.title, **parts})
    return Letter(words.title, _as_text(words, href, why, choices), html)


def _as_text(words: Words, href: str, why: str, choices: tuple[str, str] | None) -> str:
    facts = "\n".join(f"{term}: {value}" for term, value in words.facts)
    quote = "\n".join(f"> {line}" for line in words.quote.splitlines())
    foot = "\n".join(["-- ", "Kadam", why, *([": ".join(choices)] if choices else [])])
    parts = (words.title, words.text, facts, quote, f"{words.button}:\n{href}", foot)
    return "\n\n".join(part for part in parts if part) + "\n"
