"""What does an institution answer to a parliamentary written question?"""

from collections import Counter
from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.days import Moment
from phaseout.artefact.material import REACHED, Material
from phaseout.artefact.paper import Block, Field, Fields, Heading, Paper, Paragraph, Table
from phaseout.artefact.words import Words, word
from phaseout.domain.asset import Asset
from phaseout.domain.cite import Text
from phaseout.domain.determination import Outcome
from phaseout.domain.span import hull_of

NAME = "ca-written-question"


def draft(material: Material) -> Paper:
    """Draft the reply, in counts and years: an inventory of cameras by address is itself sensitive."""
    say = _words(material)
    return Paper(
        title=say("title"),
        lang=material.language.code,
        notices=(say("notice"),),
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    say, told, language = _words(material), material.particulars, material.language
    reply_due = told.day("reply-due")
    yield Fields(
        fields=[
            Field(label=say("question"), value=told.get("question")),
            Field(label=say("asked-by"), value=told.get("asked-by")),
            Field(label=say("due"), value=language.day(reply_due) if reply_due else None),
            Field(label=say("institution"), value=material.organisation),
        ]
    )
    covered = _named(material)
    yield from _what(covered, material, say)
    if covered:
        yield from _where(covered, material, say)
        yield from _since(covered, material, say)
        yield from _done(covered, material, say)
    yield from _unknown(material, say)
    yield from basis(material)
    yield Fields(fields=[Field(label=say("approved"), value=told.get("signatory"))])


def _named(material: Material) -> list[Asset]:
    """Return the things of a maker the measures may reach, bound or not: the question is what there is."""
    found = material.answered(material.owed, *REACHED, Outcome.UNDETERMINED)
    return [asset for asset in found if asset.identification.maker.value is not None]


def _what(covered: list[Asset], material: Material, say: Words) -> Iterator[Block]:
    yield Heading(text=say("what"))
    if not covered:
        yield Paragraph(text=say("none"))
        return
    language = material.language
    makers = dict.fromkeys(
        maker for measure, _ in material.owed for one in measure.covers for maker in one.named
    )
    yield Paragraph(text=say("asked", ", ".join(map(language.party, makers))))
    unsure = Counter(_group(asset) for asset in covered if not _is_certain(asset, material))
    counts = Counter(map(_group, covered))
    yield Table(
        heads=[say("thing"), say("maker"), say("number"), say("unsure")],
        rows=[
            (
                language.term("kind", kind) if kind else word("unknown", material.language.code),
                language.party(maker) if maker else word("unknown", material.language.code),
                language.number(count),
                language.number(unsure[kind, maker]),
            )
            for (kind, maker), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
        ],
    )


def _group(asset: Asset) -> tuple[str | None, str]:
    return asset.kind, asset.identification.maker.value or ""


def _is_certain(asset: Asset, material: Material) -> bool:
    """Return whether a measure surely reaches it, as against perhaps."""
    return any(one.measure in material.measures and one.outcome in REACHED for one in asset.determinations)


def _where(covered: list[Asset], material: Material, say: Words) -> Iterator[Block]:
    yield Heading(text=say("where"))
    counts: Counter[tuple[str, str]] = Counter()
    for asset in covered:
        answers = [one for one in asset.determinations if one.measure in material.measures]
        other = next((one.lever for one in answers if one.lever is not None), None)
        lever = material.language.term("lever", other.value) if other else ""
        hands = say("other", lever) if lever else say("own")
        counts[material.site(asset) or word("no-site", material.language.code), hands] += 1
    yield Table(
        heads=[say("site"), say("custody"), say("number")],
        rows=[
            (site, hands, material.language.number(count)) for (site, hands), count in sorted(counts.items())
        ],
    )


def _since(covered: list[Asset], material: Material, say: Words) -> Iterator[Block]:
    yield Heading(text=say("since"))
    spans = [hull_of(material.values(asset, "asset.acquired")) for asset in covered]
    unknown = word("unknown", material.language.code)
    years = Counter(
        str(span.first.year) if span and span.first.year == span.last.year else unknown for span in spans
    )
    yield Table(
        heads=[say("year"), say("number")],
        rows=[(year, material.language.number(count)) for year, count in sorted(years.items())],
    )


def _done(covered: list[Asset], material: Material, say: Words) -> Iterator[Block]:
    yield Heading(text=say("done"))
    spans = [hull_of(material.values(asset, "asset.removal-planned")) for asset in covered]
    planned = [span.last for span in spans if span]
    if planned:
        last = material.language.day(max(planned))
        yield Paragraph(text=say("planned", len(planned), len(covered), last))
    if len(planned) < len(covered):
        yield Paragraph(text=say("unplanned", len(covered) - len(planned), len(covered)))
    yield Fields(fields=[Field(label=say("taken"), value=material.particulars.get("measures-taken"))])


def _unknown(material: Material, say: Words) -> Iterator[Block]:
    yield Heading(text=say("unknown"))
    summary = material.document.trailer.summary
    open_ = material.answered(material.owed, Outcome.UNDETERMINED)
    undecided = sum(not asset.is_unidentified for asset in open_)
    counts = (summary.assets, undecided, summary.unidentified, summary.unread, summary.not_examined)
    yield Paragraph(text=say("open", *counts))


def _words(material: Material) -> Words:
    return Words(material.language.code, "question")


ARTEFACT = Artefact(
    name=NAME,
    title=Text(en="Reply to a parliamentary written question", fr="Réponse à une question écrite"),
    langs=("en", "fr"),
    moment=Moment.FINDINGS,
    draft=draft,
)
