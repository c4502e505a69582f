"""What does a designation look like as JSON?"""

from phaseout.domain.cite import Text
from phaseout.domain.designation import DesignationSummary
from phaseout.report.json_bytes import Object


def designation_json(said: DesignationSummary) -> Object:
    """Return what the designation of an asset says."""
    return {
        "code": said.code,
        "category": _text(said.category) if said.category else None,
        "generation": said.generation,
        "megapixels": said.megapixels,
        "features": [_text(feature) for feature in said.features],
        "unexplained": list(said.unexplained),
    }


def _text(text: Text) -> Object:
    return {"en": text.en, "fr": text.fr}
