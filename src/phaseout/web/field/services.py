"""What keeps what somebody saw or photographed in the field, and what they confirm of a label?"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phaseout.web.discussion.services import comment
from phaseout.web.estate.models import Asset
from phaseout.web.estate.services import meet, read_label
from phaseout.web.field.models import Settled, Visit, VisitPhoto, What
from phaseout.web.field.photograph import Photograph, photograph_in
from phaseout.web.field.queries import LONGEST_LOOK, LOOKING, kept_under
from phaseout.web.findings.files import Accepted
from phaseout.web.findings.services import keep_file
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.limits import alone
from phaseout.web.frame.pictures import JPEG, Picture
from phaseout.web.frame.undertaking.services import written
from phaseout.web.frame.versioned import ChangedMeanwhileError

BUSY = "busy"
"""Code of a refusal after which the same may be sent again."""
_NOTHING = Photograph(None, None, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody says of a thing, as it was sent."""

    key: UUID
    what: str
    said: datetime
    note: str = ""
    picture: "UploadedFile[bytes] | None" = None

    def digest(self, asset: Asset) -> str:
        """Return by what the same is known again; a page is sent without the moment, so it is left out."""
        found = hashlib.sha256(f"{asset.pk}\0{self.what}\0{self.note}\0".encode())
        for chunk in self.picture.chunks() if self.picture else ():
            found.update(chunk)
        return found.hexdigest()


def visit(access: Access, asset: Asset, sent: Sent) -> Visit:
    """Keep what was seen of a thing, or photographed; what was kept under its key before is returned.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ValidationError: the photograph is none, or too large; another one of theirs is being looked at
            (``BUSY``); or something else was sent under the key.
    """
    access.require(Permission.SURVEY, asset.organisation_id)
    digest = sent.digest(asset)
    known = kept_under(access, sent.key)
    if known is None:
        seen = _looked_at(access, sent.picture) if sent.picture else _NOTHING
        try:
            return _kept(access, asset, sent, digest, seen)
        except IntegrityError:  # sent twice at once: the other one was first
            known = kept_under(access, sent.key)
            if known is None:
                raise
    if known.digest != digest:
        raise ValidationError(_("Something else was sent under this key before."))
    return known


def _looked_at(access: Access, picture: "UploadedFile[bytes]") -> Photograph:
    with alone(LOOKING, str(access.person), seconds=LONGEST_LOOK) as is_first:
        if not is_first:
            why = _("Another photograph of yours is being looked at. Send this one again in a minute.")
            raise ValidationError(why, code=BUSY)
        return photograph_in(cast("BinaryIO", picture))


@written()
def _kept(access: Access, asset: Asset, sent: Sent, digest: str, seen: Photograph) -> Visit:
    row = Visit(
        asset=asset, by_id=access.person, key=sent.key, digest=digest, what=sent.what, said=sent.said,
        refused=seen.refused or "", read=[list(label) for label in seen.labels],
        comment=comment(access, asset, sent.note) if sent.note else None,
    )  # fmt: skip
    row.save()
    if sent.what in (What.SEEN, What.BEFORE):
        meet(access, asset, sent.said)
    noted(access, asset.organisation_id, "visited", about=str(asset), after={"visited": sent.what})
    if seen.picture is not None:
        keep_file(VisitPhoto(visit=row, by_id=access.person), _file_of(row, seen.picture))
    return row


def _file_of(row: Visit, picture: Picture) -> Accepted:
    """Return the picture as a file, under a name of ours: what a telephone calls it may tell where it was."""
    name = f"{row.what}-{row.asset_id}-{row.pk}.{'jpg' if picture.kind == JPEG else 'png'}"
    return Accepted(
        file=SimpleUploadedFile(name, picture.content, picture.kind),
        name=name,
        stored=f"visits/{secrets.token_hex(1)}/{secrets.token_hex(16)}",
        kind=picture.kind,
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).hexdigest(),
    )


@transaction.atomic
def confirm(access: Access, row: Visit, asset: Asset, version: int, *, serial: str, model: str) -> None:
    """Take over what a person says that a label says.

    Args:
        row: a photograph of a label that waits.
        asset: the thing it was shown with.
        version: of the thing as it was shown.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ChangedMeanwhileError: somebody changed the thing since, or dealt with the photograph.
        ValidationError: another thing has this serial number.
    """
    access.require(Permission.SURVEY, asset.organisation_id)
    _settle(row, asset, Settled.CONFIRMED)
    read_label(access, asset, version, serial=serial, model=model)
    meet(access, asset, row.said)


@transaction.atomic
def dismiss(access: Access, row: Visit) -> None:
    """Say that nothing that was read on a label is taken over.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ChangedMeanwhileError: somebody dealt with the photograph since.
    """
    access.require(Permission.SURVEY, row.asset.organisation_id)
    _settle(row, row.asset, Settled.DISMISSED)
    noted(access, row.asset.organisation_id, "label-dismissed", about=str(row.asset))


@transaction.atomic
def move(access: Access, row: Visit, asset: Asset) -> None:
    """Say that a label is of another asset of the same organisation.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ChangedMeanwhileError: somebody dealt with the photograph since.
        ValueError: the other asset belongs to another organisation.
    """
    access.require(Permission.SURVEY, row.asset.organisation_id)
    if asset.organisation_id != row.asset.organisation_id:
        raise ValueError("an asset of another organisation")
    waiting = _waiting(row, row.asset)
    if not waiting.update(asset=asset):
        raise ChangedMeanwhileError
    noted(access, asset.organisation_id, "visit-moved", about=str(row.asset), after={"asset": str(asset)})


def _settle(row: Visit, asset: Asset, settled: Settled) -> None:
    waiting = _waiting(row, asset)
    if not waiting.update(settled=settled):
        raise ChangedMeanwhileError


def _waiting(row: Visit, asset: Asset) -> QuerySet[Visit]:
    return Visit.everything.filter(pk=row.pk, asset=asset, what=What.LABEL, settled=Settled.OPEN)
