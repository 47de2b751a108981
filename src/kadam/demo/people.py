"""The people, companies and universities of the demo, each made as people make themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from stdnum import luhn

from kadam.demo import corpus
from kadam.demo.corpus import Row
from kadam.identity import actions as identity
from kadam.identity.models import Person
from kadam.kit.clock import day_of
from kadam.organizations import actions as organizations
from kadam.organizations.identifiers import ALPHABET
from kadam.organizations.models import Organization
from kadam.payments import actions as payments
from kadam.profiles import actions as profiles
from kadam.profiles.languages import LANGUAGES
from kadam.profiles.models import Profile
from kadam.skills.queries import by_slugs

PURPOSES = ("companies_see_profile",)


@dataclass
class Company:
    """A company with the people who act for it."""

    row: Row
    organization: Organization
    owner: Person
    recruiter: Person
    supervisor: Person
    finance: Person


@dataclass
class Cast:
    """Everybody, by the keys of the corpus."""

    staff: Person
    companies: dict[str, Company] = field(default_factory=dict)
    universities: dict[str, Organization] = field(default_factory=dict)
    students: list[Profile] = field(default_factory=list)
    personas: dict[str, Person] = field(default_factory=dict)


class Namer:
    """Believable names, each used once, and their addresses."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.used: set[str] = {persona["name"] for persona in corpus.personas()}

    def name(self) -> tuple[str, Row]:
        """A new name and the region it comes from."""
        while True:
            region = self.rng.choices(corpus.regions(), [row["weight"] for row in corpus.regions()])[0]
            name = self._one(region)
            if name not in self.used:
                self.used.add(name)
                return name, region

    def _one(self, region: Row) -> str:
        given = self.rng.choice(region["feminine"] + region["masculine"])
        form = region.get("form", "given family")
        if form == "given":
            return str(given)
        if form == "given initial":
            return f"{given} {self.rng.choice('ABCDEGJKMNPRSTV')}"
        return f"{given} {self.rng.choice(region['family'])}"


def sign_up(name: str, email: str, born_on: date, now: datetime, *, purposes: tuple[str, ...] = ()) -> Person:
    """A person who signs in by the demo's one click alone: no password is set."""
    person = identity.sign_up(
        email=email, name=name, born_on=born_on, password=None, purposes=purposes, now=now
    )
    identity.verify_email(person=person, now=now)
    return person


def address(name: str, domain: str) -> str:
    """ "Asha Rao" at "himveda.example"."""
    plain = re.sub(r"[^a-z ]", "", name.lower())
    return f"{plain.replace(' ', '.')}@{domain}"


def registration(number: int, state: str) -> str:
    """A well-formed GSTIN of no real company."""
    body = f"{state}AAK{'CFT'[number % 3]}S{1000 + number:04d}K1Z"
    return body + luhn.calc_check_digit(body, ALPHABET)


def make_persona(row: Row, now: datetime) -> Person:
    """One of the people a visitor can be."""
    person = sign_up(row["name"], row["email"], row.get("born_on", date(1989, 6, 3)), now, purposes=PURPOSES)
    if row["hat"] == "staff":
        identity.appoint_staff(person=person, actor=None, now=now)
    return person


def make_company(row: Row, cast: Cast, namer: Namer, number: int, now: datetime) -> Company:
    """A company with an owner, a recruiter, a supervisor and a finance officer; small ones share hats."""
    mine = [one for one in corpus.personas() if one.get("company") == row["key"]]
    team = _team(row, mine, cast, namer, now)
    parent = cast.companies[row["parent"]].organization if "parent" in row else None
    founder = cast.companies[row["parent"]].owner if "parent" in row else team["owner"]
    organization = organizations.create_organization(
        kind="company",
        name=row["name"],
        actor=founder,
        now=now,
        parent=parent,
        about=row["about"],
        industry=row["industry"],
        size=row["size"],
        city=row["city"],
        state_code=row["state_code"],
        website=f"https://{row['domain']}",
        gstin=registration(number, row["state_code"]),
    )
    for role, person in team.items():
        _join(organization, founder, person, role, now)
    organizations.prove_domain(organization, domain=_domain(founder), actor=founder, now=now)
    organizations.submit_verification(organization, actor=founder, now=now)
    _judge(row["standing"], organization, cast.staff, now + timedelta(hours=4))
    people = {"owner": founder, **{role: team[role] for role in ("recruiter", "supervisor", "finance")}}
    company = Company(row, organization, **people)
    cast.companies[row["key"]] = company
    return company


