"""What did surveys see of a thing, in which file and where, by which it is known what the thing is?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from phaseout.domain.asset import Asset as Thing
from phaseout.domain.claim import Claim, Dimension
from phaseout.report.json_bytes import Object
from phaseout.web.estate.models import Asset, Told
from phaseout.web.estate.queries import told_of
from phaseout.web.findings.grounds import DIMENSIONS, Grounds, Seen, Statement
from phaseout.web.frame.access import Access, Permission
from phaseout.web.surveys.models import Survey, SurveyedAsset
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.queries import shown_of

_THING: TypeAdapter[Thing] = TypeAdapter(Thing)


def grounds_of(access: Access, asset: Asset, survey: int | None) -> Grounds:
    """Return what the survey answered for saw of a thing, then what people and other surveys said."""
    shown = [_Shown(access, one) for one in shown_of(asset, survey)]
    told = told_of(asset, DIMENSIONS)
    others = told.exclude(survey=survey) if shown else told
    of_fact: dict[str, tuple[str, ...]] = {}
    for one in shown:
        for fact, ids in one.of_fact.items():
            of_fact[fact] = (*of_fact.get(fact, ()), *ids)
    stated = (said for one in shown for said in one.statements())
    return Grounds(
        statements=(*stated, *_told(access, asset, list(others))),
        seen={id_: seen for one in shown for id_, seen in one.seen.items()},
        of_fact=of_fact,
    )


class _Shown:
    """A thing as a survey showed it."""

    def __init__(self, access: Access, surveyed: SurveyedAsset) -> None:
        kept = cast("tuple[Object, Mapping[str, list[str]]]", unpacked(bytes(surveyed.packed)))
        head = cast("Mapping[str, list[Mapping[str, str]]]", unpacked(bytes(surveyed.survey.document.head)))
        self._thing = _THING.validate_python({**kept[0], "determinations": []})
        self._surveyed, self._survey = surveyed, surveyed.survey
        self.of_fact = {fact: tuple(ids) for fact, ids in kept[1].items()}
        may_read = access.may(Permission.READ, self._survey.organisation_id)
        self._address = reverse("surveyed", args=[self._survey.pk, surveyed.position]) if may_read else ""
        files = {one["id"]: one["name"] for one in head["sources"]}
        self.seen = {
            one.id: Seen(
                id=one.id, trait=one.trait, value=one.value, source=files.get(one.source, one.source),
                locator=one.locator, address=f"{self._address}#{one.id}" if may_read else "",
            )
            for one in self._thing.observations
        }  # fmt: skip

    def statements(self) -> Iterator[Statement]:
        """Yield what it claims, or what is disputed."""
        said = self._thing.identification
        for dimension in map(Dimension, DIMENSIONS):
            rivals = [claim for one in said.conflicts if one.dimension is dimension for claim in one.claims]
            claim: Claim = getattr(said, dimension.value)
            if claim.value is not None and all(claim.value != one.value for one in rivals):
                yield self._statement(dimension, claim)
            for one in rivals:
                yield self._statement(dimension, one, is_disputed=True)

    def _statement(self, dimension: Dimension, claim: Claim, *, is_disputed: bool = False) -> Statement:
        return Statement(
            dimension=dimension.value,
            value=claim.value or "",
            grade=claim.grade.value,
            bases=tuple(basis.value for basis in claim.bases),
            is_disputed=is_disputed,
            seen=tuple(self.seen[one] for one in dict.fromkeys(claim.evidence) if one in self.seen),
            survey=self._survey.pk,
            survey_name=self._survey.name,
            address=self._address,
            on=self._day(),
        )

    def _day(self) -> date:
        """Return the day it was seen: as its files say, as people said, or when it was brought in."""
        if self._surveyed.seen is not None:
            return localtime(self._surveyed.seen).date()
        return self._survey.looked_on or localtime(self._survey.entered).date()


def _told(access: Access, asset: Asset, told: list[Told]) -> Iterator[Statement]:
    """Yield what people said, then what other surveys said."""
    names_people = access.may(Permission.AUDIT, asset.organisation_id)
    surveys = Survey.objects.visible_to(access).in_bulk({one.survey for one in told if one.survey})
    for one in sorted(told, key=lambda one: one.survey is not None):
        survey = surveys.get(one.survey or 0)
        source = one.source if one.survey is not None else ""
        person = "" if one.survey is not None else one.source if names_people else _("a person")
        yield Statement(
            dimension=one.field, value=one.value, grade=one.grade, source=source, survey=one.survey,
            survey_name=survey.name if survey else "",
            address=reverse("survey", args=[survey.pk]) if survey else "",
            person=person, on=localtime(one.at).date(),
        )  # fmt: skip
