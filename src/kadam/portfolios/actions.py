"""Putting work on a portfolio, and the student's decisions about who sees what of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Q

from kadam.identity.models import Person
from kadam.journal import actions as journal
from kadam.kit.transitions import StaleState
from kadam.portfolios.events import (
    AddressChosen,
    EntryAdded,
    EntryChanged,
    IndexingChanged,
    PortfolioOpened,
    PortfolioPublished,
    PortfolioWithdrawn,
)
from kadam.portfolios.models import Entry, Portfolio
from kadam.portfolios.policies import (
    AddressTaken,
    AlreadyPublic,
    NothingToShow,
    NotPublic,
    first_detail,
    require_detail,
    require_slug,
    require_summary,
    slug_for,
)
from kadam.profiles.models import Profile, ProvenWork


def add_work(work: ProvenWork, *, now: datetime) -> Entry:
    """Put a proved work on its student's portfolio, which opens with the first; the same work again is a no-op.

    Nothing becomes public by it unless the student published the page before: then the entry is seen at once, in full,
    or safe where the work is confidential.
    """
    with transaction.atomic():
        portfolio = _portfolio_of(work.profile, now)
        facts = {
            "portfolio": portfolio,
            "under_nda": work.under_nda,
            "detail": first_detail(work.under_nda),
            "added_at": now,
        }
        entry, new = Entry.objects.get_or_create(work=work, defaults=facts)
        if new:
            journal.record(EntryAdded(_subject(portfolio), work.code, entry.detail), now=now)
        return entry


def _portfolio_of(profile: Profile, now: datetime) -> Portfolio:
    found = Portfolio.objects.filter(profile=profile).first()
    return found or _open_portfolio(profile, now)


def _open_portfolio(profile: Profile, now: datetime) -> Portfolio:
    """In the caller's transaction. Of two that open it at once, or want one address, the database lets one win."""
    for slug in _candidates(slug_for(profile.person.name, profile.code)):
        if Portfolio.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                portfolio = Portfolio.objects.create(profile=profile, slug=slug, created_at=now)
        except IntegrityError:
            found = Portfolio.objects.filter(profile=profile).first()
            if found:
                return found
            continue
        journal.record(PortfolioOpened(_subject(portfolio), slug), now=now)
        return portfolio
    raise AssertionError("unreachable: there is no last number")


def _candidates(slug: str) -> Iterator[str]:
    """asha-rao, asha-rao-2, asha-rao-3, …"""
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def publish(portfolio: Portfolio, *, actor: Person, now: datetime) -> Portfolio:
    """Let anyone with the address see it: the student's own act, kept in the journal as their consent.

    Raises NothingToShow, or AlreadyPublic when another press was faster.
    """
    if not Entry.objects.filter(portfolio=portfolio).exclude(detail="hidden").exists():
        raise NothingToShow()
    with transaction.atomic():
        private = Portfolio.objects.filter(pk=portfolio.pk, is_public=False)
        if not private.update(is_public=True, published_at=now):
            raise AlreadyPublic()
        event = PortfolioPublished(_subject(portfolio), portfolio.slug)
        journal.record(event, actor=actor.code, now=now)
    portfolio.is_public, portfolio.published_at = True, now
    return portfolio


def withdraw(portfolio: Portfolio, *, actor: Person | None, now: datetime) -> Portfolio:
    """Take it down at once, and from search engines; `actor` is None when the account was closed. Raises NotPublic."""
    with transaction.atomic():
        public = Portfolio.objects.filter(pk=portfolio.pk, is_public=True)
        if not public.update(is_public=False, may_be_indexed=False):
            raise NotPublic()
        event = PortfolioWithdrawn(_subject(portfolio))
        journal.record(event, actor=actor.code if actor else "", now=now)
    portfolio.is_public = portfolio.may_be_indexed = False
    return portfolio


def close_portfolio(profile: Profile, *, now: datetime) -> None:
    """The account is closed: take the page down if it is up, and give its address a name that tells nothing."""
    portfolio = Portfolio.objects.filter(profile=profile).first()
    if portfolio is None:
        return
    with transaction.atomic():
        if portfolio.is_public:
            withdraw(portfolio, actor=None, now=now)
        slug = f"student-{profile.code}"
        Portfolio.objects.filter(pk=portfolio.pk).update(slug=slug)
        journal.record(AddressChosen(_subject(portfolio), slug), now=now)


def allow_indexing(portfolio: Portfolio, *, allowed: bool, actor: Person, now: datetime) -> Portfolio:
    """Let search engines list the public page, or no longer. Raises NotPublic, or StaleState when it is so already."""
    if not portfolio.is_public:
        raise NotPublic()
    with transaction.atomic():
        other = Q(pk=portfolio.pk, is_public=True, may_be_indexed=not allowed)
        if not Portfolio.objects.filter(other).update(may_be_indexed=allowed):
            raise StaleState()
        journal.record(IndexingChanged(_subject(portfolio), allowed), actor=actor.code, now=now)
    portfolio.may_be_indexed = allowed
    return portfolio


def choose_slug(portfolio: Portfolio, *, slug: str, actor: Person, now: datetime) -> Portfolio:
    """Move the page to another address; the old one leads nowhere. Raises BadAddress or AddressTaken."""
    slug = slug.strip().lower()
    require_slug(slug)
    if slug == portfolio.slug:
        return portfolio
    try:
        with transaction.atomic():
            Portfolio.objects.filter(pk=portfolio.pk).update(slug=slug)
            journal.record(AddressChosen(_subject(portfolio), slug), actor=actor.code, now=now)
    except IntegrityError:
        raise AddressTaken() from None
    portfolio.slug = slug
    return portfolio


def edit_entry(entry: Entry, *, detail: str, summary: str, actor: Person, now: datetime) -> Entry:
    """Choose how much of one work is shown, and say it in the student's own words.

    Raises UnknownDetail, Confidential, SummaryTooLong or NamesTheCompany.
    """
    summary = summary.strip()
    require_detail(detail, entry.under_nda)
    require_summary(summary, detail, entry.work.company.name)
    if (detail, summary) == (entry.detail, entry.summary):
        return entry
    with transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(detail=detail, summary=summary)
        event = EntryChanged(_subject(entry.portfolio), entry.work.code, detail)
        journal.record(event, actor=actor.code, now=now)
    entry.detail, entry.summary = detail, summary
    return entry


def _subject(portfolio: Portfolio) -> str:
    return f"portfolio:{portfolio.profile.code}"
