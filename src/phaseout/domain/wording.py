"""By which words of plain language is a line of text read?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.cite import Cite


class Stance(StrEnum):
    """What a line says of a thing it names."""

    BOUGHT = "bought"
    BESIDE = "beside"
    """What is bought goes with it: compatible with, a bracket for, the repair of."""
    REPLACED = "replaced"
    """It goes, or is no more: replacement of, removal of, formerly."""
    EXCLUDED = "excluded"
    """It is said not to be there: no, non-, except, free of."""


class Side(StrEnum):
    """Where a cue stands, seen from the name."""

    BEFORE = "before"
    BEHIND = "behind"


class AfterArticle(StrEnum):
    """Behind which article a cue counts."""

    PART = "part"
    """An accessory, a component, software or a service: what is for something else."""
    THING = "thing"
    """Any article."""
    NONE = "none"
    """None: a line that names a thing, or somebody's designation, is about that thing."""


class Task(StrEnum):
    """Which service, as far as the line says it."""

    INSTALLATION = "installation"
    REPLACEMENT = "replacement"
    REMOVAL = "removal"
    REPAIR = "repair"
    MAINTENANCE = "maintenance"
    WARRANTY = "warranty"
    MONITORING = "monitoring"
    LICENCE = "licence"
    TRAINING = "training"
    INSPECTION = "inspection"
    RENTAL = "rental"
    """With it the thing comes, for a while."""
    PLANT = "plant"
    """Of machines or a crew to work with, and not of the thing worked on: a crane to lower it."""
    DISPOSAL = "disposal"
    SUPPLY = "supply"
    """No service on a thing: with it the thing comes, also where it is installed or configured."""
    PAYMENT = "payment"
    """Of a bill, where the line says nothing else."""


REACH = 6
"""Words that may stand between a cue and the name it governs, where the cue does not say."""


class Language(StrEnum):
    """A language that lines are read in."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    UKRAINIAN = "uk"
    CHINESE = "zh"

    @property
    def puts_the_thing_last(self) -> bool:
        """Whether of nouns put together the last is the thing: camera bracket, 摄像机支架."""
        return self in (Language.ENGLISH, Language.CHINESE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words from which follows what is meant by a name beside them."""

    id: str
    language: Language
    stance: Stance
    words: tuple[str, ...]
    side: Side
    reach: int
    """The most words that may stand between."""
    after: tuple[Stance, ...]
    """It counts only behind a cue of these in its clause; none: always."""
    over_commas: bool
    """Whether commas and dashes do not end its reach: *or equal* at the end of an enumeration."""
    after_list_word: bool
    """Whether it counts only a few words behind the *or* that follows the name: or of the same quality."""
    after_article: AfterArticle | None
    """It counts only behind the article: a bracket *for*, not a quote *for*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWords:
    """Words for a kind of thing or service."""

    id: str
    language: Language
    kind: str
    words: tuple[str, ...]
    task: Task | None
    leading: bool
    """They count only where they lead the phrase: *install* two cameras."""


class JointKind(StrEnum):
    """How what stands behind a joint belongs to what stands before it."""

    OF = "of"
    """The thing stands before; behind it, if nothing before is one: a set *of* cameras."""
    WITH = "with"
    """The thing never stands behind: *with* bracket."""
    BESIDE = "beside"
    """Nor in the rest of the clause: *compatible with*."""
    LIST = "list"
    """Both are alike: or, and."""
    APART = "apart"
    """What stands right before is said to come with the thing, or not to: mount *included*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Small words that hold a phrase together."""

    id: str
    language: Language
    kind: JointKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How the name of a brand is also written in lines of text."""

    id: str
    brand: str
    words: tuple[str, ...]
    forgiven: tuple[str, ...]
    """Words in which one typing error is forgiven."""
    needs_context: bool
    """The words are short or common: they name the brand only beside another sign."""
    context: tuple[str, ...]
    """Words that are such a sign for this brand: its product lines."""
    is_software: bool = False
    """The words are programs of the maker's."""
    is_product: bool = False
    """The words are names of single products: who writes one means a thing."""
    goods: tuple[str, ...] = ()
    """Words for what is an accessory of others and the very thing this maker sells."""
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Words that hold a brand's name, or nearly, and are something else."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMake:
    """Names of makers, or of programs, that are not of those looked for: what is bought may be theirs."""

    id: str
    words: tuple[str, ...]
    is_program: bool
    """Whether they are programs that work with other makers' equipment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseDesignation:
    """A grammar of designations as people type them: separators changed, or a prefix left out."""

    id: str
    model: str
    """The model pattern whose range it is."""
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All the words."""

    cues: tuple[Cue, ...] = ()
    articles: tuple[ArticleWords, ...] = ()
    joints: tuple[Joint, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    makes: tuple[OtherMake, ...] = ()
    designations: tuple[LooseDesignation, ...] = ()


NO_WORDING = Wording()
