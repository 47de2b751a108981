"""What the stand-in remembers: entities as JSON, jobs to do later, webhooks to send, and how to misbehave."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Entity = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS entity (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '', receipt TEXT NOT NULL DEFAULT '', body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS entity_parent ON entity (parent, kind);
CREATE INDEX IF NOT EXISTS entity_receipt ON entity (receipt, kind);
CREATE TABLE IF NOT EXISTS answered (scope TEXT, key TEXT, request TEXT, answer TEXT, PRIMARY KEY (scope, key));
CREATE TABLE IF NOT EXISTS job (number INTEGER PRIMARY KEY, due REAL NOT NULL, what TEXT NOT NULL, id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhook (
  number INTEGER PRIMARY KEY, event_id TEXT NOT NULL, body TEXT NOT NULL, due REAL NOT NULL, made REAL NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'due');
CREATE INDEX IF NOT EXISTS webhook_due ON webhook (due) WHERE state = 'due';
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """One SQLite file, or none with ":memory:". One writer at a time, whichever thread or process."""

    def __init__(self, path: str) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        self._db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {SCHEMA}")
        self._db.execute(
            "INSERT OR IGNORE INTO setting VALUES ('salt', ?)", [json.dumps(secrets.token_hex(8))]
        )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing; may be nested."""
        with self._lock:
            if self._depth:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            else:
                self._db.execute("COMMIT")
            finally:
                self._depth -= 1

    def run(self, sql: str, *values: object) -> list[Any]:
        """The rows of one statement."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def new_id(self, prefix: str, table: str = "entity") -> str:
        """An identifier for the next row, in the provider's form: prefix and 14 letters or digits."""
        number = self.run(f"SELECT COALESCE(MAX(number), 0) FROM {table}")[0][0]  # noqa: S608  our own two tables
        digest = hashlib.sha256(f"{self.setting('salt')}:{prefix}:{number}".encode()).hexdigest()
        return f"{prefix}_{digest[:14]}"

    def add(self, kind: str, body: Entity, *, parent: str = "", receipt: str = "") -> Entity:
        """Keep a new entity under its own id."""
        insert = "INSERT INTO entity (id, kind, parent, receipt, body) VALUES (?, ?, ?, ?, ?)"
        self.run(insert, body["id"], kind, parent, receipt, json.dumps(body))
        return body

    def change(self, entity: Entity, **changes: Any) -> Entity:
        """Keep an entity's new values."""
        entity.update(changes)
        self.run("UPDATE entity SET body = ? WHERE id = ?", json.dumps(entity), entity["id"])
        return entity

    def get(self, kind: str, number: str) -> Entity | None:
        """The entity of that id, if it is of that kind."""
        rows = self.run("SELECT body FROM entity WHERE id = ? AND kind = ?", number, kind)
        return json.loads(rows[0][0]) if rows else None

    def children(self, kind: str, parent: str) -> list[Entity]:
        """The entities made of another, newest first as the provider lists them."""
        rows = self.run(
            "SELECT body FROM entity WHERE parent = ? AND kind = ? ORDER BY number DESC", parent, kind
        )
        return [json.loads(row[0]) for row in rows]

    def listed(self, kind: str, *, receipt: str | None, count: int, skip: int) -> list[Entity]:
        """Entities of a kind, newest first."""
        where, values = ("AND receipt = ?", [receipt]) if receipt else ("", [])
        sql = f"SELECT body FROM entity WHERE kind = ? {where} ORDER BY number DESC LIMIT ? OFFSET ?"  # noqa: S608
        return [json.loads(row[0]) for row in self.run(sql, kind, *values, count, skip)]

    def setting(self, name: str, default: Any = None) -> Any:
        """A remembered value."""
        rows = self.run("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else default

    def set(self, name: str, value: Any) -> None:
        """Remember a value."""
        self.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, json.dumps(value))

    def close(self) -> None:
        """Let the file go."""
        self._db.close()
