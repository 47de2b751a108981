"""What happened is only ever added to: neither changed nor deleted, on both databases."""

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER journal_event_no_{verb} BEFORE {verb} ON journal_event
    BEGIN SELECT RAISE(ABORT, 'journal: what happened is neither changed nor deleted'); END
    """
    for verb in ("update", "delete")
]

POSTGRESQL = [
    """
    CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'journal: what happened is neither changed nor deleted'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        f"""
        CREATE TRIGGER journal_event_no_{verb} BEFORE {verb} ON journal_event
        FOR EACH {each} EXECUTE FUNCTION journal_refuse()
        """
        for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
    ),
]


def guard(apps, schema_editor):
    """Make the triggers."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
