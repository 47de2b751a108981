"""`kadam add_staff EMAIL`: the first way into the staff console."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from kadam.identity import actions
from kadam.identity.models import Person
from kadam.identity.queries import find_by_email
from kadam.kit import clock


class Command(BaseCommand):
    """Makes or promotes one person."""

    help = "Let a person use the staff console; opens an account for a new address"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, and for a new person the name."""
        parser.add_argument("email", help="the address the person signs in with")
        parser.add_argument("--name", default="", help="full name, for a new person")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input, one line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, and say how the person gets in."""
        email = options["email"].strip().lower()
        password = read_password(email, options["name"]) if options["password_stdin"] else None
        person = find_by_email(email) or self._create(email, options["name"])
        actions.appoint_staff(person=person, actor=None, now=clock.now())
        if password:
            actions.set_password(person=person, password=password, by_mail=False, now=clock.now())
        self.stdout.write(f"{person.name} ({person.email}) may use the staff console.")
        if not person.has_usable_password():
            self.stdout.write(f"Choose a password within 30 minutes at\n{reset_link(person)}")

    def _create(self, email: str, name: str) -> Person:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        if not name.strip():
            raise CommandError(f"{email} has no account yet: add --name 'Full Name' to open one.")
        return actions.open_account(email=email, name=name, now=clock.now())


def read_password(email: str, name: str) -> str:
    """The first line of standard input. Raises CommandError for one that can be guessed, before anything is done."""
    password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, Person(email=email, name=name))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password


def reset_link(person: Person) -> str:
    """Where the person chooses a password; works once, for 30 minutes."""
    parts = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=parts)
