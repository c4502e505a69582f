"""What may be kept of a photograph of a thing or its label, and what do the codes in it say?

A code on a label mostly bears a verification or safety code, which opens the camera, and the same one is
printed beside it as text. That all of the text is found nobody can promise, so that blurring the code would
promise what is not kept: such a picture is not kept at all, only what its code says of the thing. Nor is one
in whose text a credential is found, where text can be looked for.
"""

import re
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from phaseout.domain.label_code import LabelCode, label_code
from phaseout.intake.credential import Cleaned, without_credentials
from phaseout.intake.label_code import IS_EXPORT
from phaseout.intake.photograph.seen import NO_CODE, Seen, seen_in
from phaseout.web.field.text import text_in
from phaseout.web.frame.pictures import Picture, written_anew

_TRAIT = "label.code"
_BARE = re.compile(r"[A-Z]\d{8,9}|(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{15}")
"""A letter and digits (Hikvision), or fifteen of both (Dahua): facts, programme.md §5.2."""


class Refusal(StrEnum):
    """Why a picture is not kept."""

    EXPORT = "export"
    """A code in it hands over many devices with their passwords; nothing of it is told either."""
    CREDENTIAL = "credential"
    """A code or a text in it bears a credential."""
    NOT_LOOKED_THROUGH = "not-looked-through"
    """Whether a code in it bears a credential is not known: looking took too long, or did not start."""


class Photograph(NamedTuple):
    """What a photograph gave; no text of a code is in it but what a label says of the thing."""

    picture: Picture | None
    """Written anew; None where it is refused."""
    refused: Refusal | None
    labels: tuple[LabelCode, ...]
    """Each once, in the order they were found."""


def photograph_in(file: BinaryIO) -> Photograph:
    """Return what may be kept of the picture in a file.

    The codes are read in the picture as it would be kept, not in the file: what is clean is what is kept.
    What cannot be read is not found: no refusal means that nothing that was read bears a credential.

    Raises:
        ValidationError: it is no picture, damaged, or too large (see ``pictures``).
    """
    picture = written_anew(file)
    codes, missed = _codes_of(picture)
    refused = _refusal_in(picture, codes, missed)
    labels = () if refused is Refusal.EXPORT else _labels_of(codes)
    return Photograph(None if refused else picture, refused, labels)


def refuse_credentials(picture: Picture) -> None:
    """Let a picture that somebody attaches be kept, if nothing that was read in it bears a credential.

    Raises:
        ValidationError: it does, or could not be looked through.
    """
    codes, missed = _codes_of(picture)
    match _refusal_in(picture, codes, missed):
        case None:
            return
        case Refusal.NOT_LOOKED_THROUGH:
            raise ValidationError(
                _("Whether the picture bears a credential could not be found out. Send a smaller one.")
            )
        case Refusal.EXPORT | Refusal.CREDENTIAL:
            raise ValidationError(
                _("The picture shows a verification code or a password, and is kept nowhere.")
            )


def _refusal_in(picture: Picture, codes: list[Cleaned], missed: tuple[str, ...]) -> Refusal | None:
    return _refusal_of(codes, missed) or _refusal_of_text(picture)


@sensitive_variables()
def _codes_of(picture: Picture) -> tuple[list[Cleaned], tuple[str, ...]]:
    """Return what may be kept of the text of a code, and what was not read. Nobody else holds the texts."""
    seen = _seen_in(picture)
    codes = []
    for code in seen.codes:  # a comprehension would be a frame of its own, which reports of errors show
        codes.append(without_credentials(_TRAIT, code.text))  # noqa: PERF401
    return codes, seen.missed


def _seen_in(picture: Picture) -> Seen:
    """Look at it in a temporary file of its owner alone, which is gone before anything else happens."""
    with NamedTemporaryFile(prefix="phaseout-") as lent:
        lent.write(picture.content)
        lent.flush()
        # A second code, harder to read, may bear what the first does not.
        return seen_in(Path(lent.name), in_every_way=True)


def _refusal_of(codes: list[Cleaned], missed: tuple[str, ...]) -> Refusal | None:
    if any(one.dropped == IS_EXPORT for one in codes):
        return Refusal.EXPORT
    if any(one.dropped for one in codes):
        return Refusal.CREDENTIAL
    return Refusal.NOT_LOOKED_THROUGH if any(why != NO_CODE for why in missed) else None


def _refusal_of_text(picture: Picture) -> Refusal | None:
    text = text_in(picture.content)
    return Refusal.CREDENTIAL if text is not None and text.bears_credential else None


def _labels_of(codes: list[Cleaned]) -> tuple[LabelCode, ...]:
    said = (label_code(code.value or "") or _bare_serial(code.value or "") for code in codes)
    return tuple(dict.fromkeys(one for one in said if one is not None))


def _bare_serial(text: str) -> LabelCode | None:
    """Return what a bar code says that has a serial number alone, as labels of both makers have it."""
    serial = text.strip().upper()
    return LabelCode("", serial, "") if _BARE.fullmatch(serial) else None
