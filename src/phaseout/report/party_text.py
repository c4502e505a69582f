"""What does the register say of one party: names, holders, holdings, brands, address blocks?"""

from collections.abc import Iterator

from phaseout.domain.party import Interest, Party
from phaseout.register.query import Register
from phaseout.report.brand_text import said_of
from phaseout.report.ownership_words import OwnershipWords


def party_lines(party: Party, register: Register, words: OwnershipWords) -> Iterator[str]:
    """Yield one line for each thing known of the party, as of the day of ``words``."""
    yield words.party(party.id)
    yield from _names(party, words)
    yield from _ties(party, register, words)
    yield from _products(party, register, words)
    yield from ("", words.language.text("owners.marks"), words.language.text("owners.grades"))


def listed_line(party: Party, words: OwnershipWords) -> str:
    """Return one line on a party for a list."""
    kinds = ", ".join(words.language.term("party", kind) for kind in party.kinds)
    return " · ".join(filter(None, (f"{party.id:<32} {party.name}", party.country, kinds)))


def _names(party: Party, words: OwnershipWords) -> Iterator[str]:
    language = words.language
    for key, values in (
        ("party.also", party.aliases),
        ("party.country", (party.country or "",)),
        ("party.is", tuple(language.term("party", kind) for kind in party.kinds)),
        ("party.identifiers", party.identifiers),
        ("party.note", (party.note or "",)),
        ("party.sources", tuple(map(str, party.cite))),
    ):
        if text := ", ".join(filter(None, values)):
            yield f"  {language.text(key)}{language.colon} {text}"


def _ties(party: Party, register: Register, words: OwnershipWords) -> Iterator[str]:
    """Yield what others hold in it, then what it holds in others, with the sources in full."""
    language = words.language
    for interest in register.interests:
        if interest.held == party.id:
            yield _tie(language.text("party.held-by", words.party(interest.holder)), interest, words)
    for interest in register.interests:
        if interest.holder == party.id:
            yield _tie(language.text("party.holds", words.party(interest.held)), interest, words)


def _tie(heading: str, interest: Interest, words: OwnershipWords) -> str:
    cites = "; ".join(map(str, interest.cite))
    return f"  {heading}{words.language.colon} {words.interest(interest)}  ({cites})"


def _products(party: Party, register: Register, words: OwnershipWords) -> Iterator[str]:
    language = words.language
    for brand in register.brands.values():
        for behind in brand.makers:
            if behind.maker == party.id:
                yield f"  {language.text('party.brand', brand.name)} ({said_of(behind, words)})"
    blocks = sum(block.party == party.id for block in register.addresses.values())
    if blocks:
        read = register.addresses_retrieved
        day = language.written_day(str(read)) if read else ""
        yield f"  {language.count('party.blocks', blocks, day)}"
