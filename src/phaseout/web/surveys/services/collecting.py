"""What happens to a bundle somebody brings in, of which nothing is believed?"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError

from phaseout.collected.judging import Code, Judged, judge
from phaseout.collected.manifest import FileKind, Manifest
from phaseout.collected.opened import CollectedBundle
from phaseout.collected.sealed import is_sealed, opened
from phaseout.domain.problem import SourceError
from phaseout.ledger.key import read_keys
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.undertaking.services import undertaking, written
from phaseout.web.surveys.models import Collected, LookScope, Standing, State, Survey
from phaseout.web.surveys.queries.scopes import collected_as, collected_with, scope_of_file
from phaseout.web.surveys.services.bringing import Brought, entered, kept_files
from phaseout.web.surveys.services.scope_key import opening_key, public_key
from phaseout.web.surveys.text_column import column_text

NEVER_READ = (State.FAILED, State.CANCELLED)
"""What was collected may then be brought in once more."""


class Refusal(StrEnum):
    """Why a bundle is not taken, beside what is wrong with it by itself (``Code``)."""

    NO_BUNDLE = "no-bundle"
    UNKNOWN_SCOPE = "unknown-scope"
    WITHDRAWN = "withdrawn"


class RefusedError(Exception):
    """A bundle that is not taken."""

    def __init__(self, why: Refusal | Code, about: str = "") -> None:
        super().__init__(why)
        self.why, self.about = why, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A bundle that is there."""

    collected: Collected
    is_new: bool
    """Whether it came in just now; else nothing was changed."""


def bring_bundle(access: Access, given: "UploadedFile[bytes]", as_of: date) -> Taken:
    """Verify a bundle, keep its files and have them examined; one that is there already changes nothing.

    Args:
        access: of whoever brings it in.
        given: the file, sealed for this server or not.
        as_of: the day the law is asked about.

    Raises:
        RefusedError: it is no bundle, forged, replayed, cut, or of no scope of theirs.
    """
    with _on_disk(given) as path:
        try:
            with CollectedBundle(path) as bundle:
                scope = _scope_of(access, bundle.manifest)
                done = _judged(bundle, scope)
                _refuse_faulty(access, scope, done)
                return _taken(access, bundle, scope, done, as_of)
        except SourceError as error:
            raise RefusedError(Refusal.NO_BUNDLE, error.what) from error


@contextmanager
def _on_disk(given: "UploadedFile[bytes]") -> Iterator[Path]:
    """Give a bundle as a file, as it was before it was sealed, in a folder that goes again.

    Raises:
        RefusedError: it was sealed for somebody else.
    """
    with tempfile.TemporaryDirectory(prefix="phaseout-") as folder:
        path = Path(folder) / "bundle.zip"
        with path.open("wb") as file:
            for part in given.chunks():
                file.write(part)
        if is_sealed(path):
            try:
                path.write_bytes(opened(path, opening_key()))
            except SourceError as error:
                raise RefusedError(Refusal.NO_BUNDLE, error.what) from error
        yield path


def _scope_of(access: Access, manifest: Manifest) -> LookScope:
    scope = scope_of_file(access, manifest.scope.sha256)
    if scope is None:
        raise RefusedError(Refusal.UNKNOWN_SCOPE, manifest.scope.id)
    return scope


def _judged(bundle: CollectedBundle, scope: LookScope) -> Judged:
    observed = [one.sha256 for one in bundle.manifest.files if one.kind is FileKind.OBSERVATIONS and one.size]
    taken = [Manifest.of(one.manifest.encode()) for one in collected_with(observed)]
    server = public_key()
    keys = [*read_keys(scope.collectors), *([server] if server else [])]
    return judge(bundle, keys, scope=scope.sha256, taken=taken)


def _refuse_faulty(access: Access, scope: LookScope, done: Judged) -> None:
    """Refuse what is not to be believed, and note that somebody tried.

    Raises:
        RefusedError: with the first of its faults.
    """
    why: Refusal | Code | None = done.faults[0].code if done.faults else None
    about = done.faults[0].name if done.faults else scope.name
    if why is None and scope.withdrawn and _time(done.manifest.ended) > scope.withdrawn:
        why = Refusal.WITHDRAWN
    if why is not None:
        worst = why if isinstance(why, Refusal) else done.standing
        after = {"standing": f"bundle-{worst.value}", "digest": done.manifest.id}
        noted(access, scope.organisation_id, "bundle-refused", about=scope.name, after=after)
        raise RefusedError(why, about)


def _taken(
    access: Access, bundle: CollectedBundle, scope: LookScope, done: Judged, as_of: date
) -> Taken:  # fmt: skip
    there = collected_as(done.manifest.id)
    if there is not None and there.survey.state not in NEVER_READ:
        return Taken(collected=there, is_new=False)
    access.require(Permission.SURVEY, scope.organisation_id)
    brought = _brought(scope, done.manifest, _files(bundle), as_of)
    try:
        with undertaking():
            made = _entered(access, scope, done, brought, there)
    except IntegrityError:  # somebody else brought the same in at this moment
        found = collected_as(done.manifest.id)
        if found is None:
            raise
        return Taken(collected=found, is_new=False)
    return Taken(collected=made, is_new=True)


def _entered(
    access: Access, scope: LookScope, done: Judged, brought: Brought, there: Collected | None
) -> Collected:
    kept = kept_files(brought.files)
    with written():
        survey = entered(access, brought, kept)
        if there is not None:
            there.delete()
        made = _collected(scope, survey, done)
        made.save()
        after = {"digest": made.digest, "standing": f"bundle-{made.standing}"}
        noted(access, scope.organisation_id, "bundle-brought", about=survey.name, after=after)
    return made


def _files(bundle: CollectedBundle) -> Iterator["File[bytes]"]:
    """Give the files of a bundle one after the other, under the names their owners gave them.

    One is open at a time: a thousand would leave none for whoever else asks.
    """
    with tempfile.TemporaryDirectory(prefix="phaseout-") as folder:
        path = Path(folder) / "file"
        for number, said in enumerate(bundle.manifest.files, 1):
            with path.open("wb") as out:
                for part in bundle.file(number):
                    out.write(part)
            with path.open("rb") as file:
                yield File(file, name=Path(said.name).name)


def _brought(scope: LookScope, manifest: Manifest, files: Iterator["File[bytes]"], as_of: date) -> Brought:
    return Brought(
        files=files,
        organisation=scope.organisation,
        site=_site_of(scope),
        name=column_text(f"{scope.name}, {manifest.begun[:10]}", 200),
        looked_on=_time(manifest.begun).date(),
        as_of=as_of,
    )


def _site_of(scope: LookScope) -> Site | None:
    """Return the one site of a scope: where it has several, the lines themselves say it."""
    refs = {one["site"] for one in scope.ranges}
    rows = Site.everything.filter(organisation=scope.organisation_id, ref__in=refs)
    return rows.first() if len(refs) == 1 else None


def _collected(scope: LookScope, survey: Survey, done: Judged) -> Collected:
    signer = next((one for one in done.signers), None)
    manifest = done.manifest
    return Collected(
        survey=survey,
        scope=scope,
        digest=manifest.id,
        standing=Standing.KNOWN if signer else Standing.UNSIGNED,
        key=str(signer or ""),
        collector=column_text(manifest.collector, 255),
        begun=_time(manifest.begun),
        ended=_time(manifest.ended),
        manifest=manifest.written().decode(),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
