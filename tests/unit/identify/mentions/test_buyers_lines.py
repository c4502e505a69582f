"""Are equals, services and what is cut off read as a buyer would read them?"""

import pytest

from phaseout.domain.wording import Stance
from phaseout.identify.mentions import Bearing, Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


def said(reader: Reader, text: str) -> Bearing:
    return reader.read([text])[0].bearing("hikvision")


@pytest.mark.parametrize(
    "text", ["Remove Axis PTZ; install Hikvision dome", "Removal of Pelco domes. Install 4 Hikvision domes"]
)
def test_what_is_installed_after_a_clause_of_removal_is_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


def test_what_is_installed_after_a_clause_of_supply_of_something_else_is_asked_about(reader: Reader) -> None:
    assert said(reader, "Axis PTZ, 4 ea; install Hikvision dome") is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Annual service plan Hikvision CCTV 32 cams",
        "Engineer day rate, commissioning Hikvision switches",
        "Intervention sur NVR Hikvision",
        "Visita técnica, cámara Hikvision sin imagen",
        "Виїзд майстра, перезапуск Hikvision DS-7616",
        "海康威视硬盘录像机维保费",
        "Fit free-issue Hikvision domes, 6 no., labour only",
    ],
)
def test_a_service_before_the_name_is_what_is_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


def test_labour_with_materials_is_a_supply(reader: Reader) -> None:
    assert said(reader, "Furnish all labor, materials: (24) Hikvision DS-2CD2143G2-I domes") is Bearing.BOUGHT


@pytest.mark.parametrize("text", ["CAMERA DOME EXTERIEURE HIKVI", "TURRET CAMERA 4MP 2.8MM WHITE DS-2CD23"])
def test_a_name_or_designation_cut_off_counts_beside_equipment(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


def test_a_name_cut_off_says_nothing_alone(reader: Reader) -> None:
    assert reader.read(["Envelopes HIKVI"])[0].mentions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hikvision dome or technically near equivalent",
        "Dôme Hikvision DS-2CD2143G2-I ou de performance comparable",
        "Cámara Hikvision o de prestaciones equivalentes",
        "Камера Hikvision або з подібними характеристиками",
        "海康威视摄像机或性能相当产品",
    ],
)
def test_or_equal_is_read_however_it_is_put(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


def test_a_word_for_what_is_alike_says_nothing_without_an_or(reader: Reader) -> None:
    assert said(reader, "Hikvision dome camera, better night image") is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    ["Hikvision NVR for repair shop", "Hikvision switch, service desk", "维修车间用海康威视摄像机 3台"],
)
def test_a_place_named_after_a_service_is_no_service(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


def test_a_service_that_comes_with_the_thing_does_not_make_it_one(reader: Reader) -> None:
    text = "Caméra fixe Hikvision, y compris support, boîte, raccordement, paramétrage"
    assert said(reader, text) is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "Contains no Hikvision parts. DS-2CD2143G2-I 4MP dome camera",
        "NVR-compatible camera, non-Hikvision, DS-2CD2143G2-I",
        "not Hikvision DS-2CD2143G2-I",
        "Camera, sauf Hikvision, DS-2CD2143G2-I",
    ],
)
def test_a_designation_beside_the_denial_of_its_maker_asks(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Caméra sans pièces Hikvision ni Dahua",
        "Caméra IP 4 MP sans composants Hikvision",
        "Caméra sans produits de marque Hikvision",
        "Caméras exemptes de Hikvision",
        "Caméra dépourvue de composants Hikvision",
        "Toute marque à l'exception du fabricant Hikvision",
        "Toutes marques hormis Dahua et Hikvision",
        "Caméra autre que Dahua ou Hikvision",
        "Camera without parts by Hikvision",
        "Camera devoid of Hikvision parts",
        "Camera with zero Hikvision components",
        "Any brand apart from Hikvision",
        "Cámara sin piezas Hikvision ni Dahua",
        "Cámara sin ningún componente Hikvision",
        "Cámara exenta de componentes Hikvision",
        "Cámaras de marcas distintas a Hikvision",
        "Камера без компонентів Hikvision",
        "Камера без комплектуючих Hikvision",
        "Камера вільна від компонентів Hikvision",
        "摄像机(不含海康威视部件)",
        "摄像机不带海康威视配件",
        "除海康威视外任何品牌摄像机",
    ],
)
def test_what_a_line_says_is_not_in_the_thing_accuses_nobody(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.NOT


@pytest.mark.parametrize(
    "text",
    [
        "Caméra Hikvision sans pièces de rechange",
        "Caméra Hikvision sans fil",
        "Hikvision camera without parts",
        "Cámara Hikvision sin piezas de repuesto",
        "Камера Hikvision без комплектуючих",
    ],
)
def test_what_is_missing_of_a_thing_named_before_does_not_exclude_it(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "Moving 6 Hikvision cameras",
        "Relocate Hikvision camera from lobby",
        "Déménagement de 6 caméras Hikvision",
        "Repositionnement des caméras Hikvision",
        "Télésurveillance des caméras Hikvision",
        "Mudanza de 6 cámaras Hikvision",
        "Traslado de cámaras Hikvision",
        "Televigilancia de cámaras Hikvision",
        "Переміщення 6 камер Hikvision",
        "Перевезення камер Hikvision",
        "搬迁6台海康威视摄像机",
        "海康威视摄像机移位",
    ],
)
def test_moving_and_watching_cameras_from_afar_are_services(reader: Reader, text: str) -> None:
    reading = reader.read([text])[0]
    assert reading.bearing("hikvision") is Bearing.ASKED
    assert reading.article is not None
    assert reading.article.kind == "service"


