"""Which published vulnerabilities does a report show of a thing, and in which words?

Shown is what affects it and what is not known to: a thing that none is known to affect has nothing to show,
which is not to say that it has none.
"""

from collections import Counter
from collections.abc import Iterator

from phaseout.domain.asset import Asset
from phaseout.domain.truth import Truth
from phaseout.domain.vulnerability import Affected
from phaseout.report.language import Language

KEV = "KEV"


def shown(asset: Asset) -> tuple[Affected, ...]:
    """Return those to be shown: what affects it first, and of each, those listed as used first."""
    found = (one for one in asset.vulnerabilities if one.affected is not Truth.NO)
    return tuple(sorted(found, key=lambda one: (one.affected is not Truth.YES, not one.kev, one.id)))


def name(number: str, *, is_kev: bool) -> str:
    """Return the number of a vulnerability, and whether an authority lists it as used by somebody."""
    return f"{number} ({KEV})" if is_kev else number


def because(one: Affected, language: Language) -> str:
    """Return why it affects a thing, or what is not known of it, as sentences."""
    parts = (part for part in one.reason.because if part.truth is one.reason.truth)
    return " ".join(map(language.reason, (one.reason, *parts)))


def evidence(one: Affected) -> tuple[str, ...]:
    """Return the observations and cites that this rests on, each once."""
    parts = (one.reason, *one.reason.because)
    return tuple(dict.fromkeys(each for part in parts for each in part.evidence))


def affecting(asset: Asset) -> tuple[str, ...]:
    """Return the names of those that affect it: little enough for the row of a list."""
    return tuple(name(one.id, is_kev=one.kev) for one in shown(asset) if one.affected is Truth.YES)


class Affections:
    """Counts over all assets that pass, whether or not a measure leaves anything to do for them.

    What is only bought runs no firmware yet that anybody knows of, and is left out.
    """

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, bool, Truth]] = Counter()

    def count(self, asset: Asset) -> None:
        """Count one asset."""
        if asset.is_only_bought:
            return
        self._counted.update((one.id, one.kev, one.affected) for one in shown(asset))

    def lines(self, language: Language) -> Iterator[str]:
        """Yield one line a vulnerability: how many it affects, and of how many that is not known."""
        for number, is_kev in sorted({(number, is_kev) for number, is_kev, _ in self._counted}):
            counts = (
                (key, self._counted[number, is_kev, truth])
                for key, truth in (("affected.yes", Truth.YES), ("affected.unknown", Truth.UNKNOWN))
            )
            said = ", ".join(language.count(key, many) for key, many in counts if many)
            yield f"{name(number, is_kev=is_kev)}{language.colon} {said}"
