"""Which element do these bytes of a larger document hold?"""

import re

from lxml import etree
from lxml.etree import _Element as Element

# An element is parsed without the head of its document, so no entity but the five of XML exists.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
# Older nmap writes &#x0; and the raw bytes of banners, both of which XML forbids.
_FORBIDDEN = re.compile(
    r"&#x0*(?:[0-8bcef]|1[0-9a-f]);|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]);|[\x00-\x08\x0b\x0c\x0e-\x1f]", re.I
)
REPLACED = "characters that XML forbids were replaced by \N{REPLACEMENT CHARACTER}"


class DamagedElementError(ValueError):
    """The bytes are no element, or one nested deeper than 256; the message says where."""


def parse_element(data: bytes) -> tuple[Element, bool]:
    """Return the element and whether characters had to be replaced in it.

    Raises:
        DamagedElementError: it is no XML even so.
    """
    try:
        return etree.XML(data, _PARSER), False
    except etree.XMLSyntaxError:
        text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", data.decode("utf-8", "replace"))
    try:
        return etree.XML(text.encode(), _PARSER), True
    except etree.XMLSyntaxError as error:
        raise DamagedElementError(error.msg) from error
