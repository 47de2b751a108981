"""The taxonomy of skills."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kadam.kit.constraints import one_of


class Family(models.TextChoices):
    """The twelve families; each skill stands in one, and each has a data file of the same name."""

    DATA = "data-analysis", _("Data and analysis")
    SOFTWARE = "software-web", _("Software and web")
    DESIGN = "design-media", _("Design, video and photo")
    CONTENT = "content-writing", _("Content and writing")
    LANGUAGES = "languages-communication", _("Languages and communication")
    MARKETING = "marketing-social", _("Marketing and social media")
    SALES = "sales-customers", _("Sales and customers")
    RESEARCH = "research-strategy", _("Research and strategy")
    FINANCE = "finance-accounts", _("Finance and accounts")
    LEGAL = "legal-policy", _("Law and policy")
    OPERATIONS = "operations-engineering", _("Operations and engineering")
    PEOPLE = "people-training", _("People and training")


class Skill(models.Model):
    """One skill, as people in India name it; loaded from the data files, never deleted, only retired.

    `aliases` is a list of strings. `esco_uri` names the same or the nearest wider concept of ESCO, or is empty.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    aliases = models.JSONField(default=list)
    esco_uri = models.URLField(max_length=120, blank=True)
    retired = models.BooleanField(
        default=False
    )  # no longer offered; stays on the profiles and briefs that name it
    changed_at = models.DateTimeField(db_index=True)  # when a load last changed this row

    class Meta:
        constraints = [one_of("family", Family.values, "skill_family")]

    def __str__(self) -> str:
        return self.name

    @property
    def family_name(self) -> str:
        """The family in the reader's language."""
        return str(Family(self.family).label)
