"""To whom is the block of a hardware address registered?"""

import re
from collections.abc import Iterator

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import AddressBlock
from phaseout.identify.field import Field
from phaseout.identify.fields import MAC_DIGITS, normal_mac
from phaseout.identify.rules import Column, Hit, Look, Method, Rules, each_by_itself

BLOCK_RULE = "address-block/"
_NO_DIGIT = re.compile(r"[^0-9a-f]")


def by_address_block(rules: Rules) -> Method:
    """Look the hardware address up in the IEEE registry's blocks, the longest block first.

    A block speaks strongly for the maker of the network interface and only suggests a brand: boards
    keep their maker's block under other brands, and some brands own blocks and make nothing. A block that
    anybody builds with, such as a Raspberry Pi's, names nobody and is held against what its software says.
    """

    def look(seen: Look) -> Iterator[Hit]:
        """Yield whom the block of a hardware address belongs to."""
        for field, text in seen.fields:
            if field is not Field.MAC or (block := _block_of(text, rules)) is None:
                continue
            rule = f"{BLOCK_RULE}{block.prefix}"
            if block.is_general_purpose:
                yield Hit(Dimension.MAKER, block.registrant, Strength.HINT, rule, Column.BOARD)
            if block.party is None:
                continue
            if block.party in rules.makers:
                yield Hit(Dimension.MAKER, block.party, Strength.STRONG, rule)
            yield from _brand_of(block.party, rule, rules)

    return each_by_itself(look)


def _block_of(text: str, rules: Rules) -> AddressBlock | None:
    """Return the block of an address; of one nobody registered only what virtual machines use."""
    if (mac := normal_mac(text)) is not None:
        return rules.address_block(mac)
    digits = _NO_DIGIT.sub("", text.lower())
    block = rules.address_block(digits) if len(digits) == MAC_DIGITS else None
    return block if block is not None and block.is_general_purpose else None


def _brand_of(party: str, rule: str, rules: Rules) -> Iterator[Hit]:
    brand = rules.own_brand.get(party)
    if brand is None:
        return
    yield Hit(Dimension.BRAND, brand, Strength.HINT, rule)
    if party in rules.makers:
        return
    for behind in rules.brands[brand].makers:
        yield Hit(Dimension.MAKER, behind.maker, Strength.HINT, rule)
