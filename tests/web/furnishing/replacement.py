"""Replacements at three places of their way, with media, a mitigation, a referral, photographs and an inspection."""

import io
from collections.abc import Mapping
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings.files import accepted
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.models import Person
from phaseout.web.replacement import services
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.models import Inspected, Medium, Replacement, Step
from phaseout.web.replacement.vocabulary import Media, Replacing, Reply, Result, State
from phaseout.web.surveys.models import Survey
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.secret import SECRET

WORKS = (Permission.READ, Permission.SURVEY, Permission.ASSESS)
LISTED = {"sort": "disk", "maker": "WD", "model": "Purple", "serial": "WX1", "property_no": "P1",
          "source": "nvr-1", "before": "protected B"}  # fmt: skip
CERTIFIED = {
    "is_free": True, "category": "destroy", "method": "shredded", "tool": "Shredder 2.0",
    "verification": "every particle looked at", "after": "none", "destination": "recycler",
    "sanitiser": "Ada", "sanitiser_title": "Technician", "sanitised_on": date(2026, 11, 20),
    "sanitised_at": "Depot", "verifier": "Béa", "verifier_title": "Officer",
    "verified_on": date(2026, 11, 20), "verified_at": "Depot",
    "sanitiser_phone": "555 0100", "sanitiser_signature": "Paper 12", "verifier_phone": "555 0101",
    "verifier_signature": "Paper 12",
}  # fmt: skip


def named_access(organisation: Organisation, name: str, *permissions: Permission) -> Access:
    """Return what somebody of a name may do in an organisation."""
    person, _ = Person.objects.get_or_create(
        email=f"{name.split(maxsplit=1)[0].lower()}{organisation.pk}@example.org", defaults={"name": name}
    )
    return Access(person=person.pk, reach=dict.fromkeys(permissions, frozenset([organisation.pk])))


def taken_in(access: Access, asset: Asset) -> Replacement:
    """Let a measure say of a thing that it must go, and take it into the programme."""
    recorded(asset, answer_of(), by=access.person)
    Asset.everything.filter(pk=asset.pk).update(last_seen=timezone.now() - timedelta(days=30))
    assert services.start(access, [asset.pk]) == {asset.pk}
    return now(Replacement.everything.get(asset=asset))


def now(row: Replacement) -> Replacement:
    """Return a replacement as it stands."""
    return Replacement.everything.select_related("asset", "organisation").get(pk=row.pk)


def moved(access: Access, row: Replacement, to: State, **entered: object) -> Replacement:
    """Move a replacement, as somebody who saw it just now."""
    files = entered.pop("photos", ())
    said = Entered(photos=len(files), **entered)  # type: ignore[arg-type]
    services.move(access, row, now(row).version, to, said, files)  # type: ignore[arg-type]
    return now(row)


def closed(access: Access, row: Replacement, on: date) -> None:
    """Close a replacement as if all were shown that has to be, by a survey that is taken over."""
    survey = Survey(
        organisation_id=row.organisation_id, name="later.csv", as_of=on, state="applied", by_id=access.person
    )
    survey.save()
    Step(
        replacement=row, before=State.DISPOSED, after=State.VERIFIED, survey=survey.pk, by_id=access.person
    ).save()
    Replacement.everything.filter(pk=row.pk).update(state=State.CLOSED, removed_on=on)


def picture() -> SimpleUploadedFile:
    """Return a photograph."""
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "JPEG")
    return SimpleUploadedFile(f"wall {SECRET}.jpg", drawn.getvalue())


def hidden(values: Mapping[str, object]) -> dict[str, object]:
    """Return what is said of a medium, with the secret in every text but those from closed lists."""
    return {
        name: f"{value} {SECRET}" if isinstance(value, str) and name not in ("sort", "category") else value
        for name, value in values.items()
    }


