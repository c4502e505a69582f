"""How does an organisation with one of everything get many of it? For tests that compare few rows with many."""

from datetime import date, timedelta

from django.utils import timezone

from phaseout.web.estate.models import Asset, AssetKey, Building, Floor, Look, Organisation, Room, Site, Told
from phaseout.web.findings import services
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import NOBODY, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.words import register
from phaseout.web.people.models import Grant, Invitation, Person
from phaseout.web.replacement import services as replacement
from phaseout.web.replacement.models import Inspected, Inspection, Step
from phaseout.web.replacement.vocabulary import State
from phaseout.web.surveys.models import Change, Comparison, Survey, SurveyedAsset, SurveyUnread
from web.examples import Furnished
from web.furnishing.findings import answer_of, assessor, asset_in, recorded
from web.furnishing.replacement import LISTED, WORKS, moved, named_access, taken_in


def crowd(there: Furnished, first: int, last: int) -> None:
    """Put more of everything in that a page lists, each with a number from the first to before the last."""
    for number in range(first, last):
        _estate(there, number)
        _findings(there, number)
        _people(there, number)
        _survey(there, number)
        _replacement(there, number)


def _estate(there: Furnished, number: int) -> None:
    home, now = there.organisation, timezone.now()
    Organisation(parent=home, name_en=f"Branch {number}", path=f"{home.path}9{number}/").save()
    site = Site(organisation=home, ref=f"site {number}", name_en=f"Site {number}")
    site.save()
    building = Building(site=there.site, name_en=f"Wing {number}")
    building.save()
    floor = Floor(building=building, name_en=f"Floor {number}")
    floor.save()
    Room(floor=floor, name_en=f"Room {number}").save()
    Look(site=there.site, way="walk", on=date(2026, 3, 1), by=there.looker).save()
    AssetKey(organisation=home, asset=there.asset, kind="ref", value=f"also {number}", last_seen=now).save()
    Told(
        asset=there.asset, field="model", value=f"M{number}", grade="suggestive", source="a", survey=1, at=now
    ).save()


def _findings(there: Furnished, number: int) -> None:
    access, home = assessor(there.organisation), there.organisation
    site = Site.everything.get(organisation=home, ref=f"site {number}")
    waits = answer_of("undetermined", questions=["purpose"])
    recorded(asset_in(home, f"thing {number}", site, maker="hikvision"), waits, by=access.person)
    measure = sorted(register().measures)[number % len(register().measures)]
    recorded(there.finding.asset, answer_of(measure=measure, act="procure"), by=access.person)
    there.other_finding.refresh_from_db()
    services.assess(access, there.other_finding, there.other_finding.version, reason=f"Look {number}")
    place = Place(organisation=home.pk, site=site.pk)
    services.answer(access, place, "purpose", values=["public-safety"], reason="so", on=date(2026, 11, 1))


def _people(there: Furnished, number: int) -> None:
    person = Person(email=f"one{number}@example.org", name=f"One {number}")
    person.save()
    Grant(person=person, organisation=there.organisation, role=Role.READER).save()
    now = timezone.now()
    Invitation(
        email=f"asked{number}@example.org", organisation=there.organisation, role=Role.READER,
        digest=f"d{number}", sent=now, expires=now + timedelta(days=7),
    ).save()  # fmt: skip
    noted(NOBODY, there.organisation.pk, "invited", about=person.email)


def _replacement(there: Furnished, number: int) -> None:
    home, today, row = there.organisation, timezone.localdate(), there.replacement
    access = named_access(home, "Worker of many", *WORKS)
    recorded(
        asset_in(home, f"must go {number}", there.site, maker="hikvision"), answer_of(), by=access.person
    )
    taken_in(access, asset_in(home, f"tracked {number}", there.site, maker="hikvision"))
    medium = replacement.list_medium(access, row, {**LISTED, "serial": f"S{number}"})
    for listed in (medium, there.medium):
        last = listed.handovers.order_by("pk").last()
        giver, taker = last.taker if last else "Ada", f"Hand {number}"
        replacement.hand_over(access, listed, giver=giver, taker=taker, when=today, place="Depot", seal="")
    replacement.mitigate(
        access, row, way="isolated", since=today, review=today + timedelta(days=9), residual=9, note="Off"
    )
    replacement.refer(access, row, to="landlord", whom=f"O{number}", asked=today, due=today, request="Act")
    Step(replacement=row, before="planned", after="scheduled", by_id=access.person).save()
    gone = taken_in(access, asset_in(home, f"gone {number}", there.site, maker="hikvision"))
    moved(access, gone, State.REMOVED, on=today, who="A crew", reason="No camera")
    Inspected(inspection=there.inspection, replacement=gone).save()
    copied = Inspection.everything.get(pk=there.inspection.pk)
    copied.pk, copied.seed = None, f"lottery {number}"
    copied.save()
    Inspected(inspection=copied, replacement=there.inspected.replacement).save()


def _survey(there: Furnished, number: int) -> None:
    survey = there.survey
    SurveyUnread(survey=survey, file=survey.files.get(), locator=f"row {number}", why=f"odd {number}").save()
    row = SurveyedAsset.everything.get(survey=survey, position=0)
    row.pk, row.position = None, 100 + number
    row.save()
    thing = Asset(organisation=there.organisation, site=survey.site, label=f"unseen {number}")
    thing.first_seen = thing.last_seen = timezone.now()
    thing.save()
    Comparison(survey=survey, surveyed=row, difference="new").save()
    Change(
        survey=survey, surveyed=row, asset=there.asset, label=f"kept {number}", version=1,
        seen=thing.last_seen, is_kept=True,
    ).save()  # fmt: skip
    other = Survey.everything.get(pk=survey.pk)
    other.pk, other.name = None, f"Walk {number}"
    other.save()
