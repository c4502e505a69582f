"""A column that is changed: SQLite rebuilds the table."""

from typing import ClassVar

from django.db import migrations, models

from web.halting.halting import halt


def _halt(_apps, _editor) -> None:
    halt("within a migration")


class Migration(migrations.Migration):
    """Halts after the table was rebuilt."""

    dependencies: ClassVar = [("halting", "0002_twice")]
    operations: ClassVar = [
        migrations.AlterField("Pin", "text", models.CharField(max_length=80, db_index=True, unique=True)),
        migrations.RunPython(_halt, migrations.RunPython.noop),
    ]
