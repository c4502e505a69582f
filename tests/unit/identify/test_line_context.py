"""Is the kind of a thing read from the text of its line where a field of its own names the maker?"""

import pytest

from phaseout.domain.claim import Dimension
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open()))


def kind_of(identifier: Identifier, **said: str) -> tuple[str | None, bool]:
    """Return the kind of a line with such fields, and whether it is disputed."""
    fields = [(name, f"order.{name.replace('_', '-')}", value) for name, value in said.items()]
    found = identifier.identify(fields)
    return found.kind.value, any(one.dimension is Dimension.KIND for one in found.conflicts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dome camera", "camera"),
        ("16-channel NVR", "recorder"),
        ("Caméra dôme extérieure", "camera"),
        ("Cámara domo", "camera"),
        ("Wall mount for camera", "accessory"),
        ("Maintenance of cameras, year 2", "service"),
        ("Thing", None),
    ],
)
def test_a_text_says_the_kind_of_what_the_makers_field_names(
    identifier: Identifier, text: str, kind: str | None
) -> None:
    assert kind_of(identifier, text=text, manufacturer="Hikvision") == (kind, False)
    assert kind_of(identifier, text=text, brand="Hikvision") == (kind, False)


def test_a_text_that_nothing_is_named_beside_says_no_kind(identifier: Identifier) -> None:
    assert kind_of(identifier, text="Dome camera") == (None, False)
    assert kind_of(identifier, text="Dome camera", part_number="4711") == (None, False)


def test_the_kind_of_a_designation_holds_and_an_accessory_for_it_is_a_contradiction(
    identifier: Identifier,
) -> None:
    assert kind_of(identifier, text="Camera", part_number="NVR4216-4KS2") == ("recorder", False)
    assert kind_of(identifier, text="Bracket for camera", part_number="DS-2CD2143G2-I") == (None, True)
