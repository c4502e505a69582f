"""What is reported under section 889 within one business day of a discovery, and ten business days later?"""

from collections.abc import Iterator

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.basis import basis
from phaseout.artefact.days import Moment
from phaseout.artefact.equipment import table_of
from phaseout.artefact.material import REACHED, Material
from phaseout.artefact.paper import Block, Field, Fields, Heading, Paper, Paragraph
from phaseout.artefact.term import due
from phaseout.artefact.words import Words
from phaseout.domain.cite import Text
from phaseout.domain.determination import Outcome
from phaseout.domain.problem import UsageError

ONE_DAY = "ndaa-889-one-day-report"
TEN_DAYS = "ndaa-889-ten-day-report"
_COLUMNS = ("thing", "brand", "maker", "model", "serial", "site", "place")


def draft_one_day(material: Material) -> Paper:
    """Draft what is known at once: contract, supplier, each item, what was done so far."""
    title = "Report of covered equipment or services discovered during performance"
    return _paper(material, title, "discovered", ())


def draft_ten_days(material: Material) -> Paper:
    """Draft the second report: what more was done, and what prevents the next time."""
    more = (
        Heading(text="Further mitigation"),
        Fields(
            fields=[
                Field(
                    label="Undertaken or recommended since",
                    value=material.particulars.get("further-mitigation"),
                )
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
    told = material.particulars
    discovered, first = told.day("discovered"), told.day("first-report")
    if discovered and first and first < discovered:
        raise UsageError(
            f"the first report is of {first.isoformat()}, before the discovery of {discovered.isoformat()}",
            remedy="check 'first-report' and 'discovered'",
        )
    return _paper(material, "Second report of covered equipment or services", "first-report", more)


def _paper(material: Material, title: str, start: str, more: tuple[Block, ...]) -> Paper:
    """Return a report whose term runs from the day that a particular tells."""
    notice = "Draft for a person to check, complete and send. It is no legal advice."
    blocks = (*_heading(material, start), *_supplier(material), *_items(material), *more, *basis(material))
    return Paper(title=title, lang="en", notices=(notice,), blocks=blocks)


def _heading(material: Material, start: str) -> Iterator[Block]:
    told, language = material.particulars, material.language
    discovered, began = told.day("discovered"), told.day(start)
    term = next((o.within for _, o in material.owed if o.within), None)
    last = due(term, began) if term and began else None
    first = [Field(label="First report of", value=language.day(began) if began else None)]
    yield Fields(
        fields=[
            Field(label="To", value=told.get("contracting-officer")),
            Field(label="From", value=material.organisation),
            Field(label="Contract", value=told.get("contract")),
            Field(label="Order", value=told.get("order")),
            Field(label="Discovered on", value=language.day(discovered) if discovered else None),
            *(first if start == "first-report" else ()),
            Field(label="Due by", value=language.day(last) if last else None),
        ]
    )
    if last:
        yield Paragraph(
            text="The term counts Monday to Friday. Public holidays are not counted out, so the day shown is"
            " never too late."
        )


def _supplier(material: Material) -> Iterator[Block]:
    told = material.particulars
    yield Heading(text="Supplier")
    yield Fields(
        fields=[
            Field(label="Name", value=told.get("supplier")),
            Field(label="Unique entity identifier", value=told.get("uei")),
            Field(label="CAGE code", value=told.get("cage")),
        ]
    )


def _items(material: Material) -> Iterator[Block]:
    yield Heading(text="Items")
    covered = material.answered(material.owed, *REACHED)
    if covered:
        yield table_of(covered, _COLUMNS, material)
    else:
        yield Paragraph(text="The document names no covered item: there is nothing to report from it.")
    open_ = len(material.answered(material.owed, Outcome.UNDETERMINED))
    if open_:
        yield Paragraph(text=Words("en", "report")("open", open_))
    yield Heading(text="Mitigation so far")
    value = material.particulars.get("mitigation")
    yield Fields(fields=[Field(label="Actions undertaken or recommended", value=value)])


ONE_DAY_REPORT = Artefact(
    name=ONE_DAY,
    title=Text(
        en="Section 889 report, within one business day of discovery",
        fr="Rapport de l’article 889, dans un délai d’un jour ouvrable après la découverte",
    ),
    langs=("en",),
    moment=Moment.DISCOVERY,
    draft=draft_one_day,
)
TEN_DAY_REPORT = Artefact(
    name=TEN_DAYS,
    title=Text(
        en="Section 889 second report, within ten business days of the first",
        fr="Second rapport de l’article 889, dans les dix jours ouvrables suivant le premier",
    ),
    langs=("en",),
    moment=Moment.DISCOVERY,
    draft=draft_ten_days,
)
