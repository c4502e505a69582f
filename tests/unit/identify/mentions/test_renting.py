"""Is a thing that is rented taken for one that comes, however the line words it?"""

import pytest

from phaseout.domain.wording import Stance
from phaseout.identify.mentions import Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


@pytest.mark.parametrize(
    "text",
    [
        "Rental of Hikvision DS-2CD2143G2-I cameras for 3 months",
        "Camera rental, Hikvision DS-2CD2143G2-I, 3 months",
        "Hikvision camera rental 3 months",
        "Lease of Hikvision cameras, 36 months",
        "Hikvision cameras, leased, 36 months",
        "Rental of Hikvision cameras with brackets, incl. installation",
        "Location de caméras Hikvision, 3 mois",
        "Crédit-bail de caméras Hikvision, 36 mois",
        "Alquiler de cámaras Hikvision DS-2CD2143G2-I",
        "Arrendamiento de cámaras Hikvision por 12 meses",
        "Оренда камер Hikvision",
        "租赁海康威视摄像机",
    ],
)
def test_what_is_rented_or_leased_is_a_thing_that_comes(reader: Reader, text: str) -> None:
    (found,) = reader.read([text])
    assert {one.stance for one in found.mentions} == {Stance.BOUGHT}
    kinds = {one.kind for one in found.mentions if one.kind}
    assert kinds == {"camera"} or (found.article is not None and found.article.kind == "camera")
    assert found.article is None or found.article.kind != "service"


@pytest.mark.parametrize(
    "text",
    [
        "Rental of boom lift to mount Hikvision cameras",
        "Crane rental, lowering of Hikvision cameras",
        "Rental of bracket for Hikvision camera",
        "Rental of Hikvision camera bracket",
        "Maintenance of Hikvision cameras on lease",
        "Location d'une nacelle pour caméras Hikvision",
        "Alquiler de grúa para cámaras Hikvision",
    ],
)
def test_what_is_rented_for_work_on_a_thing_brings_none_of_it(reader: Reader, text: str) -> None:
    (found,) = reader.read([text])
    assert Stance.BOUGHT not in {one.stance for one in found.mentions}


def test_a_rental_of_anothers_cameras_in_place_of_these_brings_none_of_these(reader: Reader) -> None:
    (found,) = reader.read(["Rental of Axis P3245-V cameras replacing Hikvision"])
    assert [one.stance for one in found.mentions if one.brand == "hikvision"] == [Stance.REPLACED]


@pytest.mark.parametrize("by", ["DS-7616NI-K2", "like unit DS-7616NI-K2", "like for like DS-7616NI-K2"])
def test_the_like_unit_that_replaces_a_failed_one_is_bought(reader: Reader, by: str) -> None:
    (found,) = reader.read([f"Replace failed Hikvision NVR with {by}"])
    assert [(one.value, one.stance) for one in found.mentions] == [
        ("hikvision", Stance.REPLACED),
        ("DS-7616NI-K2", Stance.BOUGHT),
    ]
