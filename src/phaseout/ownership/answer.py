"""What does a relation test answer, and along which interests?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.party import Interest
from phaseout.domain.truth import Truth


class RelationCode(StrEnum):
    """Why a relation test answers as it does; ``phaseout.decide.wording`` puts each in words."""

    NAMED = "relation.named"
    NOT_NAMED = "relation.not-named"
    NONE = "relation.none"
    OWNERS_UNKNOWN = "relation.owners-unknown"
    SUBSIDIARY = "relation.subsidiary"
    PARENT = "relation.parent"
    SIBLING = "relation.sibling"
    AGGREGATE = "relation.aggregate"
    SHARE_UNSETTLED = "relation.share-unsettled"
    LINKED = "relation.linked"
    ENDED = "relation.ended"
    STATE_OWNER = "relation.state-owner"
    FOREIGN_EXCLUDED = "relation.foreign-excluded"
    HOME_AFFILIATE = "relation.home-affiliate"
    COUNTRY = "relation.country"
    OTHER_COUNTRY = "relation.other-country"
    COUNTRY_UNKNOWN = "relation.country-unknown"
    COUNTRY_OWNER = "relation.country-owner"
    ANY_MAKER = "relation.any-maker"
    PRODUCTION_UNKNOWN = "relation.production-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAnswer:
    """Whether the party relates to a named one, and the interests the answer rests on."""

    truth: Truth
    code: RelationCode
    named: str | None = None
    """The named party or country that the answer is about, if it is about one."""
    path: tuple[Interest, ...] = ()
    """From the top down; for a common owner, both legs one after the other."""
