"""What every page shows around itself: who is signed in, under which hat, and where they can go."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadam.pages import hats as hat_book
from kadam.pages.hats import Hat


@dataclass(frozen=True)
class Link:
    """One place to go, in the header."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Flash:
    """One sentence that the last step left for this page."""

    text: str
    level: str


@dataclass
class Frame:
    """The header and footer of one page for one request; nothing is asked of the database until it is drawn."""

    request: HttpRequest
    demo: bool = field(default_factory=lambda: settings.DEMO)

    @cached_property
    def person(self) -> Any:
        """The signed-in person, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def hats(self) -> list[Hat]:
        """Every hat the person may wear."""
        return hat_book.hats_of(self.person) if self.person else []

    @cached_property
    def hat(self) -> Hat | None:
        """The hat they wear now."""
        return hat_book.worn(self.request, self.hats)

    @cached_property
    def unread(self) -> int:
        """Notifications not yet read."""
        return int(getattr(self.person, "unread_notifications", 0)) if self.person else 0

    @cached_property
    def nav(self) -> list[Link]:
        """Where this hat goes."""
        places = hat_book.places(self.hat, signed_in=self.person is not None)
        return [Link(label, href, self.request.path == href) for label, href in places]

    @property
    def messages(self) -> list[Flash]:
        """What the last step left to say; reading them clears them."""
        found = messages.get_messages(self.request) if hasattr(self.request, "_messages") else []
        return [Flash(str(one), one.level_tag) for one in found]

    @property
    def language(self) -> str:
        """The language of the page."""
        return get_language() or "en"

    @property
    def mailbox(self) -> str:
        """Address of the page with every message kept instead of sent; empty where mail is sent."""
        return reverse("notifications:mailbox") if settings.MAIL_BACKEND == "mailbox" else ""

    @property
    def title(self) -> str:
        """The name of this instance."""
        return settings.OPERATOR_NAME or _("Kadam")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` in every template."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
