"""Does each method say what it should of one observation, and no more?"""

from dataclasses import replace

import pytest

from phaseout.domain.cite import Cite, EvidenceGrade
from phaseout.domain.claim import Grade, Identification, Strength
from phaseout.domain.party import (
    AddressBlock,
    Brand,
    BrandMaker,
    BrandRelation,
    Fingerprint,
    ModelPattern,
    Told,
)
from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of, normal_mac
from phaseout.identify.identification import Identifier
from phaseout.identify.rules import Rules
from phaseout.register.query import Register

CITE = (Cite(source="test", grade=EvidenceGrade.DEVICE),)
SADP = (
    '<?xml version="1.0" encoding="UTF-8"?><ProbeMatch><DeviceDescription>DS-7804HQH-K1</DeviceDescription>'
    "<DeviceSN>DS-7804HQH-K10420190822CCCHD53257168WCVU</DeviceSN><MAC>68-6d-bc-ee-f8-f0</MAC>"
    "<IPv4Address>10.0.0.9</IPv4Address><SoftwareVersion>V3.5.38build 191215</SoftwareVersion>"
    "<OEMInfo>{oem}</OEMInfo></ProbeMatch>"
)
DHIP_CUT = '{"mac":"4c:11:bf:00:00:01","params":{"deviceInfo":{"DeviceType":"NVR4108","Vendor":"Intelbras","Version":"3.2'


def brand(name: str, *makers: tuple[str, str, str, str, str]) -> Brand:
    return Brand(
        id=name,
        name=name.upper(),
        aliases=(),
        words=(name,),
        makers=tuple(
            BrandMaker(maker=m, relation=BrandRelation(r), scope=s, status=st, confidence=c, cite=CITE)
            for m, r, s, st, c in makers
        ),
    )


BRANDS = {
    b.id: b
    for b in (
        brand("hikvision", ("hikvision", "maker", "all", "current", "confirmed")),
        brand("dahua", ("dahua", "maker", "all", "current", "confirmed")),
        brand("annke", ("hikvision", "oem-rebrand", "most", "mixed", "confirmed")),
        brand("honeywell", ("dahua", "oem-rebrand", "legacy", "former", "confirmed"),
              ("hikvision", "oem-rebrand", "legacy", "former", "confirmed")),
        brand("intelbras", ("dahua", "oem-rebrand", "most", "current", "confirmed")),
        brand("amcrest", ("dahua", "oem-rebrand", "most", "current", "confirmed")),
        brand("axis", ("axis", "negative", "all", "current", "confirmed")),
    )
}  # fmt: skip


def model(
    name: str, maker: str, pattern: str, strength: Strength, kind: str | None = None, *, needs: bool = False
) -> ModelPattern:
    return ModelPattern(
        id=f"model/{name}", brand=maker, maker=maker, pattern=pattern, kind=kind, strength=strength,
        needs_brand=needs,
    )  # fmt: skip


BLOCKS = {
    "686DBC": AddressBlock(prefix="686DBC", party="hikvision", registrant="Hangzhou Hikvision"),
    "9C8ECD": AddressBlock(prefix="9C8ECD", party="amcrest", registrant="Amcrest Technologies"),
    "402C761": AddressBlock(prefix="402C761", party=None, registrant="Shanghai Dahua Scale Factory"),
}

RULES = Rules(
    fingerprints={
        "http.server": (
            Fingerprint(
                id="http.server/app-webs",
                trait="http.server",
                pattern="^App-webs/",
                tells=(
                    Told(dimension="maker", value="hikvision", capture=None, strength=Strength.STRONG),
                    Told(dimension="platform", value="hikvision", capture=None, strength=Strength.STRONG),
                ),
                cite=CITE,
            ),
        ),
        "inventory.serial": (
            Fingerprint(
                id="inventory.serial/hikvision",
                trait="inventory.serial",
                pattern=r"^(?P<model>.+?)20[0-2]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[A-Z]{4}",
                tells=(Told(dimension="maker", value="hikvision", capture=None, strength=Strength.STRONG),),
                cite=CITE,
            ),
        ),
    },
    brands=BRANDS,
    models=(
        model("ds2", "hikvision", r"^DS-2CD\w{4,}", Strength.STRONG, "camera"),
        model("c500", "annke", r"^C500$", Strength.SUPPORTING),
        model("tie-a", "hikvision", r"^TIE-\d", Strength.SUPPORTING),
        model("tie-b", "dahua", r"^TIE-\d", Strength.SUPPORTING),
        model("p", "axis", r"^P\d{4}", Strength.HINT, needs=True),
    ),
    ambiguous_models={"IPC-B140H": ("annke", "dahua")},
    address_block=lambda mac: next((BLOCKS[mac[:n]] for n in (9, 7, 6) if mac[:n] in BLOCKS), None),
    false_friends=frozenset(("shanghai dahua scale factory",)),
    makers=frozenset(("hikvision", "dahua", "axis")),
    parents={},
    own_brand={"hikvision": "hikvision", "dahua": "dahua", "axis": "axis", "amcrest": "amcrest"},
    wording=Register.open().wording,
)


