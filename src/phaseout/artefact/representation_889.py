"""What does an offeror represent under section 889, and on which inquiry does it rest?"""

from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.equipment import table_of
from phaseout.artefact.inquiry import record_of_inquiry
from phaseout.artefact.material import REACHED, Material
from phaseout.artefact.paper import Block, Choice, Field, Fields, Heading, Mark, Paper, Paragraph
from phaseout.domain.cite import Text
from phaseout.domain.determination import Outcome

NAME = "ndaa-889-representation"
_COLUMNS = ("thing", "brand", "maker", "model", "site", "place", "purpose", "evidence")
_PROVIDES = (("us/ndaa-889-a1a",), ("sell",))
_USES = (("us/ndaa-889-a1b",), ("use",))


def draft(material: Material) -> Paper:
    """Propose the two representations, tick neither where anything is open, and add the record of inquiry."""
    material.check()
    return Paper(
        title="Representation: certain telecommunications and video surveillance equipment or services",
        lang="en",
        notice="Draft for a person to check, complete and sign. It is no legal advice.",
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    told = material.particulars
    yield Fields(
        fields=[
            Field(label="Offeror", value=material.organisation),
            Field(label="Address", value=told.get("address")),
            Field(label="Solicitation", value=told.get("solicitation")),
            Field(label="Contract", value=told.get("contract")),
        ]
    )
    yield Heading(text="Representations")
    yield Paragraph(text="(1) Providing covered equipment or services to the Government")
    yield from _to_provide(material)
    yield Paragraph(text="(2) Using covered equipment or services, after a reasonable inquiry")
    if material.in_force("us/ndaa-889-a1b"):
        yield from _choices(material, _USES, "The offeror does use it.", "The offeror does not use it.")
    else:
        yield Paragraph(text="Not asked for a contract of that day: section 889(a)(1)(B) began later.")
    yield Paragraph(
        text="A reasonable inquiry looks for what the entity already has in its possession about who"
        " produced or provided the equipment or services. It asks for no internal or third-party audit."
    )
    covered = material.assets(*_USES, *REACHED)
    if covered:
        yield Heading(text="Covered equipment and services in use")
        yield table_of(covered, _COLUMNS, material)
    undecided = material.assets(*_USES, Outcome.UNDETERMINED)
    if undecided:
        yield Heading(text="Not determined")
        yield Paragraph(text="Whether these are covered is open; the questions below would settle it.")
        yield table_of(undecided, _COLUMNS, material)
    yield from basis(material)
    yield from record_of_inquiry(material)
    yield Fields(
        fields=[
            Field(label="Name", value=told.get("signatory")),
            Field(label="Title", value=told.get("title")),
            Field(label="Signature", value=None),
            Field(label="Date", value=None),
        ]
    )


def _to_provide(material: Material) -> Iterator[Block]:
    """Leave open what will be delivered: a survey shows what one has, not what one offers."""
    would_be = len(material.assets(*_PROVIDES, *REACHED))
    why = "a survey of what the offeror has does not say what it will deliver"
    if would_be:
        why += f"; {would_be} of the things surveyed would be covered if delivered"
    yield Choice(text="The offeror will provide it.", mark=Mark.OPEN, why=why)
    yield Choice(text="The offeror will not provide it.", mark=Mark.OPEN, why=why)


def _choices(
    material: Material, asked: tuple[tuple[str, ...], tuple[str, ...]], yes: str, no: str
) -> Iterator[Block]:
    found = len(material.assets(*asked, *REACHED))
    undecided = len(material.assets(*asked, Outcome.UNDETERMINED))
    gaps = material.gaps
    if found:
        yield Choice(text=yes, mark=Mark.CHOSEN, why=f"{found} covered")
        yield Choice(text=no, mark=Mark.NOT_CHOSEN)
        return
    open_ = [f"{undecided} not determined"] if undecided else []
    open_ += [f"{gaps} unread, not examined or not identified"] if gaps else []
    why = "; ".join(open_)
    yield Choice(text=yes, mark=Mark.OPEN if why else Mark.NOT_CHOSEN, why=why)
    yield Choice(
        text=no, mark=Mark.OPEN if why else Mark.CHOSEN, why=why or "none found by the inquiry below"
    )


ARTEFACT = Artefact(
    name=NAME,
    title=Text(en="Section 889 representation, with its record of reasonable inquiry"),
    langs=("en",),
    draft=draft,
)
