"""People who can sign in, and what they agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of

LANGUAGES = ("en", "hi")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the address they sign in with. They are made by identity.actions alone."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of that address, however its letters are written."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who can sign in. Student, member of organisations and staff, at once if need be."""

    code = CodeField()
    email = models.EmailField(
        _("e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("This e-mail address already has an account.")},
    )
    name = models.CharField(_("full name"), max_length=120)
    born_on = models.DateField(null=True)  # 18+ by identity.policies
    language = models.CharField(max_length=2, default="en")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    closing_at = models.DateTimeField(null=True)  # when the account closes, at the person's own wish

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
            one_of("language", LANGUAGES, "person_language"),
        ]
        indexes = [
            models.Index(
                fields=["closing_at"],
                condition=models.Q(closing_at__isnull=False, is_active=True),
                name="person_closing",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """How a message greets the person."""
        return self.name.split(" ")[0] if self.name else ""


class Consent(models.Model):
    """One agreement of one person to one purpose: given once, perhaps withdrawn once (DPDP Act 2023, ss. 5-6)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=32)
    notice_version = models.CharField(max_length=16)
    notice_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=16)  # "web"
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="consent_in_force_once",
            ),
            one_of("language", LANGUAGES, "consent_language"),
        ]
