from django.apps.registry import Apps
from django.db import migrations
from django.db.models import OuterRef, Subquery


def stood(apps: Apps, _editor: object) -> None:
    """Say of what is removed already from where it went: nobody kept that, so that its place today has to do."""
    rows = apps.get_model("replacement", "Replacement")._base_manager.filter(removed_on__isnull=False)
    assets = apps.get_model("estate", "Asset")._base_manager.filter(pk=OuterRef("asset"))
    rows.update(removed_from=Subquery(assets.values("site")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("replacement", "0002_what_stands"),
    ]

    operations = [
        migrations.RunPython(stood, migrations.RunPython.noop),
    ]
