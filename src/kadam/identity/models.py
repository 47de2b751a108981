"""People who can sign in, and what they agreed to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kadam.kit.codes import CodeField
from kadam.kit.constraints import one_of

LANGUAGES = ("en", "hi")


class PersonManager(BaseUserManager["Person"]):
    """Makes people for the framework's own commands; sign-up goes through identity.actions."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person with a usable password when one is given."""
        person = Person(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


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

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
            one_of("language", LANGUAGES, "person_language"),
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
