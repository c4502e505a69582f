"""What does a vendor swear to an agency of Louisiana?"""

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.days import Moment
from phaseout.artefact.declaration import Declaration
from phaseout.artefact.material import Material
from phaseout.artefact.paper import Field, Fields, Heading, Paper
from phaseout.domain.cite import Text

NAME = "la-vendor-affidavit"


def draft(material: Material) -> Paper:
    """Draft the affidavit; it can be sworn only where the offer was surveyed and all of it is cleared."""
    told, day = material.particulars, material.days.told
    return Declaration(
        material=material,
        title="Affidavit of the vendor: no prohibited telecommunications or video surveillance equipment",
        notice="Draft for a person to check, complete and swear before a notary. It is no legal advice.",
        heading="Statement",
        opening=Fields(
            fields=[
                Field(label="Vendor", value=material.organisation),
                Field(label="Address", value=told.get("address")),
                Field(label="Agency", value=told.get("agency")),
                Field(label="Solicitation", value=told.get("solicitation")),
                Field(label="Day of the offer", value=material.language.day(day) if day else None),
            ]
        ),
        signing=(
            Heading(text="Sworn"),
            Fields(
                fields=[
                    Field(label="Name", value=told.get("signatory")),
                    Field(label="Title", value=told.get("title")),
                    Field(label="Signature", value=None),
                    Field(label="Sworn before me on", value=None),
                    Field(label="Notary", value=None),
                ]
            ),
        ),
    ).paper()


ARTEFACT = Artefact(
    name=NAME,
    title=Text(en="Louisiana vendor affidavit", fr="Déclaration sous serment du fournisseur (Louisiane)"),
    langs=("en",),
    moment=Moment.OFFER,
    draft=draft,
)
