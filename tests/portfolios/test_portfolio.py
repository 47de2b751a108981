"""Work comes onto a portfolio by itself; everything that others see of it is the student's decision."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kadam.identity.actions import close_account
from kadam.journal.actions import drain
from kadam.journal.queries import history
from kadam.kit import clock
from kadam.kit.transitions import StaleState
from kadam.portfolios import actions, queries
from kadam.portfolios.models import Entry, Portfolio
from kadam.portfolios.policies import (
    AddressTaken,
    AlreadyPublic,
    BadAddress,
    Confidential,
    NamesTheCompany,
    NothingToShow,
    NotPublic,
    SummaryTooLong,
    UnknownDetail,
    names_company,
    slug_for,
)
from kadam.profiles.models import Profile
from tests.support.companies import make_company
from tests.support.people import make_person
from tests.support.skills_builders import load_few
from tests.support.students import make_student, prove_work

pytestmark = pytest.mark.django_db


def kinds(profile: Profile) -> list[str]:
    return [event.kind.partition(".")[2] for event in history(f"portfolio:{profile.code}")]


def portfolio_of(profile: Profile) -> Portfolio:
    return queries.get_own(profile.person)


def published(profile: Profile) -> Portfolio:
    return actions.publish(portfolio_of(profile), actor=profile.person, now=clock.now())


def entry_of(profile: Profile, work) -> Entry:
    return queries.get_entry(profile.person, work.code)


def choose(entry: Entry, detail: str, summary: str = "") -> Entry:
    student = entry.portfolio.profile.person
    return actions.edit_entry(entry, detail=detail, summary=summary, actor=student, now=clock.now())


def test_the_first_accepted_work_opens_a_private_portfolio():
    asha = make_student()
    assert queries.own(asha.person) is None
    work = prove_work(asha)
    portfolio = portfolio_of(asha)
    assert (portfolio.slug, portfolio.is_public, portfolio.may_be_indexed) == ("asha-rao", False, False)
    assert entry_of(asha, work).detail == "full"
    assert kinds(asha) == ["PortfolioOpened", "EntryAdded"]
    with pytest.raises(Http404):
        queries.page("asha-rao", None, today=clock.today())


def test_confidential_work_is_safe_from_the_start():
    asha = make_student()
    assert entry_of(asha, prove_work(asha, under_nda=True)).detail == "safe"


def test_hearing_twice_of_the_same_work_changes_nothing():
    asha = make_student()
    work = prove_work(asha)
    again = actions.add_work(work, now=clock.now())
    assert again == entry_of(asha, work)
    assert kinds(asha) == ["PortfolioOpened", "EntryAdded"]


def test_two_of_one_name_get_two_addresses():
    slugs = []
    for _number in range(3):
        asha = make_student("Asha Rao")
        prove_work(asha)
        slugs.append(portfolio_of(asha).slug)
    assert slugs == ["asha-rao", "asha-rao-2", "asha-rao-3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Asha Rao", "asha-rao"),
        ("  D'Souza,  José_Luis ", "dsouza-jose-luis"),
        ("आशा राव", "student-k7m2"),
        ("asha@example.org", "student-k7m2"),
        ("", "student-k7m2"),
        ("Al", "student-k7m2"),
        ("Admin", "student-k7m2"),
        ("Entries", "student-k7m2"),
        ("x" * 200, "x" * 50),
    ],
)
def test_the_address_comes_from_the_name_and_never_from_the_mail(name: str, slug: str):
    assert slug_for(name, "k7m2") == slug


def test_publishing_is_the_students_own_act_and_stands_in_the_journal():
    asha = make_student()
    prove_work(asha)
    published(asha)
    page = queries.page("asha-rao", None, today=clock.today())
    assert (page.name, page.mine, len(page.works)) == ("Asha Rao", False, 1)
    event = history(f"portfolio:{asha.code}")[-1]
    assert (event.kind, event.actor) == ("portfolios.PortfolioPublished", asha.person.code)


def test_a_second_press_publishes_nothing_twice():
    asha = make_student()
    prove_work(asha)
    first, second = portfolio_of(asha), portfolio_of(asha)
    actions.publish(first, actor=asha.person, now=clock.now())
    with pytest.raises(AlreadyPublic):
        actions.publish(second, actor=asha.person, now=clock.now())
    assert kinds(asha).count("PortfolioPublished") == 1


def test_an_empty_page_is_not_published():
    asha = make_student()
    choose(entry_of(asha, prove_work(asha)), "hidden")
    with pytest.raises(NothingToShow):
        published(asha)
    assert not portfolio_of(asha).is_public
    assert "PortfolioPublished" not in kinds(asha)


def test_taken_down_is_gone_at_once_and_from_search_engines():
    asha = make_student()
    prove_work(asha)
    portfolio = published(asha)
    actions.allow_indexing(portfolio, allowed=True, actor=asha.person, now=clock.now())
    actions.withdraw(portfolio, actor=asha.person, now=clock.now())
    with pytest.raises(Http404):
        queries.page("asha-rao", None, today=clock.today())
    with pytest.raises(NotPublic):
        actions.withdraw(portfolio_of(asha), actor=asha.person, now=clock.now())
    assert not portfolio_of(asha).may_be_indexed
    assert kinds(asha)[-3:] == ["PortfolioPublished", "IndexingChanged", "PortfolioWithdrawn"]


def test_a_private_page_is_for_no_search_engine():
    asha = make_student()
    prove_work(asha)
    with pytest.raises(NotPublic):
        actions.allow_indexing(portfolio_of(asha), allowed=True, actor=asha.person, now=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Portfolio.objects.update(may_be_indexed=True)
    assert "IndexingChanged" not in kinds(asha)


def test_a_second_press_on_search_engines_is_told():
    asha = make_student()
    prove_work(asha)
    portfolio = published(asha)
    with pytest.raises(StaleState):
        actions.allow_indexing(portfolio, allowed=False, actor=asha.person, now=clock.now())
    assert "IndexingChanged" not in kinds(asha)


def test_confidential_work_is_never_shown_in_full():
    asha = make_student()
    entry = entry_of(asha, prove_work(asha, under_nda=True))
    with pytest.raises(Confidential):
        choose(entry, "full")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(detail="full")
    entry.refresh_from_db()
    assert entry.detail == "safe"
    assert "EntryChanged" not in kinds(asha)


@pytest.mark.parametrize(
    ("detail", "summary", "refusal"),
    [
        ("everything", "", UnknownDetail),
        ("full", "x" * 601, SummaryTooLong),
        ("safe", "I cleaned the books of paithani house in a week.", NamesTheCompany),
        ("safe", "For Paithani House LLP.", NamesTheCompany),
    ],
)
def test_an_entry_that_cannot_be_is_refused(detail: str, summary: str, refusal: type[Exception]):
    asha = make_student()
    entry = entry_of(asha, prove_work(asha, company=make_company(name="Paithani House LLP")))
    with pytest.raises(refusal):
        choose(entry, detail, summary)
    entry.refresh_from_db()
    assert (entry.detail, entry.summary) == ("full", "")
    assert "EntryChanged" not in kinds(asha)


def test_an_entry_in_full_may_name_its_company():
    asha = make_student()
    entry = entry_of(asha, prove_work(asha, company=make_company(name="Paithani House LLP")))
    choose(entry, "full", " For Paithani House. ")
    choose(entry, "full", "For Paithani House.")
    entry.refresh_from_db()
    assert entry.summary == "For Paithani House."
    assert kinds(asha).count("EntryChanged") == 1


@pytest.mark.parametrize(
    ("text", "company", "named"),
    [
        ("We at NILGIRI  cold chain did it", "Nilgiri Cold Chain Private Limited", True),
        ("a cold chain in the hills", "Nilgiri Cold Chain Private Limited", False),
        ("sunflower oil", "Sun Pvt. Ltd.", False),
        ("the sun shone", "Sun Pvt. Ltd.", True),
        ("private and limited", "Private Limited", False),
        ("a (b* [c", "a (b* [c", True),
        ("", "Acme", False),
    ],
)
def test_a_company_is_recognised_in_words(text: str, company: str, named: bool):
    assert names_company(text, company) is named


@pytest.mark.parametrize(
    "slug", ["as", "Asha Rao", "asha--rao", "-asha", "asha_rao", "a" * 61, "आशा", "", "a/b", "asha.rao"]
)
def test_an_address_that_is_none_is_refused(slug: str):
    asha = make_student()
    prove_work(asha)
    with pytest.raises(BadAddress):
        actions.choose_slug(portfolio_of(asha), slug=slug, actor=asha.person, now=clock.now())
    assert portfolio_of(asha).slug == "asha-rao"


def test_an_address_of_another_or_of_the_house_is_refused():
    asha, ravi = make_student(), make_student("Ravi Das")
    for student in (asha, ravi):
        prove_work(student)
    for slug in ("ravi-das", "publication", "entries", "kadam"):
        with pytest.raises(AddressTaken):
            actions.choose_slug(portfolio_of(asha), slug=slug, actor=asha.person, now=clock.now())
    assert portfolio_of(asha).slug == "asha-rao"
    assert "AddressChosen" not in kinds(asha)


def test_another_address_leaves_the_old_one_leading_nowhere():
    asha = make_student()
    prove_work(asha)
    actions.choose_slug(published(asha), slug=" Asha-Data ", actor=asha.person, now=clock.now())
    assert queries.page("asha-data", None, today=clock.today()).name == "Asha Rao"
    with pytest.raises(Http404):
        queries.page("asha-rao", None, today=clock.today())
    assert kinds(asha)[-1] == "AddressChosen"


def test_a_closed_account_has_no_page_and_no_name_in_its_address():
    asha = make_student()
    prove_work(asha)
    published(asha)
    close_account(person=asha.person, actor=None, now=clock.now())
    with pytest.raises(Http404):  # at once, before anybody has heard of it
        queries.page("asha-rao", None, today=clock.today())
    drain(now=clock.now())
    portfolio = Portfolio.objects.get(profile=asha)
    assert (portfolio.is_public, portfolio.slug) == (False, f"student-{asha.code}")
    assert "PortfolioWithdrawn" in kinds(asha)


def test_a_safe_entry_carries_nothing_of_the_company_or_the_brief():
    load_few()
    asha = make_student()
    company = make_company(name="Nilgiri Cold Chain", industry="Logistics")
    work = prove_work(asha, company=company, under_nda=True, skills=["tally"], title="Secret map")
    shown = queries.shown(entry_of(asha, work))
    assert (shown.title, shown.industry, shown.skills) == ("Market research", "Logistics", ["Tally"])
    assert (shown.company, shown.company_code, shown.asked, shown.comment) == ("", "", "", "")
    assert not {"Secret", "Nilgiri", "fleet", "plan"} & set(repr(shown).replace("'", " ").split())


def test_hidden_work_counts_nowhere():
    load_few()
    asha = make_student()
    prove_work(asha, skills=["tally"], hours=10)
    choose(entry_of(asha, prove_work(asha, skills=["tally", "cpp"], hours=20)), "hidden")
    published(asha)
    page = queries.page("asha-rao", None, today=clock.today())
    assert (page.hours, [(one.name, one.works) for one in page.skills]) == (10, [("Tally", 1)])


def test_what_the_clock_accepted_was_judged_by_nobody():
    asha = make_student()
    prove_work(asha, criteria_met=3, criteria_total=4)
    prove_work(asha, scores={}, comment="", criteria_met=9, criteria_total=9)
    published(asha)
    page = queries.page("asha-rao", None, today=clock.today())
    assert page.criteria_percent == 75
    assert [work.by_clock for work in page.works] == [True, False]


def test_a_page_without_any_judgement_claims_none():
    asha = make_student()
    prove_work(asha, scores={}, comment="")
    published(asha)
    assert queries.page("asha-rao", None, today=clock.today()).criteria_percent is None


def test_entries_of_another_do_not_exist():
    asha, ravi = make_student(), make_student("Ravi Das")
    work = prove_work(asha)
    for reader in (ravi.person, make_person("Staff Sen", staff=True)):
        with pytest.raises(Http404):
            queries.get_entry(reader, work.code)
        with pytest.raises(Http404):
            queries.get_own(reader)
