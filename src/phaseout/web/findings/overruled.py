"""Which answers count for nothing, as the estate states otherwise of the same place?

The engine lets what is stated hold: it is corrected where it stands, and never overwritten by an answer. So
an answer that differs is not taken, and one that was overtaken later says that it does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from phaseout.survey.aspects import Statements
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.queries import facts_of_site, lines_seen, stating_role, use_of
from phaseout.web.findings.models import Answer
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission

ROLE = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the estate states of the place that an answer is about."""

    fact: str
    values: tuple[str, ...]
    place: str
    """The site, or the organisation that states it; empty where the reader does not see that."""
    address: str
    """Where it is changed; empty where the reader may not."""

    @property
    def said(self) -> str:
        """What is stated, and of what, in a sentence."""
        values = words.language().terms(self.fact, self.values)
        if not self.place:
            return _("The estate says of an organisation above: %(values)s.") % {"values": values}
        return _("The estate says of %(place)s: %(values)s.") % {"place": self.place, "values": values}


class Estate:
    """What the estate states of the places that somebody sees."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._lines = lines_seen(access)

    def against(self, answer: Answer) -> Stated | None:
        """Return what is stated otherwise than somebody answered; None where the answer counts."""
        if (
            answer.asset is not None
        ):  # what is said of a single thing is nearer than what is said of its place
            return None
        return self.differing(answer.fact, answer.values, answer.organisation_id, answer.site)

    def differing(
        self, fact: str, values: Sequence[str], organisation: int, site: Site | None
    ) -> Stated | None:
        """Return what is stated otherwise of a site, or else of an organisation; None where nothing is."""
        stated = self._of_site(fact, site) if site is not None else self._of_line(fact, organisation)
        statements = Statements(words.register().vocabulary.aspects)
        is_other = stated is not None and statements.differ(fact, stated.values, tuple(values))
        return stated if is_other else None

    def _of_site(self, fact: str, site: Site) -> Stated | None:
        values = facts_of_site(site).get(fact)
        if values is None:
            return None
        may_keep = self.access.may(Permission.KEEP_ESTATE, site.organisation_id)
        address = reverse("site-edit", args=[site.pk]) if may_keep else reverse("site", args=[site.pk])
        return Stated(fact=fact, values=values, place=str(site), address=address)

    def _of_line(self, fact: str, organisation: int) -> Stated | None:
        line = self._lines.get(organisation, [])
        by = stating_role(line)
        if fact == ROLE:
            return self._of_organisation(fact, tuple(by.roles), by) if by else None
        values, stating = use_of(line).get(fact, ((), None))
        return self._of_organisation(fact, values, stating) if stating else None

    def _of_organisation(self, fact: str, values: tuple[str, ...], by: Organisation) -> Stated:
        may_keep = fact == ROLE and self.access.may(Permission.KEEP_ESTATE, by.pk)
        return Stated(
            fact=fact, values=values, place=by.name if self.access.may(Permission.READ, by.pk) else "",
            address=reverse("organisation", args=[by.pk]) if may_keep else "",
        )  # fmt: skip
