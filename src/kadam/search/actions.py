"""Keeping the documents. The full-text index follows in the same transaction, by the database itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched

from django.db import connection, transaction

from kadam.search.models import Document
from kadam.search.registry import Text, sources
from kadam.search.syntax import fold


def index_document(*, kind: str, key: str, title: str, body: str) -> Document:
    """Make the document of this thing say `title` and `body`; the same words again change nothing."""
    [document] = _put(kind, [Text(key, title, body)])
    return document


def remove_document(*, kind: str, key: str) -> None:
    """Let it be found no more. A document that is not there is no error."""
    Document.objects.filter(kind=kind, key=key).delete()


def reindex(*, progress: Callable[[str, int], object], size: int = 200) -> dict[str, int]:
    """Write every document again from its source, drop those without one, then rebuild the full-text index.

    Safe while serving: batches of `size`, each its own transaction; search goes on meanwhile. `progress(kind,
    done)` hears after each batch. Gives the number of documents of each kind.
    """
    totals = {}
    for kind, source in sorted(sources().items()):
        keys: set[str] = set()
        for batch in batched(source.texts(), size):
            with transaction.atomic():
                source.written(_put(kind, batch))
            keys.update(text.key for text in batch)
            progress(kind, len(keys))
        _drop_others(kind, keys, size)
        totals[kind] = len(keys)
    _rebuild()
    return totals


def _put(kind: str, texts: Iterable[Text]) -> list[Document]:
    rows = [Document(kind=kind, key=one.key, title=fold(one.title), body=fold(one.body)) for one in texts]
    Document.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["title", "body"]
    )
    found = Document.objects.filter(kind=kind, key__in=[row.key for row in rows])
    by_key = {document.key: document for document in found}
    return [by_key[row.key] for row in rows]


def _drop_others(kind: str, keys: set[str], size: int) -> None:
    gone = (key for key in _keys(kind) if key not in keys)
    for batch in batched(gone, size):
        Document.objects.filter(kind=kind, key__in=batch).delete()


def _keys(kind: str) -> Iterator[str]:
    return iter(list(Document.objects.filter(kind=kind).order_by("pk").values_list("key", flat=True)))


def _rebuild() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        else:
            cursor.execute("REINDEX INDEX search_document_words")
