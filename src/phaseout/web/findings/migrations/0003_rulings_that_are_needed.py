"""Let undetermined findings that no fact would settle say that they wait for a ruling, as new ones do."""

from collections import Counter
from itertools import islice

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef

RULING = "ruling"
AT_ONCE = 2_000


def note(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    database = schema_editor.connection.alias
    finding, asked = apps.get_model("findings", "Finding"), apps.get_model("findings", "Asked")
    tally = apps.get_model("findings", "AskedTally")
    waits = Exists(asked._base_manager.using(database).filter(finding=OuterRef("pk")))
    open_ones = finding._base_manager.using(database).filter(~waits, outcome="undetermined").order_by("pk")
    rows = list(open_ones.values_list("pk", "organisation", "site", "asset"))
    left = (asked(finding_id=pk, organisation_id=owner, fact=RULING) for pk, owner, _, _ in rows)
    while part := list(islice(left, AT_ONCE)):
        asked._base_manager.using(database).bulk_create(part)
    findings = Counter((owner, site) for _, owner, site, _ in rows)
    assets = Counter((owner, site) for owner, site, _ in {row[1:] for row in rows})
    tally._base_manager.using(database).bulk_create(
        tally(organisation_id=owner, site_id=site, fact=RULING, findings=number, assets=assets[owner, site])
        for (owner, site), number in findings.items()
    )


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("Asked", "AskedTally"):
        rows = apps.get_model("findings", name)._base_manager.using(schema_editor.connection.alias)
        rows.filter(fact=RULING).delete()


class Migration(migrations.Migration):
    dependencies = [("findings", "0002_judgements_that_wait")]

    operations = [migrations.RunPython(note, forget)]
