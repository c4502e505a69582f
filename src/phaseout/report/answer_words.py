"""What is said of answers that were taken in: by whom, what they differ from, and what they never met?"""

from collections.abc import Iterator, Sequence

from phaseout.domain.answer import AnswerConflict, AnswersFile, UnmatchedAnswer
from phaseout.domain.document import Header, Trailer
from phaseout.report.language import Language

_SAID = frozenset({"asset", "identification", "context"})
_CONTEXT_FILE = "context file, "


def answer_lines(header: Header, trailer: Trailer, language: Language) -> Iterator[str]:
    """Yield one line for each file of answers, each answer that differs and each that met nothing."""
    words = AnswerWords(header.answers, language)
    for file in header.answers:
        yield words.of_file(file)
    for conflict in trailer.answers_outcome.conflicts:
        yield words.of_conflict(conflict)
    for unmatched in trailer.answers_outcome.unmatched:
        yield words.of_unmatched(unmatched)


def unheard_lines(header: Header, trailer: Trailer, language: Language) -> Iterator[str]:
    """Yield what whoever gave answers must hear at once: those that met nothing, and how many differ."""
    words, outcome = AnswerWords(header.answers, language), trailer.answers_outcome
    for file in header.answers:
        if not (file.roles or file.use or file.sites or file.assets):
            yield language.text("answers.nothing", file.name)
    names = [file.name for file in header.answers]
    for name in dict.fromkeys(one for one in names if names.count(one) > 1):
        yield language.text("answers.again", name)
    for unmatched in outcome.unmatched:
        yield words.of_unmatched(unmatched)
    if any(unmatched.site is not None for unmatched in outcome.unmatched):
        yield language.text("answers.sites", ", ".join(filter(None, trailer.summary.by_site)))
    if outcome.conflicts:
        yield language.count("answers.differing", len(outcome.conflicts))


class AnswerWords:
    """Says what became of answers, in one language."""

    def __init__(self, files: Sequence[AnswersFile], language: Language) -> None:
        """Take the files, so that who answered can be named in the reader's language."""
        self._language = language
        self._speakers = {file.evidence: self._speaker(file) for file in files}

    def of_file(self, file: AnswersFile) -> str:
        """Return who answered, when, and for how many places."""
        places = bool(file.roles) + bool(file.use) + len(file.sites) + len(file.assets)
        return f"{self._speaker(file)}; {self._language.count('answers.places', places)}"

    def of_conflict(self, conflict: AnswerConflict) -> str:
        """Return what differs, which word holds, and why."""
        language = self._language
        said = language.text(
            "answers.differ",
            language.facts((conflict.fact,)),
            ", ".join(conflict.answer),
            self._answered(conflict.answered, conflict.place),
            ", ".join(conflict.stated),
            self._stated_in(conflict.stated_in),
        )
        ground = language.text(f"answers.ground.{conflict.ground.value}")
        said = f"{said} {language.text(f'answers.holds.{conflict.holds.value}', ground)}"
        if conflict.assets > 1:
            return f"{said} ({language.count('questions.things', conflict.assets)})"
        return said

    def of_unmatched(self, unmatched: UnmatchedAnswer) -> str:
        """Return that an answer met nothing."""
        return self._language.text("answers.unmatched", self._answered(unmatched.answered, unmatched.place))

    def _speaker(self, file: AnswersFile) -> str:
        language, by = self._language, file.answered_by
        said = language.text("answers.by", by) if by else language.text("answers.by-nobody")
        return ", ".join(filter(None, (said, language.written_day(file.on or ""), file.name)))

    def _answered(self, evidence: str, place: str) -> str:
        return f"{self._speakers.get(evidence, evidence)}, {place}"

    def _stated_in(self, stated_in: str) -> str:
        if stated_in in _SAID:
            return self._language.text(f"answers.in.{stated_in}")
        if stated_in.startswith(_CONTEXT_FILE):
            return self._language.text("answers.in.context-file", stated_in.removeprefix(_CONTEXT_FILE))
        return self._speakers.get(stated_in, stated_in)
