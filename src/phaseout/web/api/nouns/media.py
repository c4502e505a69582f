"""Which storage media are there, how was each sanitised, and through whose hands did it go?"""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown, unless_it_has
from phaseout.web.api.faults import cleaned
from phaseout.web.api.narrowed import OfReplacementsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.findings.files import KINDS, handed_out
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.media_forms import Certifying, Handing, Listing
from phaseout.web.replacement.models import Medium, Photo
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.vocabulary import Category, Sort

SURVEY = Permission.SURVEY
NOUN = Noun("media")
ONE = "/media/{int:pk}"


class MediumIn(Sent):
    """What is known of a medium before it is sanitised."""

    sort: Annotated[str, OneOf(Sort)]
    maker: str = Field("", max_length=200)
    model: str = Field("", max_length=200)
    serial: str = Field("", max_length=200)
    property_no: str = Field("", max_length=200)
    source: str = Field("", max_length=200)
    before: str = Field("", max_length=60)


class CertificateIn(Sent):
    """A whole certificate: the fields of the one in NIST SP 800-88 Rev. 1, as far as we know that text."""

    is_free: bool
    """Whether somebody asked if anyone waits for what is on it, and nobody does."""
    category: Annotated[str, OneOf(Category)]
    method: str = Field(max_length=200)
    tool: str = Field(max_length=200)
    verification: str = Field(max_length=200)
    after: str = Field("", max_length=60)
    destination: str = Field(max_length=200)
    sanitiser: str = Field(max_length=200)
    sanitiser_title: str = Field(max_length=200)
    sanitiser_phone: str = Field("", max_length=60)
    sanitiser_signature: str = Field("", max_length=200)
    """Where the signed paper is, or by what it was signed."""
    sanitised_on: date
    sanitised_at: str = Field(max_length=200)
    verifier: str = Field(max_length=200)
    verifier_title: str = Field(max_length=200)
    verifier_phone: str = Field("", max_length=60)
    verifier_signature: str = Field("", max_length=200)
    verified_on: date
    verified_at: str = Field(max_length=200)


class HandoverIn(Sent):
    """That a medium went from one to another."""

    giver: str = Field(max_length=200)
    taker: str = Field(max_length=200)
    when: date
    place: str = Field(max_length=200)
    seal: str = Field("", max_length=60)


class HandoverOut(Schema):
    """A handover that was recorded."""

    id: int
    giver: str
    taker: str
    when: date
    place: str
    seal: str


class MediumOut(Schema):
    """A storage medium; what its certificate says is empty while there is none."""

    id: int
    replacement: int
    sort: Annotated[str, OneOf(Sort)]
    maker: str
    model: str
    serial: str
    property_no: str
    source: str
    before: str
    is_sanitised: bool
    """Whether its certificate is whole."""
    is_free: bool
    category: Annotated[str, OneOf(Category, "")]
    method: str
    tool: str
    verification: str
    after: str
    destination: str
    sanitiser: str
    sanitiser_title: str
    sanitiser_phone: str
    sanitiser_signature: str
    sanitised_on: date | None
    sanitised_at: str
    verifier: str
    verifier_title: str
    verifier_phone: str
    verifier_signature: str
    verified_on: date | None
    verified_at: str
    version: int


class MediumWhole(MediumOut):
    """A medium with the hands it went through, in their order."""

    handovers: list[HandoverOut]


def _whole(request: Call, pk: int) -> MediumWhole:
    row = get_object_or_404(Medium.objects.visible_to(request.access), pk=pk)
    shown(request, row.version)
    hands = [told(HandoverOut, one) for one in row.handovers.order_by("pk")]
    return told(MediumWhole, row, handovers=hands)


def _within(request: Call) -> QuerySet[Medium]:
    return Medium.objects.within(request.access, SURVEY).select_related("replacement__asset")


@NOUN.lists("/media", "api-media", MediumOut, filters=OfReplacementsNarrowed)
def media(request: Call) -> object:
    """List the storage media within reach."""
    rows = Medium.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: told(MediumOut, row), filters=OfReplacementsNarrowed)


@NOUN.shows(ONE, "api-medium", MediumWhole)
def medium(request: Call, pk: int) -> object:
    """Show a storage medium, its certificate, and through whose hands it went."""
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path="/replacements/{int:pk}/media",
        name="api-replacement-media",
        needs=SURVEY,
        answers=MediumWhole,
        status=201,
    )
)
def add(request: Call, pk: int, given: MediumIn) -> object:
    """List a storage medium of something that is replaced."""
    owner = replacement_within(request, pk, SURVEY)
    row = services.list_medium(request.access, owner, cleaned(Listing(given.model_dump())))
    made(request, f"/api/v1/media/{row.pk}")
    return _whole(request, row.pk)


@NOUN.does(
    Operation(
        method="PUT",
        path=f"{ONE}/certificate",
        name="api-medium-certificate",
        needs=SURVEY,
        answers=MediumWhole,
        is_versioned=True,
    )
)
def certify(request: Call, pk: int, given: CertificateIn) -> object:
    """Record how it was sanitised and verified; that then stays as it was written."""
    row = get_object_or_404(_within(request), pk=pk)
    version = seen_version(request, row.version)
    form = Certifying({**given.model_dump(), "version": version}, instance=row)
    said: dict[str, Any] = cleaned(form)
    services.certify(request.access, row, said.pop("version"), said)
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/handovers",
        name="api-medium-handovers",
        needs=SURVEY,
        answers=MediumWhole,
        status=201,
    )
)
def hand_over(request: Call, pk: int, given: HandoverIn) -> object:
    """Record that it went from one to another: from who had it last."""
    row = get_object_or_404(_within(request), pk=pk)
    services.hand_over(request.access, row, **cleaned(Handing(given.model_dump())))
    return _whole(request, pk)


@NOUN.shows("/photos/{int:pk}", "api-photo", None, gives=KINDS)
def photo(request: Call, pk: int) -> HttpResponseBase:
    """Hand out a photograph or paper that was given with a move."""
    row = get_object_or_404(Photo.objects.visible_to(request.access), pk=pk)
    return unless_it_has(request, row.sha256, lambda: handed_out(row))