def identified(*observations: tuple[str, str]) -> Identification:
    return Identifier(RULES).identify((f"o{n}", *seen) for n, seen in enumerate(observations, start=1))


def maker(*observations: tuple[str, str]) -> tuple[str | None, Grade]:
    claim = identified(*observations).maker
    return claim.value, claim.grade


def test_a_discovery_answer_gives_up_its_fields() -> None:
    assert dict(fields_of("sadp.xml", SADP.format(oem="N/A"))) == {
        Field.MODEL: "DS-7804HQH-K1",
        Field.SERIAL: "DS-7804HQH-K10420190822CCCHD53257168WCVU",
        Field.MAC: "68-6d-bc-ee-f8-f0",
        Field.IP: "10.0.0.9",
        Field.FIRMWARE: "V3.5.38build 191215",
    }


def test_a_cut_json_answer_still_gives_what_stands_in_it() -> None:
    fields = fields_of("dhip.json", DHIP_CUT)
    assert (Field.MODEL, "NVR4108") in fields
    assert (Field.OEM, "Intelbras") in fields


@pytest.mark.parametrize(
    "said",
    [
        '"Version" : "2.400.0.8,\n"SerialNo" : "1F006E4PAX00075"}}}',
        '"SerialNo":"1F006E4PAX00075","Version":"2.400.0.8\n      }\n   }\n}\n',
        '"Version": "2.400.0.8, "SerialNo": "1F006E4PAX00075", "VideoInputChannels": 1}}}',
        '"Version":"2.400.0.8","SerialNo":"1F006E4PAX00075"}}}',
    ],
)
def test_a_version_whose_quotes_are_left_open_ends_where_the_version_does(said: str) -> None:
    fields = fields_of("dhip.json", '{"params":{"deviceInfo":{' + said)
    assert sorted(fields) == [(Field.FIRMWARE, "2.400.0.8"), (Field.SERIAL, "1F006E4PAX00075")]


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("sadp.xml", "<ProbeMatch><DeviceDescription> IPCamera </DeviceDescription></ProbeMatch>"),
        ("sadp.xml", "<ProbeMatch><DeviceDescription>NVR</DeviceDescription></ProbeMatch>"),
        ("dhip.json", '{"params":{"deviceInfo":{"DeviceType":"IPC"}}}'),
    ],
)
def test_a_word_for_every_camera_is_no_model(trait: str, value: str) -> None:
    assert fields_of(trait, value) == ()


def test_two_independent_bases_are_conclusive() -> None:
    assert maker(("http.server", "App-webs/"), ("mac", "68:6d:bc:00:00:01")) == (
        "hikvision",
        Grade.CONCLUSIVE,
    )


def test_an_address_block_alone_is_strong_for_the_maker_and_suggestive_for_the_brand() -> None:
    found = identified(("mac", "686d.bc00.0001"))
    assert (found.maker.value, found.maker.grade) == ("hikvision", Grade.STRONG)
    assert (found.brand.value, found.brand.grade) == ("hikvision", Grade.SUGGESTIVE)


def test_a_sellers_own_block_only_suggests_who_made_it() -> None:
    found = identified(("mac", "9c:8e:cd:00:00:01"))
    assert (found.brand.value, found.brand.grade) == ("amcrest", Grade.SUGGESTIVE)
    assert (found.maker.value, found.maker.grade) == ("dahua", Grade.SUGGESTIVE)


def test_a_false_friends_block_says_nothing() -> None:
    assert identified(("mac", "40:2c:76:1a:00:01")) == Identification()


