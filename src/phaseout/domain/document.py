"""What does a survey say as a whole? One document, many writers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from phaseout.domain.alarm import Alarm
from phaseout.domain.answer import AnswersFile, AnswersOutcome
from phaseout.domain.cite import Text
from phaseout.domain.question import Question
from phaseout.domain.vulnerability import Examined

SCHEMA = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was examined, with its digest."""

    id: str
    name: str
    reader: str
    sha256: str
    observations: int
    unread: int
    dropped: int = 0
    """Credentials met and thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotExamined:
    """A file that no reader claimed or that could not be opened, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUnread:
    """A part of a source that could not be interpreted."""

    source: str
    locator: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStamp:
    """Which edition answered."""

    edition: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRules:
    """A file or folder of rules that somebody gave a survey besides those built in."""

    name: str
    sha256: str
    used: int
    unused: int
    """Rules that say nothing here, and files without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which measures a survey was told to ask and which not, both empty for all; by which rules of others."""

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fingerprints: tuple[GivenRules, ...] = ()
    columns: tuple[GivenRules, ...] = ()
    """What columns of tables hold; each rule is one column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All that stands before the assets."""

    engine: str
    register: RegisterStamp
    as_of: str
    context: Mapping[str, object]
    generated: str | None
    sources: tuple[Source, ...]
    not_examined: tuple[NotExamined, ...] = ()
    schema: str = SCHEMA
    asked: Choice = Choice()
    answers: tuple[AnswersFile, ...] = ()
    """Answers to the questions of an earlier survey, as given; the context says what was stated before."""
    examined: Examined = field(default_factory=Examined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures. ``by_outcome`` and ``by_maker`` count assets, each once, by its gravest outcome."""

    assets: int = 0
    by_outcome: Mapping[str, int] = field(default_factory=dict)
    by_maker: Mapping[str, int] = field(default_factory=dict)
    by_measure: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    by_site: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unidentified: int = 0
    """Assets of which neither maker nor kind is known: not cleared."""
    unread: int = 0
    dropped: int = 0
    not_examined: int = 0
    beside: int = 0
    """Texts beside the lines of a purchase, such as headings and terms, that name nothing: no assets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of what the document mentions, so that any report can be made from the document alone."""

    measures: Mapping[str, Text] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    brands: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Text] = field(default_factory=dict)
    """Words of the vocabulary: ``kind/camera``, ``act/use``, ``role/ca/municipality``, and of
    every fact that is asked for its ``question/purpose`` and ``asked-of/purpose``."""
    addresses_read: str | None = None
    """The day the registry of hardware addresses was read, ISO 8601, the oldest where parts differ: blocks
    assigned since then are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailer:
    """All that stands after the assets."""

    labels: Labels
    unread: tuple[SourceUnread, ...]
    questions: tuple[Question, ...]
    summary: Summary
    answers_outcome: AnswersOutcome = field(default_factory=AnswersOutcome)
    """What became of the answers the header lists."""
    alarms: tuple[Alarm, ...] = ()
    """What comes next and what must be checked, of the measures that leave something to do."""
