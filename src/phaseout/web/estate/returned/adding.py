"""Is a row without a number a new site?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phaseout.web.estate.editable import OF_SITES, contradiction
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.returned.kind import Kind
from phaseout.web.estate.returned.values import unmarked, value_of
from phaseout.web.estate.services import SiteFacts
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A new site, or why it is none."""

    facts: SiteFacts | None = None
    problems: Sequence[tuple[str, str]] = ()
    """Column and reason."""


class Adding:
    """Reads rows without a number, one after the other."""

    def __init__(self, access: Access, kind: Kind) -> None:
        self._kind = kind
        self._organisations: dict[str, list[Organisation]] = defaultdict(list)
        self._only: Organisation | None = None
        self._taken: set[tuple[int, str]] = set()
        if kind.may_be_added:
            self._look_up(access)

    def _look_up(self, access: Access) -> None:
        mine = list(Organisation.objects.within(access, Permission.KEEP_ESTATE))
        for one in mine:
            for name in {folded(one.name_en), folded(one.name_fr)} - {""}:
                self._organisations[name].append(one)
        self._only = mine[0] if len(mine) == 1 else None
        within = Site.objects.within(access, Permission.KEEP_ESTATE)
        self._taken = {
            (organisation, ref) for organisation, ref in within.values_list("organisation_id", "ref")
        }

    def read(self, texts: Mapping[str, str]) -> Found:
        """Return what a row says; its reference is taken from then on."""
        if not self._kind.may_be_added:
            why = _("It has no number. Assets come in by surveys: no row can be added here.")
            return Found(problems=[("id", why)])
        problems: list[tuple[str, str]] = []
        values: dict[str, Any] = {}
        for name in ("ref", *self._kind.columns):
            if texts.get(name):
                try:
                    values[name] = value_of(name, texts[name])
                except ValidationError as error:
                    problems.append((name, " ".join(error.messages)))
        organisation = self._organisation(unmarked(texts.get("organisation", "")))
        if organisation is None:
            problems.append(
                ("organisation", _("Name the organisation it belongs to, one where you keep sites."))
            )
        problems += self._of_the_whole(values, organisation)
        if problems or organisation is None:
            return Found(problems=problems)
        self._taken |= {(organisation.pk, values["ref"])}
        return Found(facts=SiteFacts(organisation=organisation, **values))

    def _organisation(self, name: str) -> Organisation | None:
        if not name:
            return self._only
        known = self._organisations.get(folded(name), [])
        return known[0] if len(known) == 1 else None

    def _of_the_whole(
        self, values: Mapping[str, Any], organisation: Organisation | None
    ) -> list[tuple[str, str]]:
        if "ref" not in values:
            return [("ref", _("A new site needs a reference."))]
        if organisation is not None and (organisation.pk, values["ref"]) in self._taken:
            return [("ref", _("This organisation has a site with this reference already."))]
        blank = {name: one.nothing for name, one in OF_SITES.items() if name != "organisation"}
        why = contradiction(Site(), {**blank, **values})
        return [("", why)] if why else []
