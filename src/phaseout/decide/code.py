"""Which claims can a reason make?"""

from enum import StrEnum

from phaseout.domain.determination import Outcome
from phaseout.domain.timeline import State
from phaseout.domain.truth import Truth


class Code(StrEnum):
    """Every claim of this room; those about ownership stand in ``phaseout.ownership``."""

    APPLIES = "outcome.applies"
    APPLIES_FROM = "outcome.applies-from"
    EXCEPTED = "outcome.excepted"
    DOES_NOT_APPLY = "outcome.does-not-apply"
    UNDETERMINED = "outcome.undetermined"
    INFLUENCE_ONLY = "outcome.influence-only"
    ACT_NOT_REGULATED = "act.not-regulated"

    CLAUSE = "clause"
    WHO = "who"
    ROLE_BOUND = "who.bound"
    ROLE_NOT_BOUND = "who.not-bound"
    ROLE_NOT_SEARCHED = "who.not-searched"
    ROLE_NOT_LISTED = "who.not-listed"
    ROLE_PERHAPS = "who.perhaps"
    ROLE_NOT_STATED = "who.not-stated"
    NOBODY_BOUND = "who.nobody"

    COVERED = "covered"
    COVERAGE = "coverage"
    THING_ANY = "thing.any"
    THING_UNADDRESSED = "thing.unaddressed"
    THING_SILENT = "thing.silent"
    GOODS = "thing.goods"
    GOODS_NOT_STATED = "thing.goods-not-stated"
    THING_IS = "thing.is"
    THING_IS_NOT = "thing.is-not"
    THING_UNCLEAR = "thing.unclear"
    THING_NOT_STATED = "thing.not-stated"
    ANY_MAKER = "relation.any-maker"
    ORIGIN_IS = "origin.is"
    ORIGIN_IS_NOT = "origin.is-not"
    ORIGIN_NOT_STATED = "origin.not-stated"
    LISTED = "listed"
    LISTED_LATER = "listed.later"
    LISTED_UNCLEAR = "listed.unclear"
    LISTED_NOT_YET = "listed.not-yet"
    LISTED_NO_MORE = "listed.no-more"
    COMPONENT = "component"
    COVERED_PART = "component.covered"
    COMPONENT_CONTESTED = "component.contested"
    COMPONENT_ITSELF = "component.itself"
    COMPONENT_UNADDRESSED = "component.unaddressed"
    MAKER_NOT_STATED = "relation.not-stated"
    MAKER_UNHEARD_OF = "relation.unheard-of"
    MAKER_ANOTHER = "relation.another"
    SUPPLIER_NOT_KNOWN = "relation.supplier-not-known"
    SUPPLIER_OWNERS = "relation.owners-unknown"
    LISTED_ITSELF = "relation.listed-itself"
    NOT_SEARCHED = "relation.not-searched"
    AFFILIATE_UNADDRESSED = "relation.unaddressed"
    RELATION_CONTESTED = "relation.contested"
    BRAND_OWN = "brand.own"
    BRAND_OTHER = "brand.other"
    BRAND_NOT_STATED = "brand.not-stated"

    FACT_IS = "fact.is"
    FACT_IS_NOT = "fact.is-not"
    FACT_NOT_STATED = "fact.not-stated"
    FACT_SILENT = "fact.silent"
    DATE_IN = "date.in"
    DATE_OUT = "date.out"
    DATE_UNCLEAR = "date.unclear"
    DATE_NOT_STATED = "date.not-stated"
    BRINGS_PARTS = "service.brings-parts"
    USE_COUNTS = "service.use-counts"
    WORK_COUNTS = "service.work-counts"
    SELLER_USES = "seller.uses"
    ALL = "condition.all"
    ANY = "condition.any"
    NOT = "condition.not"

    NOT_EXCEPTED = "not-excepted"
    EXCEPTIONS = "exceptions"
    EXCEPTION = "exception"
    EXCEPTION_OPEN = "exception.open"
    EXCEPTION_TO_COME = "exception.to-come"
    EXCEPTION_ENDED = "exception.ended"

    IN_FORCE = "time.in-force"
    DIRECTED = "time.directed"
    DIRECTED_FROM = "time.directed-from"
    IN_FORCE_FROM = "time.in-force-from"
    FROM = "time.from"
    BEFORE = "time.before"
    PROPOSED = "time.proposed"
    ANNOUNCED = "time.announced"
    MADE = "time.made"
    STAYED = "time.stayed"
    IN_ABEYANCE = "time.in-abeyance"
    SUSPENDED = "time.suspended"
    SET_ASIDE = "time.set-aside"
    ENDED = "time.ended"
    UNVERIFIED = "time.unverified"

    NO_MEASURE_FOUND = "time.no-measure-found"

    OWNER_OTHER = "owner.other"
    LEASE_UNADDRESSED = "lease.unaddressed"
    OPERATOR_NOT_STATED = "operator.not-stated"
    BUYER_NOT_STATED = "buyer.not-stated"
    LEVER_LEASE = "lever.lease"
    LEVER_LEASE_UNDATED = "lever.lease-undated"
    LEVER_CONTRACT = "lever.contract"
    LEVER_CUSTODIAN = "lever.custodian"

    @classmethod
    def of_outcome(cls, outcome: Outcome) -> "Code":
        """Return the claim that this is the outcome."""
        return cls(f"outcome.{outcome.value}")

    @classmethod
    def of_state(cls, state: State) -> "Code":
        """Return the claim that the measure is in this state."""
        return cls(f"time.{state.value}")


