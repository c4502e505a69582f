"""What does the register say of one brand: who makes what is sold under it, how surely, by which sources?"""

from collections.abc import Iterator

from phaseout.domain.party import Brand, BrandMaker
from phaseout.report.ownership_words import OwnershipWords


def brand_lines(brand: Brand, words: OwnershipWords) -> Iterator[str]:
    """Yield one line for each thing known of a brand."""
    language = words.language
    yield f"{brand.name} ({brand.id}){language.colon} {language.text('brand.is')}"
    for key, text in (("party.also", ", ".join(brand.aliases)), ("party.note", brand.note or "")):
        if text:
            yield f"  {language.text(key)}{language.colon} {text}"
    for behind in brand.makers:
        cites = "; ".join(map(str, behind.cite))
        made = language.text("brand.made-by", words.party(behind.maker))
        yield f"  {made}{language.colon} {said_of(behind, words)}  ({cites})"
    if not brand.makers:
        yield f"  {language.text('brand.no-maker')}"


def said_of(behind: BrandMaker, words: OwnershipWords) -> str:
    """Return how a maker stands behind a brand: as what, of how much, since or until when, how surely."""
    language = words.language
    return ", ".join(
        (
            language.term("brand-relation", behind.relation.value),
            language.term("range", behind.scope),
            language.term("brand-status", behind.status),
            language.term("confidence", behind.confidence),
        )
    )


def listed_line(brand: Brand, words: OwnershipWords) -> str:
    """Return one line on a brand for a list."""
    makers = ", ".join(dict.fromkeys(words.language.party(behind.maker) for behind in brand.makers))
    made = words.language.text("brand.made-by", makers) if makers else words.language.text("brand.no-maker")
    return f"{brand.id:<32} {brand.name} · {words.language.text('brand.is')} · {made}"
