"""The taxonomy of skills."""

from __future__ import annotations

from django.db import models


class Skill(models.Model):
    """One skill, as people in India name it; loaded from the data files, never deleted, only retired."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    aliases = models.JSONField(default=list)
    esco_uri = models.URLField(max_length=120, blank=True)
    retired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
