"""To whom is the block of a hardware address registered?"""

from collections.abc import Iterator

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.fields import Field, normal_mac
from phaseout.identify.rules import Hit, Look, Method, Rules, each_by_itself


def by_address_block(rules: Rules) -> Method:
    """Look the hardware address up in the IEEE registry's blocks, the longest block first.

    A block speaks strongly for the maker of the network interface and only suggests a brand: boards
    keep their maker's block under other brands, and some brands own blocks and make nothing.
    """

    def look(seen: Look) -> Iterator[Hit]:
        """Yield whom the block of a hardware address belongs to."""
        for field, text in seen.fields:
            if field is not Field.MAC or (mac := normal_mac(text)) is None:
                continue
            block = rules.address_block(mac)
            if block is None or block.party is None:
                continue
            rule = f"address-block/{block.prefix}"
            if block.party in rules.makers:
                yield Hit(Dimension.MAKER, block.party, Strength.STRONG, rule)
            yield from _brand_of(block.party, rule, rules)

    return each_by_itself(look)


def _brand_of(party: str, rule: str, rules: Rules) -> Iterator[Hit]:
    brand = rules.own_brand.get(party)
    if brand is None:
        return
    yield Hit(Dimension.BRAND, brand, Strength.HINT, rule)
    if party in rules.makers:
        return
    for behind in rules.brands[brand].makers:
        yield Hit(Dimension.MAKER, behind.maker, Strength.HINT, rule)
