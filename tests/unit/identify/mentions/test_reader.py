"""Is a line of text read as a buyer would read it?"""

import string

import pytest

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.mentions import Bearing, Reader, Stance, Task, Written
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


def said(reader: Reader, text: str, party: str = "hikvision") -> Bearing:
    return reader.read([text])[0].bearing(party)


@pytest.mark.parametrize(
    "text",
    [
        "24 x Hikvision 4MP dome camera",
        "Replace with Hikvision",
        "Replacement camera Hikvision",
        "Replacement of Axis cameras with Hikvision",
        "Supply, delivery and installation of Hikvision cameras",
        "ONVIF compatible Hikvision camera",
        "No less than 4 Hikvision cameras",
        "Hikvision NVR w/ 2TB HDD, free shipping",
        "No microphone, Hikvision dome camera",
        "Cameras for the parking lot, Hikvision",
        "Remplacement des caméras Axis par des caméras Hikvision",
        "Fourniture et pose de 12 caméras Hikvision, hors taxes",
        "Sustitución de cámaras Axis por cámaras Hikvision",
        "Заміна камер Axis на Hikvision",
        "将大华摄像机更换为海康威视",
        "采购海康威视录像机，含硬盘",
    ],
)
def test_what_comes_is_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "Replacement of Hikvision cameras by Axis",
        "Hikvision cameras at city hall to be removed",
        "Bracket for Hikvision dome camera",
        "Axis camera compatible with Hikvision recorders",
        "CCTV maintenance, Hikvision, year 2",
        "Repair of Hikvision cameras",
        "Retrait et mise au rebut de caméras Hikvision",
        "Licence pour caméra Hikvision",
        "Soporte para cámara Hikvision",
        "Кронштейн для камери Hikvision",
        "Демонтаж камер Hikvision",
        "拆除海康威视摄像机",
        "支架，适用于海康威视",
    ],
)
def test_what_goes_or_stands_beside_is_asked_about(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Non-Hikvision cameras only",
        "Contains no parts from Foo, Bar, Hikvision or Dahua",
        "No camera, recorder or component from Hikvision",
        "Any brand other than Dahua, Hikvision, or Uniview",
        "Hikvision products will not be accepted",
        "Toutes marques sauf Dahua et Hikvision",
        "Cualquier marca excepto Dahua o Hikvision",
        "Камери будь-яких виробників, крім Dahua та Hikvision",
        "不含华为、海康威视或大华部件",
        "Hi-Vision television",
        "A camera of nobody's",
    ],
)
def test_what_is_excluded_or_another_thing_is_not_bought(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.NOT


def test_a_line_may_buy_one_make_and_remove_another(reader: Reader) -> None:
    (reading,) = reader.read(["Replacement of Dahua cameras by Hikvision; no Huawei"])
    assert [mention.stance for mention in reading.mentions] == [
        Stance.REPLACED,
        Stance.BOUGHT,
        Stance.EXCLUDED,
    ]
    assert reading.bearing("dahua") is Bearing.ASKED
    assert reading.bearing("huawei") is Bearing.NOT


@pytest.mark.parametrize(
    "text", ["DS2CD2143G2I", "DS-2CD-2143", "DS 2CD2143G2", "2CD2143G2-I", "DS 2CD 2143G2-I"]
)
def test_separators_and_a_prefix_of_a_designation_are_forgiven(reader: Reader, text: str) -> None:
    (mention,) = reader.read([f"dome {text}, white"])[0].mentions
    assert (mention.dimension, mention.value) == (Dimension.MODEL, text)
    assert mention.written is Written.SEPARATORS_FORGIVEN
    assert mention.makers[0][0] == "hikvision"


@pytest.mark.parametrize("text", ["Hikvison", "Hikivision", "Hikvsiion", "Hikvisioon", "iHkvision"])
def test_one_typing_error_in_a_distinctive_name_is_forgiven(reader: Reader, text: str) -> None:
    (mention,) = reader.read([f"{text} dome"])[0].mentions
    assert (mention.brand, mention.written) == ("hikvision", Written.ONE_LETTER_OFF)


@pytest.mark.parametrize("text", ["Hikivison dome", "Duaah camera", "Hyterra soil test", "Flight to Hawaii"])
def test_two_errors_short_names_and_other_words_are_not_forgiven(reader: Reader, text: str) -> None:
    assert reader.read([text])[0].mentions == ()


@pytest.mark.parametrize(
    ("alone", "beside", "brand"),
    [
        ("Ubuntu LTS", "LTS turret camera", "lts"),
        ("ZTE", "ZTE 5G modem", "zte"),
        ("DJI", "DJI Mavic 3", "dji"),
        ("TVT", "TVT NVR", "tvt"),
        ("Lorex jewellery", "Lorex LNR6108X", "lorex"),
        ("中兴路", "中兴光猫", "zte"),
    ],
)
def test_short_and_common_names_need_context(reader: Reader, alone: str, beside: str, brand: str) -> None:
    without, with_it = reader.read([alone, beside])
    assert without.mentions == ()
    assert with_it.bearing(brand) is Bearing.BOUGHT or with_it.mentions[0].brand == brand


@pytest.mark.parametrize(
    ("text", "kind", "task"),
    [
        ("Bracket for Hikvision camera", "accessory", None),
        ("Hikvision camera bracket", "accessory", None),
        ("Hikvision camera with bracket", "camera", None),
        ("Licence pour caméra Hikvision", "software", Task.LICENCE),
        ("Support de caméra Hikvision", "accessory", None),
        ("Soporte para cámara Hikvision", "accessory", None),
        ("Кронштейн для камери Hikvision", "accessory", None),
        ("海康威视摄像机支架", "accessory", None),
        ("海康威视摄像机", "camera", None),
        ("Set of 4 Hikvision cameras", "camera", None),
        ("Removal of Hikvision cameras", "service", Task.REMOVAL),
        ("Послуги з ремонту камер Hikvision", "service", Task.REPAIR),
        ("Hikvision video intercom", "intercom", None),
    ],
)
def test_the_head_of_the_phrase_is_what_is_bought(
    reader: Reader, text: str, kind: str, task: Task | None
) -> None:
    article = reader.read([text])[0].article
    assert article is not None
    assert (article.kind, article.task) == (kind, task)


@pytest.mark.parametrize("text", ["Hikvision 12 pcs", "Supply and installation of Hikvision cameras"])
def test_what_a_line_does_not_say_of_the_article_stays_unknown(reader: Reader, text: str) -> None:
    assert reader.read([text])[0].article is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Caméra ＨＩＫＶＩＳＩＯＮ, élégante", "ＨＩＫＶＩＳＩＯＮ"),
        ("Came\u0301ra e\u0301gale\u0301e Hikvision", "Hikvision"),
        ("камера Хіквіжн вулична", "Хіквіжн"),
        ("hik\u200bvision dome", "hik\u200bvision"),
    ],
)
def test_spans_count_characters_of_the_text_as_written(reader: Reader, text: str, found: str) -> None:
    (mention,) = reader.read([text])[0].mentions
    assert text[mention.start : mention.end] == found


