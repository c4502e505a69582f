"""Which shape have the words by which lines of text are read?"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from phaseout.domain.phrase import words_of
from phaseout.domain.wording import REACH, AfterArticle, JointKind, Language, Side, Stance, Task
from phaseout.register.reference import BrandRef, KindRef, ModelRef
from phaseout.register.schema import AT_LEAST_ONE, Cites, Identified, ScopedId, Verbatim, Words

SHORTEST_FORGIVEN = 5
"""Letters of the shortest word in which a typing error is forgiven."""


def _phrase(written: str) -> str:
    if written != written.lower() or written != " ".join(written.split()) or not words_of(written):
        raise ValueError(f"a phrase is words in lower case with single blanks, not {written!r}")
    return written


Phrase = Annotated[str, AfterValidator(_phrase)]
"""Words with single blanks; ``*`` behind one stands for any ending."""
_SOME = Annotated[tuple[Phrase, ...], AT_LEAST_ONE]


class WordingShape(Identified):
    """What all of them have: the words, and texts in which they stand or do not."""

    id: ScopedId
    words: tuple[Phrase, ...]
    examples: tuple[Verbatim, ...] = ()
    counterexamples: tuple[Verbatim, ...] = ()
    note: Words | None = None


class CueShape(WordingShape):
    """Words from which follows what is meant by a name beside them (``wording/cues/*.yaml``, a list)."""

    words: _SOME
    language: Language
    stance: Stance
    side: Side = Side.BEFORE
    reach: int = REACH
    """The most words that may stand between the cue and the name."""
    after: tuple[Stance, ...] = ()
    """It counts only behind a cue of one of these stances."""
    over_commas: Literal["yes"] | None = None
    """Commas and dashes between the cue and the name do not end its reach."""
    after_list_word: Literal["yes"] | None = None
    """It counts only a few words behind an *or* that follows the name: A or of *like* quality."""
    after_article: AfterArticle | None = None
    """It counts only behind a word for what is bought: any thing, or a part of or for something else."""
    examples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]


class ArticleShape(WordingShape):
    """Words for a kind of thing or service (``wording/articles/*.yaml``, a list)."""

    words: _SOME
    language: Language
    kind: KindRef
    task: Task | None = None
    leading: Literal["yes"] | None = None
    """They count only where they lead the phrase."""
    examples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]


class JointShape(WordingShape):
    """Small words that hold a phrase together (``wording/joints.yaml``, a list)."""

    words: _SOME
    language: Language
    kind: JointKind


class SpellingShape(WordingShape):
    """How a brand's name is also written (``wording/spellings.yaml``, a list)."""

    brand: BrandRef
    words: tuple[Phrase, ...] = ()
    forgiven: tuple[Phrase, ...] = ()
    """Words in which one typing error is forgiven."""
    needs_context: Literal["yes"] | None = None
    """The words name the brand only beside another sign."""
    is_software: Literal["yes"] | None = None
    """The words are programs of the maker's."""
    is_product: Literal["yes"] | None = None
    """The words are names of single products: they need nothing beside them to mean a thing."""
    goods: tuple[Phrase, ...] = ()
    """Words for what is an accessory of others and the very thing this maker sells: a drive, a battery."""
    context: tuple[Phrase, ...] = ()
    """Words that are such a sign for this brand."""
    cite: Cites = ()

    @model_validator(mode="after")
    def _is_long_enough(self) -> Self:
        if short := [word for word in self.forgiven if len(word) < SHORTEST_FORGIVEN or not word.isalpha()]:
            raise ValueError(f"too short to forgive an error in, or no single word: {short[0]!r}")
        if not self.words and not self.forgiven:
            raise ValueError("says no words")
        return self


class LookalikeShape(WordingShape):
    """Words that look like a brand's name and are something else (``wording/lookalikes.yaml``, a list)."""

    words: _SOME


class OtherMakeShape(WordingShape):
    """Names of makers and programs that are not looked for (``wording/makes.yaml``, a list)."""

    words: _SOME
    is_program: Literal["yes"] | None = None
    """They are programs that work with other makers' equipment."""


class LooseDesignationShape(Identified):
    """A grammar of designations as people type them (``wording/designations.yaml``, a list)."""

    id: ScopedId
    model: ModelRef
    pattern: Verbatim
    examples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]
    counterexamples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]
    note: Words | None = None
