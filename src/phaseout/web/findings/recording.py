"""What does a survey's document say of assets, and what of it is new to their findings?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.web.findings.models import Cause, Determination, Step
from phaseout.web.findings.own import own_acts

RANKS = {outcome.value: rank for rank, outcome in enumerate(GRAVEST_FIRST)}
_SETTLING = ("excepted", "does-not-apply")
KEPT_REASONS = "reasoning"
"""In an answer given again: primary key of its reasons, which need not be read for that."""
RULING = "ruling"
"""What an answer waits for that no fact would settle: the text is silent, it is contested, nobody checked."""
SETTLED, UNDETERMINED, APPLIES = "does-not-apply", "undetermined", "applies"
ASSETS, ANSWERS = 1_000, 5_000
"""How many assets, or answers on them, are recorded at a time."""


def rank_of(outcome: str, act: str) -> int:
    """Return a finding's place in lists: 0 leads.

    What is open comes before what is settled; within each, what the reader's own organisation does (having,
    using, buying) before other acts, such as exporting; then the gravest outcome first.
    """
    return ((outcome in _SETTLING) * 2 + (act not in own_acts())) * len(RANKS) + RANKS[outcome]


def ranks_of(outcome: str) -> tuple[int, int]:
    """Return the places of an outcome: on an act of one's own, on another."""
    first = (outcome in _SETTLING) * 2 * len(RANKS) + RANKS[outcome]
    return first, first + len(RANKS)


Determinations = Sequence[Mapping[str, object]]
"""As the contract's document lists them for one asset."""
Row = tuple[int, Determinations]
Rows = Sequence[Row]
Key = tuple[int, str, str]
"""Primary key of the asset, measure, act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What all answers recorded at once have in common."""

    edition: str
    as_of: date
    survey: int | None
    by: int | None
    at: datetime
    cause: Cause | None = None
    """Where it is known beforehand; otherwise it follows from what is new."""
    is_of_day: bool = False
    """Whether nothing is new but the day; of that, only what it changes is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer of a document."""

    key: Key
    outcome: str
    on: date | None
    until: date | None
    said: Mapping[str, Any]

    @property
    def stands(self) -> tuple[str, date | None, date | None]:
        """What has changed where it is another than before."""
        return self.outcome, self.on, self.until

    @property
    def clause(self) -> str:
        """Id of the clause, empty where none decided it."""
        return self.said.get("clause") or ""

    @property
    def duty(self) -> str:
        """What the clause asks, empty where none decided it."""
        return self.said.get("duty") or ""

    @property
    def questions(self) -> list[str]:
        """The facts it waits for."""
        return list(self.said.get("questions") or ())


