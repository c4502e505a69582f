"""What does a public body of Québec assess of the equipment it already holds?"""

from collections import defaultdict
from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.days import Moment
from phaseout.artefact.equipment import purposes, table_of
from phaseout.artefact.inquiry import record_of_inquiry
from phaseout.artefact.material import OWN, Material
from phaseout.artefact.paper import Block, Choice, Field, Fields, Heading, Mark, Paper, Paragraph
from phaseout.artefact.words import Words
from phaseout.domain.asset import Asset
from phaseout.domain.cite import Text
from phaseout.domain.determination import Outcome

NAME = "qc-risk-assessment"
_COLUMNS = ("thing", "brand", "maker", "model", "serial", "place", "acquired")


def draft(material: Material) -> Paper:
    """Draft the assessment: what may not be used, what is to be assessed at each site, what is open."""
    say = _words(material)
    return Paper(
        title=say("title"),
        lang=material.language.code,
        notices=(say("notice"),),
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    say, told = _words(material), material.particulars
    yield Fields(
        fields=[
            Field(label=say("body"), value=material.organisation),
            Field(label=say("responsible"), value=told.get("signatory")),
        ]
    )
    groups = _by_duty(material)
    if not any(groups.values()):
        yield Paragraph(text=say("none"))
    for key in ("prohibited", "others", "undated"):
        if groups[key]:
            yield Heading(text=say(key))
            yield table_of(groups[key], _COLUMNS, material)
    if groups["held"]:
        yield Heading(text=say("held"))
        yield from _sites(groups["held"], material, say)
    yield from basis(material)
    yield from record_of_inquiry(material)
    yield Fields(fields=[Field(label=say("signed"), value=None)])


def _by_duty(material: Material) -> dict[str, list[Asset]]:
    """Sort what is covered by what the clause that answers asks: not to use it, or to assess it.

    What somebody else has and runs is not the body's to remove or to assess; its lever is shown instead.
    """
    groups: dict[str, list[Asset]] = {"prohibited": [], "held": [], "others": [], "undated": []}
    for asset in material.assets():
        answers = [one for one in asset.determinations if one.measure in material.measures]
        reached = [one for one in answers if one.outcome in OWN]
        if any(one.duty == "prohibit" for one in reached):
            groups["prohibited"].append(asset)
        elif reached:
            groups["held"].append(asset)
        elif any(one.outcome is Outcome.INFLUENCE_ONLY for one in answers):
            groups["others"].append(asset)
        elif any(one.outcome is Outcome.UNDETERMINED for one in answers) and not asset.is_unidentified:
            groups["undated"].append(asset)
    return groups


def _sites(assets: list[Asset], material: Material, say: Words) -> Iterator[Block]:
    by_site: dict[str, list[Asset]] = defaultdict(list)
    for asset in assets:
        by_site[material.site(asset)].append(asset)
    mitigations = dict.fromkeys(
        one
        for id_ in material.measures
        for clause in material.register.measures[id_].clauses
        for one in clause.mitigations
    )
    for site, held in sorted(by_site.items()):
        yield Heading(text=say("site", site or say("no-site")), level=2)
        yield table_of(held, _COLUMNS, material)
        yield Fields(
            fields=[
                Field(
                    label=say("use"), value="; ".join(dict.fromkeys(purposes(one, material) for one in held))
                ),
                *(Field(label=say(key), value=None) for key in ("network", "consequence", "likelihood")),
            ]
        )
        yield Paragraph(text=say("measures"))
        for one in mitigations:
            yield Choice(text=material.language.term("mitigation", one), mark=Mark.OPEN)
        yield Fields(fields=[Field(label=say("residual"), value=None)])


def _words(material: Material) -> Words:
    return Words(material.language.code, "qc")


ARTEFACT = Artefact(
    name=NAME,
    title=Text(en="Québec risk assessment", fr="Évaluation des risques (Québec)"),
    langs=("en", "fr"),
    moment=Moment.FINDINGS,
    draft=draft,
)
