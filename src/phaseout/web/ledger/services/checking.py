"""How is a ledger verified where it is kept: its rows, its tree, what was signed, and what it tells of?"""

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from phaseout.ledger.checkpoint import Signed, read_checkpoints
from phaseout.ledger.finding import Findings
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.opened import Bundle
from phaseout.ledger.verifying import Verification, verify
from phaseout.web.frame.access import Access, Permission
from phaseout.web.ledger.models import Check, Ledger, Progress
from phaseout.web.ledger.queries import moment_of
from phaseout.web.ledger.services.comparing import compare
from phaseout.web.ledger.services.keys import public_key
from phaseout.web.ledger.services.packing import packed

log = logging.getLogger("phaseout.web.ledger")


@transaction.atomic
def ask_to_verify(access: Access, ledger: Ledger, seen: str) -> Check:
    """Have a ledger verified, beside states that somebody kept.

    Raises:
        PermissionDenied: somebody may not see who did what there.
        NoteError: what they kept are no signed states.
    """
    access.require(Permission.AUDIT, ledger.organisation_id)
    read_checkpoints(seen.encode(), "")
    check = Check(ledger=ledger, by_id=access.person, seen=seen)
    check.save()
    transaction.on_commit(partial(_enqueue, check.pk))
    return check


def _enqueue(pk: int) -> None:
    from phaseout.web.ledger import tasks  # which imports the services it runs

    tasks.check.enqueue(pk)


def run(pk: int) -> None:
    """Verify a ledger, and write down what it came to."""
    row = Check.everything.get(pk=pk)
    if row.progress == Progress.DONE:
        return
    try:
        done = verified(row.ledger_id, read_checkpoints(row.seen.encode(), ""))
    except Exception:
        Check.everything.filter(pk=pk).update(progress=Progress.FAILED, finished=timezone.now())
        raise
    Check.everything.filter(pk=pk).update(
        progress=Progress.DONE, finished=timezone.now(), verdict=done.verdict.value, found=_kept(done)
    )


def verified(ledger: int, seen: Sequence[Signed], keys: Sequence[VerifierKey] | None = None) -> Verification:
    """Return what a ledger of this database is found to be.

    Args:
        ledger: primary key.
        seen: states that somebody kept.
        keys: that are trusted; by default the one of which this server has the file.
    """
    own = public_key()
    trusted = ([own] if own else []) if keys is None else list(keys)
    moment = moment_of(ledger)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        with path.open("w+b") as stream:
            packed(moment, stream)
        with Bundle(path) as bundle:
            done = verify(bundle, trusted, seen)
    findings = Findings()
    compare(moment, findings)
    return replace(done, findings=(*done.findings, *findings.all()))


def _kept(done: Verification) -> dict[str, object]:
    return {
        "leaves": done.leaves, "signed": done.signed, "witnessed": done.witnessed,
        "disclosed": done.disclosed, "hidden": done.hidden,
        "findings": [
            {"code": one.code.value, "count": one.count, "leaves": list(one.leaves), "names": list(one.names)}
            for one in done.findings
        ],
    }  # fmt: skip
