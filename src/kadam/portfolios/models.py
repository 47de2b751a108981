"""A student's public page."""

from __future__ import annotations

from django.db import models

from kadam.kit.constraints import one_of

DETAILS = ("hidden", "safe", "full")


class Portfolio(models.Model):
    """The page of one student. Nobody sees it until the student publishes it."""

    profile = models.OneToOneField("profiles.Profile", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    is_public = models.BooleanField(default=False)
    may_be_indexed = models.BooleanField(default=False)  # by search engines
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_public=False) | models.Q(published_at__isnull=False),
                name="portfolio_published_at",
            ),
            models.CheckConstraint(
                condition=models.Q(may_be_indexed=False) | models.Q(is_public=True),
                name="portfolio_indexed_only_if_public",
            ),
        ]


class Entry(models.Model):
    """How one proven work is shown: not at all, without naming the company or its text (safe), or in full."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="entries")
    work = models.OneToOneField("profiles.ProvenWork", on_delete=models.PROTECT, related_name="+")
    under_nda = models.BooleanField()  # as agreed for the work: it is then never shown in full
    detail = models.CharField(max_length=8)
    summary = models.TextField(blank=True)  # the student's own words
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("detail", DETAILS, "entry_detail"),
            models.CheckConstraint(
                condition=models.Q(under_nda=False) | ~models.Q(detail="full"), name="entry_keeps_nda"
            ),
        ]
