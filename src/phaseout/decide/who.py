"""Is the one who asks bound by the measure?"""

from phaseout.decide.code import Code
from phaseout.decide.statement import cited, listed, one_of, texts
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Binding, Measure
from phaseout.domain.truth import Reason, Truth

ANYBODY = "any"
"""The role everybody has."""


def is_bound(measure: Measure, facts: FactSheet) -> Reason:
    """Return whether one of the roles is bound; roles add up and the best truth wins."""
    roles = facts.get("role")
    if not measure.binds and not measure.binds_perhaps:
        # Whoever asks, no role that can be stated would be bound.
        because = _leaves(measure, roles or ()) or (Reason(code=Code.NOBODY_BOUND, truth=Truth.NO),)
    elif roles is None:
        because = (*_anybody(measure), Reason(code=Code.ROLE_NOT_STATED, truth=Truth.UNKNOWN, fact="role"))
    else:
        because = (*_anybody(measure), *_leaves(measure, roles))
    return Reason(code=Code.WHO, truth=one_of(because), because=because)


def _anybody(measure: Measure) -> tuple[Reason, ...]:
    """Return a leaf for the role everybody has, if the measure speaks of it."""
    leaf = _leaf(measure, ANYBODY)
    return (leaf,) if leaf else ()


def _leaves(measure: Measure, roles: tuple[str, ...]) -> tuple[Reason, ...]:
    found = {role: _leaf(measure, role) for role in roles if role != ANYBODY}
    spoken = tuple(leaf for leaf in found.values() if leaf is not None)
    silent = [role for role, leaf in found.items() if leaf is None]
    if not silent:
        return spoken
    # Many measures speak of none of one's roles: one sentence says so for all of these.
    params = {"role": listed(silent)}
    # A search that found nothing was about somebody; of others it makes no statement.
    code = Code.ROLE_NOT_SEARCHED if measure.timeline.records_a_search else Code.ROLE_NOT_LISTED
    return (*spoken, Reason(code=code, truth=Truth.NO, params=params, fact="role"))


def _leaf(measure: Measure, role: str) -> Reason | None:
    """Return what the measure says of a role, None where it does not speak of it."""
    for bindings, code, truth in (
        (measure.binds, Code.ROLE_BOUND, Truth.YES),
        (measure.binds_perhaps, Code.ROLE_PERHAPS, Truth.UNKNOWN),
        (measure.binds_not, Code.ROLE_NOT_BOUND, Truth.NO),
    ):
        for binding in bindings:
            if binding.role == role:
                return _spoken(binding, code, truth)
    return None


def _spoken(binding: Binding, code: Code, truth: Truth) -> Reason:
    return Reason(
        code=code,
        truth=truth,
        params={"role": binding.role, **texts(binding.why)},
        fact="role",
        evidence=cited(binding.cite),
    )