def test_a_system_for_watching_from_afar_is_a_thing(reader: Reader) -> None:
    assert said(reader, "Système de télésurveillance Hikvision") is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "Trade-in credit for 12 Hikvision cameras",
        "Credit – return of Hikvision camera DS-2CD2143G2-I",
        "Buy back Hikvision cameras",
        "Crédit de reprise, 12 caméras Hikvision",
        "Crédito por canje de cámaras Hikvision",
        "回购海康威视摄像机",
    ],
)
def test_what_is_given_back_for_money_goes(reader: Reader, text: str) -> None:
    assert {one.stance for one in reader.read([text])[0].mentions} == {Stance.REPLACED}


def test_of_the_cells_of_a_row_the_one_that_says_what_is_named_tells_the_kind(reader: Reader) -> None:
    text = "9 | HikCentral-P-VSS-Base | HikCentral Professional base licence 16 channels | 1 | 900.00"
    article = reader.read([text])[0].article
    assert article is not None
    assert article.kind == "software"


@pytest.mark.parametrize(
    "text",
    [
        "Enregistreur 8 voies, fabricants proscrits : Dahua et Hikvision",
        "Dôme 4 MP; une offre de produits Hikvision sera rejetée",
        "Switch PoE. Le matériel Hikvision n’est pas admissible",
        "Commutateur, ne pas soumissionner de Hikvision",
        "Grabador de 8 canales, marca vetada: Hikvision",
        "Domo 4 MP. Las ofertas con Hikvision no serán consideradas",
        "Реєстратор, заборонені бренди: Hikvision",
        "Купольна камера. Товари Hikvision не приймаються",
        "半球摄像机，禁止品牌：海康威视",
        "硬盘录像机，海康威视产品一律不收",
    ],
)
def test_a_make_that_is_refused_is_not_what_is_bought_in_any_language(reader: Reader, text: str) -> None:
    assert said(reader, text) not in (Bearing.BOUGHT, Bearing.ASKED)


@pytest.mark.parametrize(
    "text", ["Caméra Hikvision acceptée au lieu d’Axis, 4 unités", "Cámara domo Hikvision admitida, 4 piezas"]
)
def test_a_make_that_is_accepted_is_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT
