"""The full-text index, kept right by the database itself: FTS5 with triggers, or a generated tsvector."""

from django.db import migrations

# Devanagari falls to pieces at every vowel sign unless marks (Mn, Mc) count as parts of words.
TOKENS = "porter unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
SQLITE = [
    f"""CREATE VIRTUAL TABLE search_index USING fts5(
        kind UNINDEXED, key UNINDEXED, title, body,
        content='search_document', content_rowid='id', tokenize='{TOKENS}')""",
    "INSERT INTO search_index (search_index, rank) VALUES ('rank', 'bm25(0, 0, 6.0, 1.0)')",
    """CREATE TRIGGER search_document_written AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, kind, key, title, body) VALUES (new.id, new.kind, new.key, new.title, new.body);
    END""",
    """CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, kind, key, title, body)
        VALUES ('delete', old.id, old.kind, old.key, old.title, old.body);
    END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, kind, key, title, body)
        VALUES ('delete', old.id, old.kind, old.key, old.title, old.body);
        INSERT INTO search_index (rowid, kind, key, title, body) VALUES (new.id, new.kind, new.key, new.title, new.body);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_document_written",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_index",
]

# PostgreSQL's parser sees hosts, paths and hyphenated compounds where SQLite sees words: spaces in their place first.
MARKS = r"""!#$%&()*+,-./:;<=>?@[\]^_`{|}~'"’‘“”–—…·₹""".replace("'", "''")


def _vector(column: str, weight: str) -> str:
    words = f"translate({column}, '{MARKS}', '{' ' * len(MARKS)}')"
    both = " || ".join(f"to_tsvector('{name}'::regconfig, {words})" for name in ("english", "simple"))
    return f"setweight({both}, '{weight}')"


POSTGRES = [
    f"""ALTER TABLE search_document ADD COLUMN words tsvector
        GENERATED ALWAYS AS ({_vector("title", "A")} || {_vector("body", "D")}) STORED""",
    "CREATE INDEX search_document_words ON search_document USING gin (words)",
    """CREATE VIEW search_index AS
        SELECT id AS rowid, kind, key, words AS search_index, 0::float8 AS rank FROM search_document""",
]
POSTGRES_BACK = ["DROP VIEW search_index", "ALTER TABLE search_document DROP COLUMN words"]


def build(apps, schema_editor):
    """Make the index in the way of this database."""
    for sql in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


def remove(apps, schema_editor):
    """Take it away again."""
    for sql in {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    """Hangs the index on the table of documents."""

    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