def test_a_text_is_read_alike_alone_and_among_others(reader: Reader) -> None:
    texts = ["Hikvision dome", "naïve café", "", "line\nend Dahua camera", "海康威视摄像机", "nothing"] * 50
    assert reader.read(texts) == [reader.read([text])[0] for text in texts]


def test_a_hostile_text_takes_no_longer_than_its_length(reader: Reader) -> None:
    assert reader.read(["Hikvision " + "no, " * 40_000])[0].mentions


def maker_strength(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(maker, str(sure)) for one in reader.read([text])[0].mentions for maker, sure in one.makers]


@pytest.mark.parametrize(
    "text",
    [
        "Hikvision or equivalent dome camera",
        "Hikvision DS-2CD2143G2-I dome camera, 4 MP; or approved equal",
        "Caméra Hikvision, 4 Mpx, ou équivalent",
        "Cámara domo Hikvision o similar",
        "Камера Hikvision або еквівалент",
        "海康威视摄像机或同等品牌",
        "Credit for returned Hikvision camera",
        "Smith v. Hikvision",
        "Provide annual maintenance, Hikvision cameras",
        "Hikvision cameras at city hall - annual maintenance",
        "Bracket for DS-2CD2143G2-I dome by Hikvision",
    ],
)
def test_an_equal_a_credit_a_case_and_a_service_ask(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Swap two old Axis domes for Hikvision domes",
        "Remove four Axis domes and install Hikvision domes",
        "Replacement for broken dome at gate: Hikvision dome",
        "Quote for 12 Hikvision cameras",
        "Hikvision cameras, supplied and installed",
        "HikCentral Professional licence",
        "Licence for HikCentral",
    ],
)
def test_what_comes_in_anothers_place_or_is_a_program_of_the_makers_is_bought(
    reader: Reader, text: str
) -> None:
    assert said(reader, text) is Bearing.BOUGHT


