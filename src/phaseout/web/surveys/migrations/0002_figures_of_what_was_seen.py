from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import Count, Q


def count(apps: Apps, _editor: object) -> None:
    """Count what surveys show that were compared before these figures were kept."""
    survey, seen = apps.get_model("surveys", "Survey"), apps.get_model("surveys", "SurveyedAsset")
    for one in survey._base_manager.filter(compared__gt="").only("pk"):
        rows = seen._base_manager.filter(survey=one.pk).order_by()
        figures = rows.aggregate(
            nowhere=Count("pk", filter=Q(site=None)),
            elsewhere=Count("pk", filter=Q(site__isnull=False, written__gt="")),
        )
        outcomes = rows.exclude(answers__outcome="").values_list("answers__outcome")
        counted = dict(outcomes.annotate(number=Count("pk")))
        survey._base_manager.filter(pk=one.pk).update(**figures, outcomes=counted)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="elsewhere",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="survey",
            name="nowhere",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="survey",
            name="outcomes",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
