"""What is reported under section 889 within one business day of a discovery, and ten business days later?"""

from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.equipment import table_of
from phaseout.artefact.material import REACHED, Material
from phaseout.artefact.paper import Block, Field, Fields, Heading, Paper, Paragraph
from phaseout.artefact.term import due
from phaseout.domain.cite import Text

ONE_DAY = "ndaa-889-one-day-report"
TEN_DAYS = "ndaa-889-ten-day-report"
_COLUMNS = ("thing", "brand", "maker", "model", "serial", "site", "place")
_MEASURES = ("us/ndaa-889-a1a", "us/ndaa-889-a1b")
_ACTS = ("sell", "procure", "renew", "use")


def draft_one_day(material: Material) -> Paper:
    """Draft what is known at once: contract, supplier, each item, what was done so far."""
    return _paper(material, "Report of covered equipment or services discovered during performance", ())


def draft_ten_days(material: Material) -> Paper:
    """Draft the second report: what more was done, and what prevents the next time."""
    more = (
        Heading(text="Further mitigation"),
        Fields(
            fields=[
                Field(label="Undertaken or recommended", value=material.particulars.get("mitigation")),
            ]
        ),
        Heading(text="Prevention"),
        Fields(
            fields=[
                Field(
                    label="Efforts made to prevent it, and further efforts",
                    value=material.particulars.get("prevention"),
                )
            ]
        ),
    )
    return _paper(material, "Second report of covered equipment or services", more)


def _paper(material: Material, title: str, more: tuple[Block, ...]) -> Paper:
    material.check()
    notice = "Draft for a person to check, complete and send. It is no legal advice."
    return Paper(title=title, lang="en", notice=notice, blocks=(*_blocks(material), *more, *basis(material)))


def _blocks(material: Material) -> Iterator[Block]:
    told, language = material.particulars, material.language
    discovered = told.day("discovered")
    term = next((o.within for _, o in material.owed if o.within), None)
    last = due(term, discovered) if term and discovered else None
    yield Fields(
        fields=[
            Field(label="To", value=told.get("contracting-officer")),
            Field(label="From", value=material.organisation),
            Field(label="Contract", value=told.get("contract")),
            Field(label="Order", value=told.get("order")),
            Field(label="Discovered on", value=language.day(discovered) if discovered else None),
            Field(label="Due by", value=language.day(last) if last else None),
        ]
    )
    if last:
        yield Paragraph(
            text="The term counts Monday to Friday; public holidays are not counted out, so it is not later."
        )
    yield Heading(text="Supplier")
    yield Fields(
        fields=[
            Field(label="Name", value=told.get("supplier")),
            Field(label="Unique entity identifier", value=told.get("uei")),
            Field(label="CAGE code", value=told.get("cage")),
        ]
    )
    yield Heading(text="Items")
    covered = material.assets(_MEASURES, _ACTS, *REACHED)
    if covered:
        yield table_of(covered, _COLUMNS, material)
    else:
        yield Paragraph(text="The document names no covered item: there is nothing to report from it.")
    yield Heading(text="Mitigation so far")
    yield Fields(fields=[Field(label="Actions undertaken or recommended", value=told.get("mitigation"))])


ONE_DAY_REPORT = Artefact(
    name=ONE_DAY,
    title=Text(en="Section 889 report, within one business day of discovery"),
    langs=("en",),
    draft=draft_one_day,
)
TEN_DAY_REPORT = Artefact(
    name=TEN_DAYS,
    title=Text(en="Section 889 second report, within ten business days"),
    langs=("en",),
    draft=draft_ten_days,
)