def test_a_rebrand_is_unmasked_by_its_serial_number() -> None:
    found = identified(
        ("inventory.manufacturer", "Annke"), ("inventory.serial", "NC80020210315AAWRF12345678")
    )
    assert (found.brand.value, found.brand.grade) == ("annke", Grade.STRONG)
    assert (found.maker.value, found.maker.grade) == ("hikvision", Grade.STRONG)
    assert not found.conflicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hikvision", ("hikvision", Grade.STRONG)),
        ("HIKVISION CO., LTD.", ("hikvision", Grade.STRONG)),
        ("HIK Vision", ("hikvision", Grade.STRONG)),
        ("Hangzhou Hikvision Digital Technology Co., Ltd.", ("hikvision", Grade.STRONG)),
        ("Hikvision North Division", ("hikvision", Grade.SUGGESTIVE)),
        ("Annke", ("hikvision", Grade.SUGGESTIVE)),
        ("non-Hikvision", (None, Grade.NONE)),
        ("Shanghai Dahua Scale Factory", (None, Grade.NONE)),
        ("Acme", (None, Grade.NONE)),
    ],
)
def test_a_manufacturer_column_says_as_much_as_the_name_allows(
    text: str, expected: tuple[str | None, Grade]
) -> None:
    assert maker(("inventory.manufacturer", text)) == expected


def test_a_brand_with_several_makers_settles_on_none() -> None:
    found = identified(("inventory.manufacturer", "Honeywell"))
    assert found.brand.value == "honeywell"
    assert (found.maker.value, found.maker.grade) == (None, Grade.NONE)
    assert {claim.value for claim in found.conflicts[0].claims} == {"dahua", "hikvision"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DS-2CD2143G0-I", ("hikvision", Grade.STRONG)),
        ("HIKVISION DS-2CD2143G0-I", ("hikvision", Grade.STRONG)),
        ("C500", ("annke", Grade.SUGGESTIVE)),
        ("TIE-4", (None, Grade.NONE)),
        ("IPC-B140H", (None, Grade.NONE)),
        ("LaserJet 400", (None, Grade.NONE)),
    ],
)
def test_a_model_says_as_much_as_its_grammar_allows(text: str, expected: tuple[str | None, Grade]) -> None:
    assert maker(("inventory.model", text)) == expected


@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([], None),
        ([("inventory.manufacturer", "Huawei")], None),
        ([("inventory.description", "Axis dome")], "model/p"),
        ([("inventory.manufacturer", "Axis")], "model/p"),
    ],
)
def test_what_anybody_may_call_a_model_counts_only_beside_the_name_of_the_brand(
    observations: list[tuple[str, str]], expected: str | None
) -> None:
    found = identified(("inventory.model", "P5720-28X"), *observations)
    assert (expected in found.maker.rules) if expected else found.maker.value != "axis"


def test_the_brand_may_stand_in_front_of_such_a_designation() -> None:
    assert maker(("inventory.model", "AXIS P3245-LV")) == ("axis", Grade.SUGGESTIVE)


@pytest.mark.parametrize(
    "text",
    ["replaces the Hikvision at the gate", "non-Hikvision", "compatible with Hikvision", "sans Hikvision",
     "remplace la Hikvision de l'entrée", "bracket for Hikvision"],
)  # fmt: skip
def test_a_name_that_is_turned_away_accuses_nobody(text: str) -> None:
    assert maker(("inventory.description", text)) == (None, Grade.NONE)


@pytest.mark.parametrize(
    "text",
    ["AXIS P3245-LV. Compatible with Hikvision, Dahua recorders",
     "Does not contain HiSilicon or Hikvision parts (NDAA compliant)",
     "Contains no parts from Huawei, ZTE, Hytera, Hikvision or Dahua"],
)  # fmt: skip
def test_a_label_that_says_what_is_not_inside_accuses_nobody(text: str) -> None:
    assert maker(("label.text", text))[0] in (None, "axis")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hikvision dome camera", ("hikvision", Grade.STRONG)),
        ("DS-2CD2143G2-I dome", ("hikvision", Grade.STRONG)),
        ("Hikvison dome camera", ("hikvision", Grade.STRONG)),
        ("Hikvison, two of them", ("hikvision", Grade.SUGGESTIVE)),
        ("Bracket for Hikvision camera", ("hikvision", Grade.SUGGESTIVE)),
        ("Removal of Hikvision cameras", ("hikvision", Grade.SUGGESTIVE)),
        ("Any camera except Hikvision", (None, Grade.NONE)),
        ("Replacement of Hikvision cameras by Dahua", ("dahua", Grade.STRONG)),
    ],
)
def test_an_order_line_says_as_much_as_it_buys(text: str, expected: tuple[str | None, Grade]) -> None:
    assert maker(("order.text", text)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hikvision dome camera", "camera"),
        ("Bracket for DS-2CD2143G2-I", "accessory"),
        ("DS-2CD2143G2-I bracket", "accessory"),
        ("DS-2CD2143G2-I", "camera"),
        ("Repair of Hikvision camera", "service"),
        ("Hikvision, 12 pcs", None),
    ],
)
def test_an_order_line_says_what_kind_of_thing_it_buys(text: str, kind: str | None) -> None:
    assert identified(("order.text", text)).kind.value == kind


