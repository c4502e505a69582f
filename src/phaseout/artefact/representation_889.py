"""What does an offeror represent under section 889, and on which inquiry does it rest?"""

from phaseout.artefact.artefact import Artefact
from phaseout.artefact.days import Moment
from phaseout.artefact.declaration import Declaration
from phaseout.artefact.material import Material
from phaseout.artefact.paper import Field, Fields, Paper
from phaseout.domain.cite import Text

NAME = "ndaa-889-representation"


def draft(material: Material) -> Paper:
    """Propose the representations, tick none where anything is open, and add the record of inquiry."""
    told, day = material.particulars, material.days.told
    return Declaration(
        material=material,
        title="Representation: certain telecommunications and video surveillance equipment or services",
        notice="Draft for a person to check, complete and sign. It is no legal advice.",
        heading="Representations",
        opening=Fields(
            fields=[
                Field(label="Offeror", value=material.organisation),
                Field(label="Address", value=told.get("address")),
                Field(label="Solicitation", value=told.get("solicitation")),
                Field(label="Contract", value=told.get("contract")),
                Field(label="Day of the offer", value=material.language.day(day) if day else None),
            ]
        ),
        signing=(
            Fields(
                fields=[
                    Field(label="Name", value=told.get("signatory")),
                    Field(label="Title", value=told.get("title")),
                    Field(label="Signature", value=None),
                    Field(label="Date", value=None),
                ]
            ),
        ),
        remark="A reasonable inquiry looks for what the entity already has in its possession about who"
        " produced or provided the equipment or services. It asks for no internal or third-party audit.",
    ).paper()


ARTEFACT = Artefact(
    name=NAME,
    title=Text(
        en="Section 889 representation, with its record of reasonable inquiry",
        fr="Déclaration de l’article 889, avec le compte rendu de la recherche raisonnable",
    ),
    langs=("en",),
    moment=Moment.OFFER,
    draft=draft,
)
