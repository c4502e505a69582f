"""A thing with two findings, a proposal with a file, a judgement and an answer."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings import services
from phaseout.web.findings.files import accepted
from phaseout.web.findings.models import Finding
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.models import Person
from web.furnishing.secret import SECRET

MEASURE = "ca-qc/hikvision-dahua-order"


def asset_in(organisation: Organisation, label: str, site: Site | None = None, **fields: str) -> Asset:
    """Put a thing into an organisation."""
    now = timezone.now()
    asset = Asset(organisation=organisation, site=site, label=label, first_seen=now, last_seen=now, **fields)
    asset.save()
    return asset


def answer_of(
    outcome: str = "applies", *, measure: str = MEASURE, act: str = "use", **more: object
) -> dict[str, object]:
    """Return a determination as the contract's document has it."""
    leaf = {"claim": "c", "truth": "yes", "because": [], "evidence": [f"o1 {SECRET}"], "code": "relation.named",
            "params": {"maker": "hikvision", "named": "hikvision"}, "fact": "maker"}  # fmt: skip
    reason = {"claim": "It applies", "truth": "yes", "because": [leaf], "evidence": [], "code": "outcome.applies",
              "params": {"text_en": "The order", "text_fr": "L’arrêté", "act": "use"}, "fact": None}  # fmt: skip
    return {
        "measure": measure, "act": act, "outcome": outcome, "on": None, "until": None, "questions": [],
        "reason": reason, "checked_through": "2024-01-31", "clause": "new", "duty": "prohibit", **more,
    }  # fmt: skip


def recorded(
    asset: Asset, *answers: dict[str, object], survey: int = 1, edition: str = "2026.11.26", by: int
) -> list[Finding]:
    """Record answers on a thing as a survey does, and return its findings."""
    services.record(
        [(asset.pk, answers)], organisation=asset.organisation_id, edition=edition,
        as_of=date(2026, 11, 27), survey=survey, by=by,
    )  # fmt: skip
    return list(Finding.everything.filter(asset=asset).order_by("measure", "act"))


def assessor(organisation: Organisation) -> Access:
    """Return what somebody may do who assesses there, with a name that is nobody else's to read."""
    person, _ = Person.objects.get_or_create(
        email=f"assessor{organisation.pk}@example.org", defaults={"name": f"Assessor {SECRET}"}
    )
    return Access(person=person.pk, reach={Permission.ASSESS: frozenset({organisation.pk})})


def put(there: SimpleNamespace) -> Mapping[str, object]:
    organisation = there.organisation
    access = assessor(organisation)
    site = Site(organisation=organisation, ref=f"hq {SECRET}", name_en=f"Headquarters {SECRET}")
    site.save()
    asset = asset_in(organisation, f"cam-17 {SECRET}", site, model=f"DS-2 {SECRET}", maker="hikvision")
    asked = answer_of("undetermined", act="install", questions=["purpose"])
    install, use = recorded(asset, answer_of(), asked, by=access.person)
    files = [accepted(SimpleUploadedFile(f"label {SECRET}.txt", SECRET.encode()))]
    proposal = services.propose(
        access, use, use.version, verdict="exception", reason=f"Because {SECRET}",
        expires=timezone.localdate() + timedelta(days=90), files=files,
    )  # fmt: skip
    services.assess(access, install, install.version, reason=f"It shows {SECRET}")
    given = services.answer(
        access, Place(organisation=organisation.pk, site=site.pk), "purpose",
        values=["public-safety"], reason=f"I know {SECRET}", on=timezone.localdate(),
    )  # fmt: skip
    earlier = services.answer(
        access, Place(organisation=organisation.pk), "purpose",
        values=["public-safety"], reason=f"I knew {SECRET}", on=timezone.localdate(),
    )  # fmt: skip
    services.withdraw_answer(access, earlier, reason=f"It was {SECRET}")
    return {
        "answer": given,
        "finding": use,
        "other_finding": install,
        "proposal": proposal,
        "attachment": proposal.attachments.get(),
    }


EXAMPLES = {
    "finding": lambda of: {"pk": of.finding.pk},
    "finding_assess": lambda of: {"pk": of.finding.pk},
    "finding_propose": lambda of: {"pk": of.finding.pk},
    "judgement_decide": lambda of: {"pk": of.proposal.pk},
    "judgement_withdraw": lambda of: {"pk": of.proposal.pk},
    "attachment": lambda of: {"pk": of.attachment.pk},
    "asset_findings": lambda of: {"pk": of.finding.asset_id},
    "question": lambda _: {"fact": "purpose"},
    "answer_withdraw": lambda of: {"pk": of.answer.pk},
    "question_answer": lambda _: {"fact": "purpose"},
    "measure": lambda _: {"measure": MEASURE},
}