def test_a_name_beside_what_a_line_buys_never_contradicts_it() -> None:
    found = identified(("order.text", "Dahua camera compatible with Hikvision"))
    assert (found.maker.value, found.conflicts) == ("dahua", ())


@pytest.mark.parametrize("text", ["DS2CD2143G2I", "ds 2cd2143g2-i", "2CD2143G2-I"])
def test_a_designation_typed_by_hand_suggests_its_maker(text: str) -> None:
    found = Identifier(replace(RULES, models=Register.open().models)).identify(
        [("o1", "inventory.model", text)]
    )
    assert (found.maker.value, found.maker.grade) == ("hikvision", Grade.SUGGESTIVE)


def test_a_maker_that_a_list_says_was_another_is_what_it_is_now() -> None:
    assert identified(("inventory.manufacturer", "Axis (was Hikvision)")).brand.value == "axis"


def test_a_maker_with_a_typing_error_is_suggested() -> None:
    assert maker(("inventory.manufacturer", "hikvison")) == ("hikvision", Grade.SUGGESTIVE)
    assert maker(("inventory.manufacturer", "dauha")) == ("dahua", Grade.SUGGESTIVE)
    assert maker(("inventory.manufacturer", "duaah")) == (None, Grade.NONE)


def test_a_name_in_free_text_only_suggests() -> None:
    assert maker(("inventory.description", "Hikvision dome, lobby")) == ("hikvision", Grade.SUGGESTIVE)


@pytest.mark.parametrize(
    "text", ["Linux hikvision-vms 5.10", "works with Hikvision", "Hikvision-compatible webserver"]
)
def test_a_name_in_a_banner_is_never_firm_alone(text: str) -> None:
    assert not identified(("snmp.sysdescr", text)).maker.grade.is_firm


def test_an_oem_field_names_the_brand_and_not_the_maker() -> None:
    found = identified(("dhip.json", DHIP_CUT))
    assert (found.brand.value, found.brand.grade) == ("intelbras", Grade.STRONG)
    assert found.maker.value is None


def test_a_port_alone_is_nothing() -> None:
    assert identified(("port.tcp", "8000"), ("ip", "10.0.0.1")) == Identification()


@pytest.mark.parametrize(
    ("text", "mac"),
    [
        ("68-6d-bc-ee-f8-f0", "686DBCEEF8F0"),
        ("686d.bcee.f8f0", "686DBCEEF8F0"),
        ("ff:ff:ff:ff:ff:ff", None),
        ("01:00:5e:00:00:fb", None),
        ("02:42:ac:11:00:02", None),
        ("00:00:00:00:00:00", None),
        ("68-6d-bc", None),
    ],
)
def test_only_a_single_interfaces_registered_address_counts(text: str, mac: str | None) -> None:
    assert normal_mac(text) == mac


def listed(**columns: str) -> Identification:
    seen = [
        (f"o{number}", f"inventory.{name}", value) for number, (name, value) in enumerate(columns.items())
    ]
    return Identifier(RULES).identify(seen)


@pytest.mark.parametrize("order", [("manufacturer", "brand"), ("brand", "manufacturer")])
def test_a_maker_and_the_brand_on_its_box_are_no_contradiction(order: tuple[str, str]) -> None:
    row = {"manufacturer": "Hikvision", "brand": "Intelbras"}
    said = listed(**{name: row[name] for name in order})
    assert (said.maker.value, said.maker.grade) == ("hikvision", Grade.STRONG)
    assert (said.brand.value, said.brand.grade) == ("intelbras", Grade.STRONG)
    assert said.conflicts == ()


def test_a_brand_alone_says_of_its_maker_what_the_brand_says() -> None:
    said = listed(brand="Hikvision")
    assert (said.brand.value, said.maker.value, said.maker.grade) == ("hikvision", "hikvision", Grade.STRONG)
    assert listed(brand="Annke") == listed(manufacturer="Annke")


def test_a_brand_that_is_another_makers_own_name_contradicts_the_maker() -> None:
    said = listed(manufacturer="Dahua", brand="Hikvision")
    assert (said.maker.value, said.brand.value) == (None, "hikvision")
    (conflict,) = said.conflicts
    assert {claim.value for claim in conflict.claims} == {"dahua", "hikvision"}


def test_a_brand_nobody_knows_is_shown_as_it_was_typed_beside_its_maker() -> None:
    said = listed(manufacturer="Hikvision", brand="BarCam Pro")
    assert (said.maker.value, said.brand.value, said.brand.grade) == (
        "hikvision",
        "BarCam Pro",
        Grade.SUGGESTIVE,
    )
    assert said.conflicts == ()