def put(there: SimpleNamespace) -> Mapping[str, object]:
    home = there.organisation
    access = named_access(home, f"Worker {SECRET}", *WORKS)
    site = Site(organisation=home, ref=f"post {SECRET}", name_en=f"Post {SECRET}", owner="landlord")
    site.save()
    row = taken_in(access, asset_in(home, f"nvr-1 {SECRET}", site, kind="recorder", maker="hikvision"))
    _planned(access, row)
    waiting, inspected = _removed(
        access, taken_in(access, asset_in(home, f"gone {SECRET}", site, maker="hikvision"))
    )
    empty = taken_in(access, asset_in(home, f"cam-9 {SECRET}", site, maker="hikvision"))
    services.say_media(access, empty, empty.version, media=Media.NONE, reason=f"The slot is empty {SECRET}")
    medium = services.list_medium(access, row, hidden(LISTED))
    services.hand_over(access, medium, giver=f"Ada {SECRET}", taker=f"Béa {SECRET}", when=timezone.localdate(),
                       place=f"Depot {SECRET}", seal=SECRET)  # fmt: skip
    uncertified = services.list_medium(access, inspected.replacement, hidden(LISTED))
    certified = services.list_medium(access, inspected.replacement, hidden(LISTED))
    services.certify(access, certified, 1, hidden(CERTIFIED))
    today = timezone.localdate()
    mitigation = services.mitigate(access, row, way="isolated", since=today, review=today + timedelta(days=60),
                                   residual=20, note=f"Port off {SECRET}")  # fmt: skip
    referral = services.refer(access, row, to="landlord", whom=f"Owner {SECRET}", asked=today, due=today,
                              request=f"Take it down {SECRET}")  # fmt: skip
    services.answer_referral(
        access,
        services.refer(access, row, to="contractor", whom=f"Crew {SECRET}", asked=today, due=today, request=SECRET),
        1, on=today, reply=Reply.WILL_ACT, answer=f"We will {SECRET}",
    )  # fmt: skip
    return {
        "replacement": now(row), "bare": now(empty), "medium": Medium.everything.get(pk=medium.pk), "mitigation": mitigation,
        "referral": referral, "inspection": inspected.inspection, "inspected": inspected,
        "waiting": waiting, "uncertified": uncertified,
        "photo": inspected.replacement.steps.get(after=State.REMOVED).photos.get(),
    }  # fmt: skip


def _planned(access: Access, row: Replacement) -> None:
    services.plan(
        access, row, now(row).version, package=f"P1 {SECRET}", month=date(2027, 2, 1), funding=f"F1 {SECRET}",
        visit=date(2027, 2, 9), blocker="other", blocker_note=f"Strike {SECRET}",
    )  # fmt: skip
    services.say_replacing(
        access, now(row), now(row).version, replacing=Replacing.MODEL, asset=None, model=f"Axis M1 {SECRET}",
        reason=f"Fits {SECRET}",
    )  # fmt: skip
    services.say_terms(
        access, now(row), now(row).version, laydown=f"Annex {SECRET}", phase_out=f"By May {SECRET}"
    )
    for state in (State.TRIAGED, State.PLANNED, State.FUNDED, State.PROCURED, State.SCHEDULED):
        moved(access, row, state)


def _removed(access: Access, row: Replacement) -> tuple[Inspected, Inspected]:
    """Return two of samples: one that is still to be inspected, and one that was, withdrawn once before."""
    moved(access, row, State.REMOVED, on=date(2026, 11, 20), who=f"Crew {SECRET}", place=f"Depot {SECRET}",
          reason=f"Done {SECRET}", photos=[accepted(picture())])  # fmt: skip
    decider = named_access(row.organisation, f"Decider {SECRET}", Permission.READ, Permission.DECIDE)
    inspection = services.draw(decider, row.organisation, seed=f"lottery {SECRET}", size=5)
    drawn = inspection.drawn.get()
    inspector = named_access(row.organisation, f"Inspector {SECRET}", *WORKS)
    services.record_inspection(
        inspector, drawn, 1, result=Result.GONE, on=date(2026, 11, 25), note=f"Gone {SECRET}"
    )
    again = services.withdraw_inspection(decider, drawn, 2, why=f"The wrong wall {SECRET}")
    services.record_inspection(
        inspector, again, 1, result=Result.GONE, on=date(2026, 11, 26), note=f"Gone {SECRET}"
    )
    again.refresh_from_db()
    waiting = services.draw(decider, row.organisation, seed=f"draw {SECRET}", size=5).drawn.get()
    return waiting, again


EXAMPLES = {
    **{
        name: lambda of: {"pk": of.replacement.pk}
        for name in (
            "replacement", "replacement-plan", "replacement-replacing", "replacement-terms",
            "replacement-media", "medium-add", "mitigation-add", "referral-add",
        )
    },
    "replacement-work": lambda of: {"pk": of.replacement.pk, "state": "removed"},
    "replacement-advance": lambda of: {"pk": of.replacement.pk, "state": "triaged"},
    "replacement-decide": lambda of: {"pk": of.replacement.pk, "state": "excepted"},
    "medium": lambda of: {"pk": of.medium.pk},
    "medium-certify": lambda of: {"pk": of.uncertified.pk},
    "medium-hand-over": lambda of: {"pk": of.medium.pk},
    "photo": lambda of: {"pk": of.photo.pk},
    "mitigation-review": lambda of: {"pk": of.mitigation.pk},
    "mitigation-end": lambda of: {"pk": of.mitigation.pk},
    "referral-answer": lambda of: {"pk": of.referral.pk},
    "inspection": lambda of: {"pk": of.inspection.pk},
    "inspected-record": lambda of: {"pk": of.waiting.pk},
    "inspected-withdraw": lambda of: {"pk": of.inspected.pk},
}  # fmt: skip
