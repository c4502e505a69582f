"""What does a document in XML say of the thing that one of its lines is about?"""

from typing import NamedTuple


class Product(NamedTuple):
    """What is bought, as the document has it."""

    texts: tuple[str, ...]
    manufacturer: str
    brand: str
    part_numbers: tuple[str, ...]
    skus: tuple[str, ...]
    codes: tuple[str, ...]
    origin: str
    serials: tuple[str, ...]
    dropped: tuple[str, ...]
    """Names of properties whose values are credentials."""
