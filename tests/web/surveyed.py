"""What stands in the tests' organisation of surveys? One, ready to be taken over, with a conflict in it.

Its file is examined once for all tests.
"""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from phaseout.domain.facts import Context
from phaseout.register import Register
from phaseout.survey import Document, Outline, survey
from phaseout.web.estate.models import Asset, AssetKey, Organisation, Site
from phaseout.web.people.models import Person
from phaseout.web.surveys.models import (
    Change,
    SharedAnswers,
    State,
    Survey,
    SurveyDocument,
    SurveyedAsset,
    SurveyFile,
    SurveyUnread,
)
from phaseout.web.surveys.services.comparing import compare
from phaseout.web.surveys.snapshot import AnswersOnce, Names, ends_of, row_of

STORED = "surveys/example.csv"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def example_survey(organisation: Organisation, secret: str) -> Survey:
    """Put a survey into an organisation; every text of it holds a secret."""
    by = Person(email=f"surveyor{organisation.pk}@example.org", name=f"Surveyor {secret}")
    by.save()
    site = Site(organisation=organisation, ref=f"site {secret}", name_en=f"Site {secret}")
    site.save()
    made = Survey(
        organisation=organisation, site=site, name=f"Walk {secret}", note=f"Note {secret}",
        as_of=date(2026, 11, 23), state=State.READY, by=by, finished=AT, register_edition="2026.11.26",
    )  # fmt: skip
    made.save()
    file = SurveyFile(survey=made, name=f"{secret}.csv", stored=STORED, size=512, sha256="0" * 64)
    file.save()
    _conflict(organisation, site, secret)
    _write(made, file, secret)
    Survey.everything.filter(pk=made.pk).update(**compare(made), unread=1, assets_done=2)
    made.refresh_from_db()
    return made


def _conflict(organisation: Organisation, site: Site, secret: str) -> None:
    """Put two things into the estate that the second thing of the survey may be, and one it did not see."""
    keys = (("serial", f"{secret}-2".upper()), ("mac", "00:40:8c:00:00:02"), ("ref", f"unseen {secret}"))
    for kind, value in keys:
        asset = Asset(
            organisation=organisation,
            site=site,
            label=f"{kind} {secret}",
            model=secret,
            first_seen=AT,
            last_seen=AT,
        )
        asset.save()
        AssetKey(organisation=organisation, asset=asset, kind=kind, value=value, last_seen=AT).save()


def _write(made: Survey, file: SurveyFile, secret: str) -> None:
    document, outlines = _examined(secret, str(settings.MEDIA_ROOT))
    names = Names(files=[file], sources=document.header.sources, sites={})
    for number, outline in enumerate(outlines):
        if names.answers.is_new(outline.answers):
            shared = SharedAnswers(survey=made, **AnswersOnce.columns(outline.answers))
            shared.save()
            names.answers.keep(outline.answers, shared.pk)
        row = row_of(made.pk, number, outline, names)
        SurveyedAsset(**row._replace(site_id=made.site_id)._asdict()).save()
    head, tail = ends_of(document.header, document.trailer(), names)
    SurveyDocument(survey=made, head=head, tail=tail).save()
    SurveyUnread(survey=made, file=file, locator=f"row {secret}", why=f"odd {secret}").save()
    first = SurveyedAsset.everything.get(survey=made, position=0)
    kept = Asset.everything.filter(organisation=made.organisation).first()
    Change(
        survey=made, surveyed=first, asset=kept, label=f"Kept {secret}", version=1, seen=AT, is_kept=True
    ).save()


@cache
def _examined(secret: str, root: str) -> tuple[Document, list[Outline]]:
    path = Path(root) / STORED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "hostname,ip,mac,manufacturer,model,serial,description\n"
        f"cam {secret},10.1.0.1,44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,{secret}-1,Door {secret}\n"
        f"lens {secret},10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,{secret}-2,Hall {secret}\n",
        encoding="utf-8",
    )
    context = Context(roles=("ca/federal-department",))
    document = survey([str(path)], Register.open(), context, date(2026, 11, 23))
    return document, list(document.outlines())
