"""Lets the database itself refuse to alter or take away leaves, nodes and signed states.

Whoever may change the tables may drop this as well: it keeps out mistakes, and programs that
may only write rows. Verifying finds what was done all the same.
"""

from typing import Any, ClassVar

from django.db import migrations

TABLES = ("ledger_leaf", "ledger_node", "ledger_checkpoint")
SAID = "what stands in the ledger stays as it is"
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$
"""


def guards(vendor: str) -> list[str]:
    """Return the statements that put the guards up."""
    if vendor == "postgresql":
        return [
            POSTGRESQL,
            *(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
                for table in TABLES
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for table in TABLES
        for change in ("UPDATE", "DELETE")
    ]


def no_guards(vendor: str) -> list[str]:
    """Return the statements that take them down."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_stays ON {table}" for table in TABLES]
    return [f"DROP TRIGGER IF EXISTS {table}_{change}" for table in TABLES for change in ("update", "delete")]


def put_up(_apps: Any, schema: Any) -> None:
    """Put the guards up."""
    for statement in guards(schema.connection.vendor):
        schema.execute(statement)


def take_down(_apps: Any, schema: Any) -> None:
    """Take the guards down."""
    for statement in no_guards(schema.connection.vendor):
        schema.execute(statement)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(put_up, take_down)]
