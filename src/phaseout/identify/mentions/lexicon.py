"""By which names, patterns and words are texts read?"""

from phaseout.domain.party import BrandRelation
from phaseout.domain.phrase import Phrases, search_together
from phaseout.domain.wording import OtherMake, Spelling
from phaseout.identify.mentions.articles import Articles
from phaseout.identify.mentions.names import Names
from phaseout.identify.mentions.stances import Stances
from phaseout.identify.mentions.typed import Designations
from phaseout.identify.rules import Rules


class Lexicon:
    """Everything that is looked for in a text; its words are looked for in one go."""

    def __init__(self, rules: Rules) -> None:
        wording = rules.wording
        self.rules = rules
        self.names = Names(rules.brands, wording, rules.false_friends)
        self.designations = Designations(rules.models, wording.designations)
        self.stances = Stances(wording)
        self.articles = Articles(wording)
        self.makes: Phrases[OtherMake] = Phrases(
            (word, make) for make in wording.makes for word in make.words
        )
        self.product_lines: Phrases[Spelling] = Phrases(
            (word, one) for one in wording.spellings for word in one.context
        )
        self.goods = Phrases((word, one.brand) for one in wording.spellings for word in one.goods)
        self.chipmakers = frozenset(
            id_
            for id_, brand in rules.brands.items()
            if brand.makers and all(one.relation is BrandRelation.COMPONENT for one in brand.makers)
        )
        """Brands of what is inside other things."""
        self.houses = _houses(rules)
        """Brand → brands of the same makers, or of one that controls the other."""
        wholes = (self.names, self.articles, self.stances)
        search_together(
            [
                *(one for whole in wholes for one in whole.phrases),
                *(self.makes, self.product_lines, self.goods),
            ]
        )


def _houses(rules: Rules) -> dict[str, frozenset[str]]:
    of_maker: dict[str, set[str]] = {}
    for id_, brand in rules.brands.items():
        for behind in brand.makers:
            for maker in filter(None, (behind.maker, rules.parents.get(behind.maker))):
                of_maker.setdefault(maker, set()).add(id_)
    houses: dict[str, set[str]] = {}
    for brands in of_maker.values():
        for one in brands:
            houses.setdefault(one, set()).update(brands)
    return {brand: frozenset(found) for brand, found in houses.items()}
