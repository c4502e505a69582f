"""Do the words by which lines are read stand in their examples, and not in their counter-examples?"""

from collections.abc import Iterator

from phaseout.domain.phrase import Phrases, words_of
from phaseout.domain.typing_error import is_one_error_off
from phaseout.pattern import Pattern, PatternError
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import Identified
from phaseout.register.schema_wording import LooseDesignationShape, SpellingShape, WordingShape


def wording_of(files: Files) -> tuple[tuple[Entry[Identified], ...], ...]:
    """Return the entries of the wording, by what they are."""
    return (
        files.cues, files.articles, files.joints, files.spellings, files.lookalikes, files.makes,
        files.loose_designations,
    )  # fmt: skip


def check_wording(files: Files) -> Iterator[Fault]:
    """Yield a fault for each example that the words do not stand in, and counter-example that they do."""
    for entries in wording_of(files):
        for entry in entries:
            match entry.shape:
                case SpellingShape():
                    yield from _tried(entry, entry.shape, _Spelt(entry.shape))
                case WordingShape():
                    yield from _tried(entry, entry.shape, Phrases((word, word) for word in entry.shape.words))
                case LooseDesignationShape():
                    yield from _designation(entry, entry.shape)


class _Spelt:
    """The words of a spelling, with the typing errors that are forgiven."""

    def __init__(self, shape: SpellingShape) -> None:
        self._phrases = Phrases((word, word) for word in (*shape.words, *shape.forgiven))
        self._forgiven = shape.forgiven

    def catches(self, text: str) -> bool:
        """Return whether one of the words stands in a text."""
        return self._phrases.catches(text) or any(
            is_one_error_off(word, right) for word in words_of(text) for right in self._forgiven
        )


def _designation(entry: Entry[Identified], shape: LooseDesignationShape) -> Iterator[Fault]:
    try:
        pattern = Pattern(shape.pattern)
    except PatternError as error:
        yield entry.fault(Level.SENSE, ("pattern",), f"the pattern may not be used: {error}")
        return
    yield from _tried(entry, shape, pattern)


def _tried(
    entry: Entry[Identified],
    shape: WordingShape | LooseDesignationShape,
    what: Phrases[str] | Pattern | _Spelt,
) -> Iterator[Fault]:
    for index, text in enumerate(shape.examples):
        if not what.catches(text):
            message = f"its example {text!r} is not caught"
            yield entry.fault(Level.SENSE, ("examples", index), message)
    for index, text in enumerate(shape.counterexamples):
        if what.catches(text):
            message = f"its counterexample {text!r} is caught"
            yield entry.fault(Level.SENSE, ("counterexamples", index), message)
