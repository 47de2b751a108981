"""What can be searched, whatever it is."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """The searchable text of one thing. The full-text index hangs on this table, on either database."""

    kind = models.CharField(max_length=20)  # "project"
    key = models.CharField(max_length=16)  # its code
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]
