"""What do questions and answers look like as JSON?"""

from collections.abc import Mapping, Sequence

from phaseout.domain.answer import AnswerConflict, AnswersFile, AnswersOutcome
from phaseout.domain.question import Question, Scope
from phaseout.report.json_bytes import Object


def question_json(question: Question) -> Object:
    """Return one question that is still to be answered."""
    return {
        "fact": question.fact,
        "asked_of": question.asked_of,
        "settles": question.settles,
        "text": question.text,
        "aspects": list(question.aspects),
        "id": question.id,
        "rank": question.rank,
        "surely": question.surely,
        "helps": question.helps,
        "scope": _scope(question.scope),
    }


def answers_file_json(file: AnswersFile) -> Object:
    """Return the answers of one file, whole, so that they can be taken in again."""
    return {
        "name": file.name,
        "sha256": file.sha256,
        "answered_by": file.answered_by,
        "on": file.on,
        "roles": list(file.roles),
        "use": _lists(file.use),
        "sites": [{"id": site.id, "facts": _lists(site.facts)} for site in file.sites],
        "assets": [{"match": _lists(one.match), "facts": _lists(one.facts)} for one in file.assets],
    }


def answers_outcome_json(outcome: AnswersOutcome) -> Object:
    """Return what differs from the answers, and the answers that met nothing."""
    return {
        "conflicts": [_answer_conflict(conflict) for conflict in outcome.conflicts],
        "unmatched": [
            {"place": one.place, "answered": one.answered, "site": one.site} for one in outcome.unmatched
        ],
    }


def _scope(scope: Scope) -> Object:
    return {
        "kind": scope.kind.value,
        "site": scope.site,
        "match": dict(scope.match),
        "like": dict(scope.like),
        "assets": [{"id": one.id, "name": one.name} for one in scope.assets],
        "count": scope.count,
    }


def _answer_conflict(conflict: AnswerConflict) -> Object:
    return {
        "fact": conflict.fact,
        "place": conflict.place,
        "answer": list(conflict.answer),
        "answered": conflict.answered,
        "stated": list(conflict.stated),
        "stated_in": conflict.stated_in,
        "holds": conflict.holds.value,
        "ground": conflict.ground.value,
        "assets": conflict.assets,
    }


def _lists(facts: Mapping[str, Sequence[str]]) -> Object:
    return {fact: list(values) for fact, values in facts.items()}
