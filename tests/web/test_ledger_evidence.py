"""Does the archive for an auditor take the leaves of its replacements along, each proven?"""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone

from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Verdict
from phaseout.ledger.key import SigningKey
from phaseout.ledger.opened import Bundle
from phaseout.ledger.verifying import verify
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.events.services import noted
from phaseout.web.ledger.models import Checkpoint, Ledger
from phaseout.web.ledger.services.signing import due, sign
from phaseout.web.replacement.vocabulary import State
from phaseout.web.reports import services
from phaseout.web.reports.bundle import write_bundle
from phaseout.web.reports.keeping import document_in
from phaseout.web.reports.kinds import Kind
from web.conftest import NOON
from web.furnishing.findings import asset_in
from web.furnishing.replacement import moved, taken_in


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> SigningKey:
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    made = SigningKey.generate("city.example/ledger")
    made.save(settings.LEDGER_KEY)
    return made


@pytest.fixture
def report(world, access_with):
    """Return a report on one replacement of two steps."""
    access = access_with(Role.ANALYST)
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    moved(access, taken_in(access, asset_in(world.home, "cam-1", site, maker="hikvision")), State.TRIAGED)
    wanted = services.Wanted(
        kind=Kind.EVIDENCE, organisation=world.home.pk, sites=(), begin=date(2026, 11, 1), end=NOON.date()
    )
    return services.make_now(access_with(Role.AUDITOR), wanted)


def archive_of(report, access) -> dict[str, bytes]:
    written = io.BytesIO()
    write_bundle(document_in(report), access, written)
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_state_is_signed_as_soon_as_evidence_was_made_and_not_for_another_report(
    report, world, access_with, key, noon
):
    ledger, auditor = Ledger.everything.get(), access_with(Role.AUDITOR)
    sign(ledger.pk, key, timezone.now())
    noon.shift(timedelta(hours=1))
    days = {"begin": date(2026, 11, 1), "end": NOON.date()}
    for kind, expected in ((Kind.DISPOSAL, []), (Kind.EVIDENCE, [ledger.pk])):
        made = services.make_now(
            auditor, services.Wanted(kind=kind, organisation=world.home.pk, sites=(), **days)
        )
        assert due(timezone.now()) == expected
    sign(ledger.pk, key, timezone.now())
    assert due(timezone.now()) == []
    assert f"ledger/organisation-{world.home.pk}.zip" in archive_of(made, auditor)


def test_the_leaves_are_proven_and_the_same_after_further_states(report, world, access_with, key, tmp_path):
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    auditor = access_with(Role.AUDITOR)
    name = f"ledger/organisation-{world.home.pk}.zip"
    first = archive_of(report, auditor)[name]
    seen = Checkpoint.everything.get().note
    noted(
        access_with(Role.ADMINISTRATOR), world.home.pk, "grant-given", about="Ada", after={"role": "reader"}
    )
    sign(ledger.pk, key, timezone.now() + timedelta(days=1))
    assert archive_of(report, auditor)[name] == first
    path = tmp_path / "ledger.zip"
    path.write_bytes(first)
    with Bundle(path) as bundle:
        done = verify(bundle, [key.verifier], read_checkpoints(seen.encode(), ""))
    assert (done.verdict, done.is_whole, done.findings) == (Verdict.VERIFIED, False, ())
    assert done.leaves >= 2, "taken in, and moved"


def test_leaves_of_no_signed_state_are_named_as_not_proven(report, world, access_with):
    found = archive_of(report, access_with(Role.AUDITOR))
    said = json.loads(found[f"ledger/organisation-{world.home.pk}.json"])
    assert len(said["not_proven"]) > 0
    assert "no signed state" in said["why"]


def test_who_may_not_audit_takes_no_leaf_along(report, access_with):
    assert not [name for name in archive_of(report, access_with(Role.READER)) if name.startswith("ledger/")]