def _team(row: Row, personas: list[Row], cast: Cast, namer: Namer, now: datetime) -> dict[str, Person]:
    team: dict[str, Person] = {}
    for persona in personas:
        for role in persona["roles"]:
            team[role] = cast.personas[persona["key"]]
    small = row["size"].startswith("2-10")
    for role in ("owner", "recruiter", "supervisor", "finance"):
        if role in team:
            continue
        if small and "owner" in team:
            team[role] = team["owner"]
        else:
            name, _region = namer.name()
            team[role] = sign_up(name, address(name, row["domain"]), date(1985, 4, 9), now)
    return team


def _join(organization: Organization, owner: Person, person: Person, role: str, now: datetime) -> None:
    if role == "owner" and person == owner:
        return
    invitation = organizations.invite_member(
        organization, email=person.email, role=role, actor=owner, now=now
    )
    organizations.accept_invitation(invitation, actor=person, now=now)


def _domain(person: Person) -> str:
    return person.email.partition("@")[2]


def _judge(standing: str, organization: Organization, staff: Person, now: datetime) -> None:
    if standing == "verified":
        organizations.approve_verification(organization, actor=staff, now=now)
    elif standing == "asked":
        note = "The certificate shows another address. Please add one that shows this one."
        organizations.ask_verification(organization, note=note, actor=staff, now=now)
    elif standing == "refused":
        note = "The number belongs to a company that was struck off. Write to us if this is a mistake."
        organizations.refuse_verification(organization, note=note, actor=staff, now=now)


def make_university(row: Row, cast: Cast, namer: Namer, now: datetime) -> Organization:
    """A university with its career officer, who owns it here, and an approver."""
    personas = {
        role: one
        for one in corpus.personas()
        if one.get("university") == row["key"]
        for role in one.get("roles", ())
    }
    name, _region = namer.name()
    owner = (
        cast.personas[personas["career_officer"]["key"]]
        if "career_officer" in personas
        else sign_up(name, address(name, row["domain"]), date(1979, 8, 21), now)
    )
    university = organizations.create_organization(
        kind="university",
        name=row["name"],
        actor=owner,
        now=now,
        about=row["about"],
        city=row["city"],
        state_code=row["state_code"],
        website=f"https://{row['domain']}",
        aishe=row["aishe"],
    )
    _join(university, owner, owner, "career_officer", now)
    if "approver" in personas:
        _join(university, owner, cast.personas[personas["approver"]["key"]], "approver", now)
    organizations.prove_domain(university, domain=_domain(owner), actor=owner, now=now)
    organizations.submit_verification(university, actor=owner, now=now)
    organizations.approve_verification(university, actor=cast.staff, now=now + timedelta(hours=3))
    cast.universities[row["key"]] = university
    return university


def make_student(cast: Cast, namer: Namer, rng: Random, now: datetime) -> Profile:
    """A student of one of the colleges, with a profile that fits the course."""
    name, region = namer.name()
    college = rng.choice(corpus.colleges())
    course = rng.choice(college["courses"])
    fitting = [one for one in corpus.texts("profile") if any(word in course for word in one["courses"])]
    words = rng.choice(fitting or corpus.texts("profile"))
    year = rng.randint(1, 4)
    born = day_of(now) - timedelta(days=int(365.25 * (17.6 + year)) + rng.randint(200, 600))
    email = address(name, college.get("domain", "students.example"))
    person = sign_up(name, email, born, now, purposes=PURPOSES if rng.random() < 0.7 else ())
    facts = {
        "institution": college["name"],
        "university": cast.universities.get(college.get("key", "")),
        "course": course,
        "study_year": year,
        "city": college["city"],
        "state_code": college["state_code"],
        "languages": [one for one in dict.fromkeys(["en", *region["languages"]]) if one in LANGUAGES],
        "weekly_hours": rng.choice([8, 10, 12, 12, 14, 16, 20]),
        "headline": words["headline"],
        "about": words["about"],
    }
    return _enter(cast, person, words["skills"], facts, now)


def make_student_persona(row: Row, cast: Cast, now: datetime) -> Profile:
    """A persona's profile, as the corpus tells it."""
    college = next(one for one in corpus.universities() if one["key"] == row["university"])
    names = ("course", "study_year", "city", "state_code", "languages", "weekly_hours", "headline", "about")
    facts: dict[str, Any] = {name: row[name] for name in names}
    facts |= {"institution": college["name"], "university": cast.universities[row["university"]]}
    return _enter(cast, cast.personas[row["key"]], row["skills"], facts, now)


def _enter(cast: Cast, person: Person, skills: list[str], facts: dict[str, Any], now: datetime) -> Profile:
    profile = profiles.create_profile(actor=person, now=now, skills=by_slugs(skills), **facts)
    handle = person.email.partition("@")[0]
    payments.add_payout_account(
        person=person, kind="upi", holder_name=person.name, upi_id=f"{handle[:40]}@okaxis", now=now
    )
    cast.students.append(profile)
    return profile
