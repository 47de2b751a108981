"""Everything the sign-in library can show or send is said by us: a new release that adds a page is noticed here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import allauth
import pytest
from allauth.urls import urlpatterns
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver

from kadam.identity import letters
from kadam.identity.sentences import FLASHES

LIBRARY = Path(allauth.__file__).parent / "templates"
USED = ("account", "mfa", "usersessions")
CONTEXT = {
    "code": "123456",
    "email": "a@example.org",
    "signup_url": "https://kadam.example/account/signup/",
    "password_reset_url": "https://kadam.example/account/password/reset/key/1-x/",
    "reset_url": "https://kadam.example/account/password/reset/",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "user_agent": "Mozilla/5.0 (Linux; Android 13) Chrome/126.0.0.0 Mobile Safari/537.36",
    "ip": "203.0.113.7",
    "timestamp": datetime(2026, 11, 27, 12, 30, tzinfo=UTC),
}
NOT_OFFERED = {  # pages of the library that our settings leave without a way in
    "account/verification_sent.html",
    "account/confirm_login_code.html",
    "usersessions/usersession_list.html",  # our own page has this address
    None,
}


def library(kind: str, ending: str) -> list[str]:
    """Names of the library's templates of one kind, in the parts we use."""
    found = [path for part in USED for path in (LIBRARY / part / kind).glob(f"*{ending}")]
    return sorted(str(path.relative_to(LIBRARY)) for path in found)


def pages(patterns, found=None) -> set[str | None]:
    """The template of each page of the library that has an address."""
    found = set() if found is None else found
    for one in patterns:
        if isinstance(one, URLResolver):
            pages(one.url_patterns, found)
        elif isinstance(one, URLPattern):
            view = getattr(one.callback, "view_class", None)
            found.add(getattr(view, "template_name", None))
    return found


@pytest.mark.parametrize(
    "name", [name.removesuffix("_subject.txt") for name in library("email", "_subject.txt")]
)
def test_every_letter_is_ours(name):
    letter = letters.write(name, CONTEXT)
    assert letter.subject and "%(" not in letter.text + letter.subject
    assert letter.html.startswith("\n<!doctype html>") or "<!doctype html>" in letter.html
    assert letter.lines[0].split(" ")[0] in letter.html
    if letter.action:
        assert letter.action[1] in letter.text and letter.action[1] in letter.html


def test_a_letter_about_a_change_says_from_where_and_when_and_what_to_do():
    letter = letters.write("account/email/password_changed", CONTEXT)
    assert "Chrome on Android (address 203.0.113.7) on Friday 27 November, 6:00 pm." in letter.text
    assert letter.action == ("It was not me", CONTEXT["reset_url"])


def test_plain_text_is_not_escaped_and_html_is():
    letter = letters.Letter("s", ("Tom & Jerry <3",))
    assert "Tom & Jerry <3" in letter.text
    assert "Tom &amp; Jerry &lt;3" in letter.html


@pytest.mark.parametrize("name", library("messages", ".txt"))
def test_every_sentence_is_ours(name):
    assert name in FLASHES


def test_every_page_with_an_address_is_ours():
    reachable = pages(urlpatterns) - NOT_OFFERED
    assert len(reachable) > 20
    drawn = {name: type(get_template(name)).__module__ for name in sorted(reachable)}
    assert {name: engine for name, engine in drawn.items() if "jinja2" not in engine} == {}