@pytest.mark.parametrize("text", ["Dahua Street 12", "Catering by Dahua", "Repas au restaurant Dahua"])
def test_a_sign_of_another_trade_beside_a_name_makes_it_another_firm(reader: Reader, text: str) -> None:
    assert said(reader, text, "dahua") is Bearing.NOT


def test_a_sourced_grammar_is_firm_where_no_other_makers_fits_or_equipment_stands_beside(
    reader: Reader,
) -> None:
    assert maker_strength(reader, "DS-KV6113-WPE1, 2 pcs") == [("hikvision", "strong")]
    assert maker_strength(reader, "PD785G, 2 pcs") == [
        ("hytera", "hint")
    ]  # a form that another brand has too
    assert maker_strength(reader, "radio PD785G") == [("hytera", "strong")]  # which makes no radios
    assert maker_strength(reader, "radio PD782G") == [("hytera", "strong")]


@pytest.mark.parametrize(
    ("text", "is_backed"),
    [("Hikvison dome", True), ("Hikvison for John", False), ("Hikvision", False), ("Hikvision 12 pcs", True)],
)
def test_a_misspelt_name_wants_equipment_and_a_name_alone_says_little(
    reader: Reader, text: str, is_backed: bool
) -> None:
    assert reader.read([text])[0].mentions[0].is_backed is is_backed


@pytest.mark.parametrize("text", ["Hikvision NVR 8ch 2TB hard drive", "DS-2CD2143G2-I 2.8 mm lens"])
def test_what_a_thing_comes_with_is_not_what_is_bought(reader: Reader, text: str) -> None:
    article = reader.read([text])[0].article
    assert article is None or article.kind == "recorder"


@pytest.mark.parametrize(
    ("text", "brand"),
    [("Xiaomi smartphone", "xiaomi"), ("TP-Link router", "tp-link"), ("Megvii face terminal", "megvii")],
)
def test_a_maker_that_a_measure_names_is_found_in_a_line(reader: Reader, text: str, brand: str) -> None:
    assert reader.read([text])[0].bearing(brand) is Bearing.BOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "Synology NAS for archiving from Hikvision NVR",
        "Milestone recording licence, 16 channels (Hikvision)",
        "SolarWinds licence, 50 Hikvision nodes",
        "Commutateur Cisco CBS350 pour raccorder caméras Hikvision",
        "Disco Seagate SkyHawk 4TB para DVR Hikvision",
    ],
)
def test_what_another_maker_sells_for_a_thing_asks(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.ASKED


@pytest.mark.parametrize(
    "text",
    [
        "Provision, installation and config of Hikvision cameras",
        "Fourniture, programmation et installation de caméras Hikvision",
        "海康威视摄像机8台供货及安装调试",
        "20 no. Hikvision cameras",
        "Hikvision NVR, installation not included",
        "Hikvision DS-2CD2143G2-I en remplacement d'un Axis",
        "Upgrade of Pelco domes to Hikvision",
    ],
)
def test_what_is_supplied_is_bought_also_where_a_service_is_named(reader: Reader, text: str) -> None:
    assert said(reader, text) is Bearing.BOUGHT


def test_items_behind_a_designation_are_no_article_of_the_first(reader: Reader) -> None:
    article = reader.read(["6 Hytera PD405, 6 earpieces, 1 charger"])[0].article
    assert article is None


def test_a_designation_with_a_blank_is_found_and_speaks_for_the_confirmed_maker(reader: Reader) -> None:
    (mention,) = reader.read(["MHDX 1116-C 16ch"])[0].mentions
    assert (mention.value, mention.brand, mention.makers[0][0]) == ("MHDX 1116-C", "intelbras", "dahua")
    assert mention.makers[0][1] is Strength.STRONG


def test_a_short_name_in_a_list_of_excluded_ones_is_excluded(reader: Reader) -> None:
    assert said(reader, "Seller certifies no Huawei, ZTE or Hytera products", "zte") is Bearing.NOT
    assert said(reader, "Seller certifies no Huawei, ZTE or Hytera products", "hytera") is Bearing.NOT


def test_an_article_number_longer_than_a_grammar_is_no_candidate(reader: Reader) -> None:
    # Lines that only look like some grammar's are read one by one, which takes hundreds of times as long.
    lines = [f"{letter}4820716-03  patch cord, 12 EA" for letter in string.ascii_uppercase]
    assert list(reader.candidates(lines)) == []
