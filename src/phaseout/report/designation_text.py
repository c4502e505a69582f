"""How is a designation that was taken apart shown as lines of text?"""

from collections.abc import Iterator

from phaseout.domain.designation import Designation, DesignationSummary, Read
from phaseout.domain.party import ModelPattern
from phaseout.identify.designations import Decoded
from phaseout.report.language import Language


def family_line(model: ModelPattern, language: Language) -> str:
    """Return one line on a family of models."""
    kind = language.term("kind", model.kind) if model.kind else language.text("models.kinds")
    maker = language.party(model.maker) if model.maker else language.text("models.makers")
    weight = "beside-brand" if model.needs_brand else model.strength.value
    weight = language.text(f"models.strength.{weight}")
    return f"{model.id:<44} {language.brand(model.brand)} · {maker} · {kind} · {weight}"


def counted_line(families: int, codes: int, shared: int, language: Language) -> str:
    """Return how many families, codes and shared designations there are."""
    return language.text("models.counted", *map(language.number, (families, codes, shared)))


def decoded_lines(decoded: Decoded, language: Language) -> Iterator[str]:
    """Yield whose a designation may be, its families, and what its letters say."""
    kinship = decoded.kinship
    yield decoded.text
    if len(kinship.users) > 1:
        names = ", ".join(language.brand(brand) for brand in kinship.users)
        yield f"  {language.text('models.several-brands', names)}"
    elif kinship.is_ambiguous:
        names = ", ".join(language.party(maker) for maker in decoded.makers)
        yield f"  {language.text('models.several-makers', names)}"
    elif not kinship.families:
        yield f"  {language.text('models.none')}"
    for model in kinship.families:
        yield f"  {family_line(model, language)}"
    for brand in kinship.users:
        if brand not in {model.brand for model in kinship.families}:
            yield f"  {language.text('models.without-family', language.brand(brand))}"
    if decoded.designation is not None:
        yield from _parts(decoded.designation, language)
    elif kinship.families and not kinship.is_ambiguous:
        yield f"  {language.text('models.no-code')}"


def summary_line(said: DesignationSummary, language: Language) -> str:
    """Return in one line what the designation of an asset says."""
    megapixels = f"{said.megapixels:g} MP" if said.megapixels else None
    texts = (said.category, *said.features)
    category, *features = (text.in_language(language.code) if text else None for text in texts)
    return ", ".join(part for part in (category, megapixels, said.generation, *features) if part)


def _parts(designation: Designation, language: Language) -> Iterator[str]:
    for one in designation.parts:
        aspect = language.term("aspect", one.aspect.value)
        yield f"  {one.code:<6} {aspect}{language.colon} {_said(one, language)}"
    cites = dict.fromkeys(str(cite) for one in designation.parts for cite in one.cite)
    yield f"  [{'; '.join(cites)}]"


def _said(one: Read, language: Language) -> str:
    return one.meaning.in_language(language.code) if one.meaning else language.text("models.unexplained")