class Telling:
    """Which answers say more than that a measure does not apply? Of things alike the question is put once."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[Determinations, Determinations]] = {}

    def open(self, determinations: Determinations) -> Determinations:
        """Return the answers with any other outcome."""
        held = self._of.get(id(determinations))
        if held is None:  # holding them keeps their identity theirs
            told = [said for said in determinations if said["outcome"] != SETTLED]
            held = self._of[id(determinations)] = (determinations, told)
        return held[1]

    def portions(self, rows: Rows) -> Iterator[Rows]:
        """Yield the rows in portions that one statement can take."""
        begun, answers = 0, 0
        for index, (_, determinations) in enumerate(rows):
            answers += len(self.open(determinations))
            if index - begun + 1 >= ASSETS or answers >= ANSWERS:
                yield rows[begun : index + 1]
                begun, answers = index + 1, 0
        if begun < len(rows):
            yield rows[begun:]

    def gathered(self, rows: Rows, known: Mapping[Key, object]) -> dict[Key, Given]:
        """Return the answers to be kept once; where two things of a document are one asset, the gravest.

        Args:
            known: the findings there are: of these it is said as well that a measure does not apply.
        """
        before = {asset for asset, _, _ in known}
        found: dict[Key, Given] = {}
        for asset, determinations in rows:
            for said in determinations if asset in before else self.open(determinations):
                key = (asset, str(said["measure"]), str(said["act"]))
                if said["outcome"] == SETTLED and key not in known:
                    continue
                held = found.get(key)
                if held is None or RANKS[str(said["outcome"])] < RANKS[held.outcome]:
                    found[key] = _given(key, said)
        return found


class Before(NamedTuple):
    """How a finding stood before."""

    pk: int
    outcome: str
    on: date | None
    until: date | None
    since: date
    edition: str
    survey: int | None

    @property
    def stands(self) -> tuple[str, date | None, date | None]:
        """What a new answer may change."""
        return self.outcome, self.on, self.until


def tells(one: Given, before: Before | None) -> bool:
    """Return whether an answer is kept: that a measure does not apply, only where it was another before."""
    return one.outcome != SETTLED or (before is not None and before.outcome != SETTLED)


def is_changed(one: Given, before: Before | None) -> bool:
    """Return whether an answer is another than before, or the first."""
    return before is None or before.stands != one.stands


def cause_of(one: Given, before: Before | None, run: Run) -> Cause:
    """Return why an answer is another than before, as far as that can be told."""
    if before is None or run.cause is not None:
        return run.cause or Cause.FIRST
    if before.stands == one.stands:
        return Cause.SAME
    is_same_evidence, is_same_register = before.survey == run.survey, before.edition == run.edition
    match is_same_evidence, is_same_register:
        case True, True:
            return Cause.DAY if run.is_of_day else Cause.ANSWERS
        case True, False:
            return Cause.REGISTER
        case False, True:
            return Cause.EVIDENCE
        case _:
            return Cause.BOTH


class Owned(NamedTuple):
    """What a finding takes from its asset."""

    organisation: int
    site: int | None
    maker: str


FINDING = (
    "organisation", "site", "maker", "asset", "measure", "act", "outcome", "rank", "on", "until", "clause",
    "duty", "since", "as_of", "determined", "edition", "survey", "first_seen", "step", "verdict", "judged",
    "version",
)  # fmt: skip
"""Fields of ``finding_row``."""
UNIQUE = ("asset", "measure", "act")
_OF_PEOPLE = ("first_seen", "step", "verdict", "judged", "version")
REPLACED = tuple(one for one in FINDING if one not in (*UNIQUE, *_OF_PEOPLE))
"""Fields of a finding that a new answer writes; what people decided of it is not touched."""


def finding_row(one: Given, before: Before | None, owned: Owned, run: Run) -> tuple[object, ...]:
    """Return the finding as it stands with an answer."""
    since = before.since if before is not None and before.outcome == one.outcome else run.as_of
    return (
        *owned, *one.key, one.outcome, rank_of(one.outcome, one.key[2]), one.on, one.until, one.clause,
        one.duty, since, run.as_of, run.at, run.edition, run.survey, run.at, Step.NEW.value, "", "", 1,
    )  # fmt: skip


DETERMINATION = (
    "finding", "survey", "edition", "as_of", "outcome", "on", "until", "clause", "duty", "questions",
    "reasoning", "checked_through", "cause", "made_at", "made_by",
)  # fmt: skip
"""Fields of ``determination_row``."""


def determination_row(one: Given, finding: int, reasoning: int, cause: Cause, run: Run) -> tuple[object, ...]:
    """Return the answer as it is kept."""
    return (
        finding, run.survey, run.edition, run.as_of, one.outcome, one.on, one.until, one.clause, one.duty,
        one.questions, reasoning, _day(one.said["checked_through"]), cause.value,
        run.at, run.by,
    )  # fmt: skip


def given_again(answers: Iterable[Determination]) -> dict[tuple[str, date, int | None], list[Row]]:
    """Return answers as a document has them, by the edition, the day and the survey they were given for."""
    found: dict[tuple[str, date, int | None], list[Row]] = {}
    for one in answers:
        said = {
            "measure": one.finding.measure, "act": one.finding.act, "outcome": one.outcome, "on": one.on,
            "until": one.until, "clause": one.clause, "duty": one.duty, "questions": one.questions,
            KEPT_REASONS: one.reasoning_id, "checked_through": one.checked_through,
        }  # fmt: skip
        found.setdefault((one.edition, one.as_of, one.survey), []).append((one.finding.asset_id, [said]))
    return found


ASKED = ("finding", "organisation", "fact")
"""Fields of ``asked_rows``."""


def asked_rows(one: Given, finding: int, organisation: int) -> list[tuple[object, ...]]:
    """Return a row for each fact that an answer waits for; where none would settle it, it needs a ruling."""
    if one.outcome != UNDETERMINED:
        return []
    return [(finding, organisation, fact) for fact in dict.fromkeys(one.questions or (RULING,))]


def _given(key: Key, said: Mapping[str, Any]) -> Given:
    return Given(
        key=key,
        outcome=said["outcome"],
        on=_day(said.get("on")),
        until=_day(said.get("until")),
        said=said,
    )


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
