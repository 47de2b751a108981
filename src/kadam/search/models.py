"""What can be searched, whatever it is."""

from __future__ import annotations

from django.db import models

from kadam.search.fields import IndexedText


class Document(models.Model):
    """The searchable text of one thing. The full-text index hangs on this table, on either database."""

    kind = models.CharField(max_length=20)  # "project"
    key = models.CharField(max_length=16)  # its code
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]


class Entry(models.Model):
    """The full-text index as the database shows it: an FTS5 table on SQLite, a view on PostgreSQL. Never written.

    The database keeps it right by itself, in the transaction that writes the document. `text` can only be
    matched; `rank` means something on SQLite alone: order by `queries.relevance()` instead.
    """

    document = models.OneToOneField(
        Document, primary_key=True, db_column="rowid", on_delete=models.DO_NOTHING, related_name="entry"
    )
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=16)
    text = IndexedText(db_column="search_index")
    rank = models.FloatField()

    class Meta:
        managed = False
        db_table = "search_index"
