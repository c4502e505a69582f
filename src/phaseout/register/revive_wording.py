"""Which words does the compiled register hold?"""

from collections.abc import Iterator

from phaseout.domain.wording import (
    REACH,
    AfterArticle,
    ArticleWords,
    Cue,
    Joint,
    JointKind,
    Language,
    Lookalike,
    LooseDesignation,
    OtherMake,
    Side,
    Spelling,
    Stance,
    Task,
    Wording,
)
from phaseout.register.row import Row


def revive_wording(content: Row) -> Wording:
    """Return the words of a compiled register; none in an edition from before there were any."""
    return Wording(
        cues=tuple(_cue(id_, row) for id_, row in _entries(content, "cues")),
        articles=tuple(_article(id_, row) for id_, row in _entries(content, "articles")),
        joints=tuple(_joint(id_, row) for id_, row in _entries(content, "joints")),
        spellings=tuple(_spelling(id_, row) for id_, row in _entries(content, "spellings")),
        lookalikes=tuple(
            Lookalike(id=id_, words=row.texts("words")) for id_, row in _entries(content, "lookalikes")
        ),
        makes=tuple(
            OtherMake(id=id_, words=row.texts("words"), is_program=row.has("is_program"))
            for id_, row in _entries(content, "makes")
        ),
        designations=tuple(
            LooseDesignation(id=id_, model=row.text("model"), pattern=row.text("pattern"))
            for id_, row in _entries(content, "loose_designations")
        ),
    )


def _entries(content: Row, noun: str) -> Iterator[tuple[str, Row]]:
    if content.has(noun):
        yield from content.row(noun).entries()


def _joint(id_: str, row: Row) -> Joint:
    return Joint(
        id=id_,
        language=Language(row.text("language")),
        kind=JointKind(row.text("kind")),
        words=row.texts("words"),
    )


def _cue(id_: str, row: Row) -> Cue:
    return Cue(
        id=id_,
        language=Language(row.text("language")),
        stance=Stance(row.text("stance")),
        words=row.texts("words"),
        side=Side(row.maybe("side") or Side.BEFORE),
        reach=int(row.number("reach", REACH)),
        after=tuple(map(Stance, row.texts("after"))),
        over_commas=row.has("over_commas"),
        after_list_word=row.has("after_list_word"),
        after_article=AfterArticle(behind) if (behind := row.maybe("after_article")) else None,
    )


def _article(id_: str, row: Row) -> ArticleWords:
    task = row.maybe("task")
    return ArticleWords(
        id=id_,
        language=Language(row.text("language")),
        kind=row.text("kind"),
        words=row.texts("words"),
        task=Task(task) if task else None,
        leading=row.has("leading"),
    )


def _spelling(id_: str, row: Row) -> Spelling:
    return Spelling(
        id=id_,
        brand=row.text("brand"),
        words=row.texts("words"),
        forgiven=row.texts("forgiven"),
        needs_context=row.has("needs_context"),
        context=row.texts("context"),
        is_software=row.has("is_software"),
        is_product=row.has("is_product"),
        goods=row.texts("goods"),
        cite=row.cites(),
    )
