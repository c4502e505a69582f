"""More rows, which point at others: PostgreSQL looks at that at the end of a transaction, unless it is made to."""

from typing import ClassVar

from django.db import migrations


def _fill(apps, _editor) -> None:
    pin = apps.get_model("halting", "Pin")
    for site in apps.get_model("estate", "Site").everything.all():
        pin(site=site, text=f"{site.ref} twice").save()


class Migration(migrations.Migration):
    """Stands before one that changes the table."""

    dependencies: ClassVar = [("halting", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(_fill, migrations.RunPython.noop)]