OUTCOME_CODES = frozenset(
    {
        Code.APPLIES,
        Code.APPLIES_FROM,
        Code.EXCEPTED,
        Code.DOES_NOT_APPLY,
        Code.UNDETERMINED,
        Code.INFLUENCE_ONLY,
    }
)
ONE_SUFFICES = frozenset(
    {*OUTCOME_CODES, Code.WHO, Code.COVERED, Code.COVERED_PART, Code.ANY, Code.EXCEPTIONS}
)
"""Reasons that hold where one of their parts does."""
OPPOSITE = frozenset({Code.NOT, Code.NOT_EXCEPTED})
"""Reasons that hold where their one part does not. All others hold where all parts do."""
ASKING: dict[Code, tuple[Truth, ...]] = {
    Code.ROLE_NOT_STATED: (Truth.NO, Truth.YES),
    Code.THING_NOT_STATED: (Truth.NO, Truth.YES),
    Code.MAKER_NOT_STATED: (Truth.NO, Truth.YES),
    Code.MAKER_UNHEARD_OF: (Truth.NO, Truth.YES),
    Code.SUPPLIER_NOT_KNOWN: (Truth.NO, Truth.YES),
    Code.SUPPLIER_OWNERS: (Truth.NO, Truth.YES),
    Code.ORIGIN_NOT_STATED: (Truth.NO, Truth.YES),
    # A foreign name on the box never clears a thing: the text is silent on it.
    Code.BRAND_NOT_STATED: (Truth.YES,),
    # A service or software never clears a thing where the text is silent on them.
    Code.GOODS_NOT_STATED: (Truth.YES,),
    # What a landlord runs too stays open: the text is silent on leased premises.
    Code.OPERATOR_NOT_STATED: (Truth.YES,),
    Code.FACT_NOT_STATED: (Truth.NO, Truth.YES),
    Code.FACT_SILENT: (Truth.NO, Truth.YES),
    Code.DATE_NOT_STATED: (Truth.NO, Truth.YES),
    Code.DATE_UNCLEAR: (Truth.NO, Truth.YES),
    Code.THING_UNCLEAR: (Truth.NO, Truth.YES),
}
"""Leaves that a stated fact would settle, and what they may turn out to be."""
PLAIN = frozenset({Code.FACT_NOT_STATED, Code.DATE_NOT_STATED})
"""Of those, the ones that every answer settles. Who made a thing, what it is or what the organisation is
may turn out to be something on which the text is silent, or which opens a further question; and what is
said of a fact that gathers several matters may be silent on the one that is asked (``MANIFOLD``)."""
