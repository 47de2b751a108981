"""The database as the last judge of the books, and the one function that writes them on PostgreSQL.

An entry is written after its postings and seals them: refused unless they sum to zero; no posting may join a
sealed entry; the key from posting to entry is checked at commit, so a posting alone cannot be committed.
Nothing sealed changes or goes away.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER ledger_entry_balances BEFORE INSERT ON ledger_entry
    WHEN (SELECT COUNT(*) < 2 OR SUM(amount_paise) <> 0 FROM ledger_posting WHERE entry_id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'ledger: the postings of an entry sum to zero'); END
    """,
    """
    CREATE TRIGGER ledger_posting_joins_no_sealed_entry BEFORE INSERT ON ledger_posting
    WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)
    BEGIN SELECT RAISE(ABORT, 'ledger: this entry is sealed'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'ledger: rows of {table} are only ever added'); END
        """
        for table in ("ledger_entry", "ledger_posting")
        for verb in ("update", "delete")
    ),
    """
    CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account
    BEGIN SELECT RAISE(ABORT, 'ledger: an account stays'); END
    """,
    """
    CREATE TRIGGER ledger_account_no_rename BEFORE UPDATE OF id, name, kind, guarded ON ledger_account
    BEGIN SELECT RAISE(ABORT, 'ledger: an account keeps its name'); END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'ledger: %', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE FUNCTION ledger_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE lines integer; total numeric;
    BEGIN
      SELECT COUNT(*), SUM(amount_paise) INTO lines, total FROM ledger_posting WHERE entry_id = NEW.id;
      IF lines < 2 OR total <> 0 THEN
        RAISE EXCEPTION 'ledger: the postings of an entry sum to zero'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION ledger_check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id) THEN
        RAISE EXCEPTION 'ledger: this entry is sealed' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER ledger_entry_balances BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_check_entry()
    """,
    """
    CREATE TRIGGER ledger_posting_joins_no_sealed_entry BEFORE INSERT ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_check_posting()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
        FOR EACH {each} EXECUTE FUNCTION ledger_refuse('rows of {table} are only ever added')
        """
        for table in ("ledger_entry", "ledger_posting")
        for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
    ),
    """
    CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('an account stays')
    """,
    """
    CREATE TRIGGER ledger_account_no_rename BEFORE UPDATE OF id, name, kind, guarded ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('an account keeps its name')
    """,
    # 1: written; 0: this key stands with the same lines; -1: it stands with other lines, nothing was written.
    # Callers with the same key wait for one another; balances are locked in the order of the accounts' ids.
    """
    CREATE FUNCTION ledger_post(
      p_key text, p_kind text, p_at timestamptz, p_memo text,
      p_names text[], p_kinds text[], p_guarded boolean[], p_amounts bigint[]
    ) RETURNS smallint LANGUAGE plpgsql AS $$
    DECLARE known bigint; fresh bigint; line record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(p_key, 0));
      SELECT id INTO known FROM ledger_entry WHERE key = p_key;
      IF FOUND THEN
        IF cardinality(p_names) = (SELECT COUNT(*) FROM ledger_posting WHERE entry_id = known)
          AND cardinality(p_names) = (
            SELECT COUNT(*) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
            JOIN unnest(p_names, p_amounts) AS l(name, amount) ON l.name = a.name AND l.amount = p.amount_paise
            WHERE p.entry_id = known
          )
        THEN RETURN 0; ELSE RETURN -1; END IF;
      END IF;
      INSERT INTO ledger_account (name, kind, guarded, balance_paise)
        SELECT l.name, l.kind, l.guarded, 0 FROM unnest(p_names, p_kinds, p_guarded) AS l(name, kind, guarded)
        WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.name = l.name)
        ORDER BY l.name
        ON CONFLICT (name) DO NOTHING;
      fresh := nextval('ledger_entry_id_seq');
      FOR line IN
        SELECT a.id, a.guarded, l.amount FROM unnest(p_names, p_amounts) AS l(name, amount)
        JOIN ledger_account a ON a.name = l.name ORDER BY a.id
      LOOP
        IF line.guarded THEN
          UPDATE ledger_account SET balance_paise = balance_paise + line.amount WHERE id = line.id;
        END IF;
        INSERT INTO ledger_posting (entry_id, account_id, amount_paise) VALUES (fresh, line.id, line.amount);
      END LOOP;
      INSERT INTO ledger_entry (id, key, kind, at, memo) VALUES (fresh, p_key, p_kind, p_at, p_memo);
      RETURN 1;
    END $$
    """,
]


def judge(apps, schema_editor):
    """Make the triggers, and on PostgreSQL the posting function."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)  # a % in the text is no placeholder


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(judge, migrations.RunPython.noop)]
