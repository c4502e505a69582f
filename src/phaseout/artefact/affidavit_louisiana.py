"""What does a vendor swear to an agency of Louisiana?"""

from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.equipment import table_of
from phaseout.artefact.inquiry import record_of_inquiry
from phaseout.artefact.material import REACHED, Material
from phaseout.artefact.paper import Block, Choice, Field, Fields, Heading, Mark, Paper
from phaseout.domain.cite import Text
from phaseout.domain.determination import Outcome

NAME = "la-vendor-affidavit"
_COLUMNS = ("thing", "brand", "maker", "model", "evidence")


def draft(material: Material) -> Paper:
    """Draft the affidavit; it can be sworn only where nothing prohibited is found and nothing is open."""
    material.check()
    return Paper(
        title="Affidavit of the vendor: no prohibited telecommunications or video surveillance equipment",
        lang="en",
        notice="Draft for a person to check, complete and swear before a notary. It is no legal advice.",
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    told = material.particulars
    yield Fields(
        fields=[
            Field(label="Vendor", value=material.organisation),
            Field(label="Address", value=told.get("address")),
            Field(label="Agency", value=told.get("agency")),
            Field(label="Solicitation", value=told.get("solicitation")),
        ]
    )
    covered = material.assets(material.measures, (), *REACHED)
    undecided = material.assets(material.measures, (), Outcome.UNDETERMINED)
    yield Heading(text="Statement")
    yield _statement(len(covered), len(undecided), material.gaps)
    for heading, assets in (
        ("Prohibited equipment in what is offered", covered),
        ("Not determined", undecided),
    ):
        if assets:
            yield Heading(text=heading)
            yield table_of(assets, _COLUMNS, material)
    yield from basis(material)
    yield from record_of_inquiry(material)
    yield Heading(text="Sworn")
    yield Fields(
        fields=[
            Field(label="Name", value=told.get("signatory")),
            Field(label="Title", value=told.get("title")),
            Field(label="Signature", value=None),
            Field(label="Sworn before me on", value=None),
            Field(label="Notary", value=None),
        ]
    )


def _statement(covered: int, undecided: int, gaps: int) -> Block:
    text = (
        "What the vendor offers holds no telecommunications or video surveillance equipment or services that"
        " the statute prohibits."
    )
    if covered:
        return Choice(
            text=text, mark=Mark.NOT_CHOSEN, why=f"cannot be sworn: {covered} prohibited items below"
        )
    if undecided or gaps:
        why = (
            f"cannot be sworn yet: {undecided} not determined, {gaps} unread, not examined or not identified"
        )
        return Choice(text=text, mark=Mark.OPEN, why=why)
    return Choice(text=text, mark=Mark.CHOSEN)


ARTEFACT = Artefact(name=NAME, title=Text(en="Louisiana vendor affidavit"), langs=("en",), draft=draft)
