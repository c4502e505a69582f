"""What does the one who will sign say that no survey can know?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from phaseout.domain.cite import Text
from phaseout.domain.obligation import Scope
from phaseout.domain.problem import UsageError

KEYS: Mapping[str, Text] = MappingProxyType(
    {
        "organisation": Text(en="name of the organisation", fr="nom de l’organisation"),
        "address": Text(en="its address", fr="son adresse"),
        "signatory": Text(en="who signs", fr="qui signe"),
        "title": Text(en="the signatory’s title", fr="titre du signataire"),
        "contract": Text(en="contract number", fr="numéro du contrat"),
        "order": Text(en="order number", fr="numéro de la commande"),
        "contract-date": Text(
            en="day of the contract, ISO date: it picks the clause that is cited",
            fr="date du contrat, au format ISO\u00a0: elle détermine la clause citée",
        ),
        "solicitation": Text(en="solicitation number", fr="numéro de l’appel d’offres"),
        "offered": Text(
            en="day of the offer, ISO date: the day a representation or an affidavit speaks of",
            fr="jour de l’offre, au format ISO\u00a0: celui dont parle une déclaration",
        ),
        "surveyed": Text(
            en="what was surveyed: held (what one has, the default) or offered (what will be delivered)",
            fr="objet de l’examen\u00a0: held (ce que l’on a, par défaut) ou offered (ce qui sera livré)",
        ),
        "contracting-officer": Text(en="to whom a report goes", fr="destinataire d’un rapport"),
        "supplier": Text(en="name of the supplier", fr="nom du fournisseur"),
        "uei": Text(
            en="the supplier’s unique entity identifier", fr="identifiant unique du fournisseur (UEI)"
        ),
        "cage": Text(en="the supplier’s CAGE code", fr="code CAGE du fournisseur"),
        "discovered": Text(
            en="day of discovery, ISO date: the first report’s term runs from it",
            fr="jour de la découverte, au format ISO\u00a0: le délai du premier rapport en court",
        ),
        "first-report": Text(
            en="day of the first report, ISO date: the second report’s term runs from it",
            fr="jour du premier rapport, au format ISO\u00a0: le délai du second en court",
        ),
        "mitigation": Text(
            en="what was or will be done about it", fr="ce qui a été fait ou le sera pour y remédier"
        ),
        "further-mitigation": Text(
            en="what more was done since the first report", fr="ce qui a été fait depuis le premier rapport"
        ),
        "prevention": Text(
            en="what was done to prevent it, and what will be",
            fr="ce qui a été fait pour l’empêcher, et ce qui le sera",
        ),
        "agency": Text(en="agency or body the paper is for", fr="organisme destinataire"),
        "question": Text(en="number of the parliamentary question", fr="numéro de la question parlementaire"),
        "asked-by": Text(en="who asked it", fr="qui l’a posée"),
        "reply-due": Text(
            en="day the reply is due, ISO date", fr="jour où la réponse est attendue, au format ISO"
        ),
        "measures-taken": Text(
            en="what is being done, in the words of the institution",
            fr="ce qui est fait, dans les mots de l’institution",
        ),
    }
)
"""Every key of the file and what it holds. All are optional: what is missing stays blank."""
_LAST_YEAR = 2999
"""Terms run from these days; beyond, it is a slip of the pen."""
DATES = frozenset({"contract-date", "offered", "discovered", "first-report", "reply-due"})
_SCOPES = tuple(scope.value for scope in Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The statements of the file."""

    values: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """Return a statement, None where there is none."""
        return self.values.get(key)

    def day(self, key: str) -> date | None:
        """Return a day, None where there is none."""
        return self.dates.get(key)


def read_particulars(path: Path) -> Particulars:
    """Read a TOML file of particulars.

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"the particulars cannot be read: {error}", where=str(path)) from error
    faults: list[str] = []
    values: dict[str, str] = {}
    dates: dict[str, date] = {}
    for key, value in data.items():
        if key not in KEYS:
            faults.append(f"{key!r} is no particular; known are {', '.join(KEYS)}")
        elif key in DATES:
            day = _day(value)
            if day is None:
                faults.append(f"{key} is no day such as 2026-11-26: {value!r}")
            else:
                dates[key] = day
        elif key == "surveyed" and value not in _SCOPES:
            faults.append(f"surveyed is {' or '.join(_SCOPES)}, not {value!r}")
        elif isinstance(value, str) and value.strip():
            values[key] = value.strip()
        else:
            faults.append(f"{key} must be text")
    if faults:
        raise UsageError(
            "the particulars say things that are not understood:\n  " + "\n  ".join(faults),
            where=str(path),
            remedy="'phaseout artefact list' names every key",
        )
    return Particulars(values=values, dates=dates)


def _day(value: object) -> date | None:
    if type(value) is not date:  # a time of day is a date to Python
        try:
            value = date.fromisoformat(str(value))
        except ValueError:
            return None
    return value if value.year <= _LAST_YEAR else None
