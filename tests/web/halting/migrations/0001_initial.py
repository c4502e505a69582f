"""A table with an index, and a row for each site."""

from typing import ClassVar

from django.db import migrations, models


def fill(apps, _editor) -> None:
    """Put in a row for each site."""
    pin = apps.get_model("halting", "Pin")
    for site in apps.get_model("estate", "Site").everything.all():
        pin(site=site, text=site.ref).save()


class Migration(migrations.Migration):
    """Ends with an index, which Django makes after all else."""

    initial = True
    dependencies: ClassVar = [("estate", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("site", models.ForeignKey("estate.Site", models.CASCADE, related_name="+")),
                ("text", models.CharField(max_length=40, db_index=True)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
