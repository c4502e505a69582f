"""Is anybody taken for a restricted maker because of what people write about that maker?"""

import pytest

from phaseout.domain.claim import Grade, Identification
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

INNOCENTS = (
    ("http.title", "Dahua NVR setup - wiki"),
    ("http.title", "EZVIZ cameras | Home dashboard"),
    ("http.title", "Hikvision cameras - Home Assistant"),
    ("http.title", "Huawei Router replacement - intranet"),
    ("http.title", "Hytera radios - booking"),
    ("http.title", "Tiandy removal plan 2027"),
    ("http.title", "Uniview cameras - Grafana"),
    ("http.title", "Xiongmai DVR botnet - press review"),
    ("http.title", "ZTE router returns"),
    ("http.title", "ZXHN H298A - how to reset"),
    ("http.title", "EchoLife to be returned by June"),
    ("http.server", "hikvision-proxy (nginx)"),
    ("http.server", "Huawei-lab/1.0 (Apache)"),
    ("http.server", "Dahua/forwarder"),
    ("http.body", "<p>© 2026 The Herald. Report on Huawei Technologies Co in the county</p>"),
    ("http.body", "<p>Copyright 2025 Town. Our Hikvision Digital Technology inventory</p>"),
    ("http.body", "<title>Huawei WiFi guests - help desk</title>"),
    ("http.www-authenticate", 'Basic realm="Huawei lab file server"'),
    ("http.www-authenticate", 'Basic realm="Login to router"'),
    ("http.www-authenticate", 'Digest realm="Login to Administrator", nonce="1"'),
    ("http.www-authenticate", 'Basic realm="ZTE staging"'),
    ("http.www-authenticate", 'Basic realm="Hytera booking"'),
    ("rtsp.realm", "Uniview wiki"),
    ("rtsp.server", "Hikvision-simulator/0.1"),
    ("tls.subject", "C=CA, O=Hikvision Resellers Ltd, CN=shop.example"),
    ("tls.subject", "C=US, O=Dahua Technology Restaurant, CN=menu.example"),
    ("tls.subject", "C=US, O=Dahua Security Camera Store LLC, CN=shop.example"),
    ("tls.subject", "C=CA, O=Uniview Window Blinds Inc, CN=shop.example"),
    ("tls.subject", "C=CA, O=Hytera Canada Dealer, CN=shop.example"),
    ("tls.subject", "C=SG, O=Huawei Cloud Computing, CN=*.cloud.example"),
    ("tls.issuer", "O=ZTE_Fanclub, CN=home CA"),
    ("tls.issuer", "O=Example, CN=Huawei Equipment Rental CA"),
    ("ftp.banner", "220 Hikvision firmware mirror (vsftpd)"),
    ("ssh.banner", "SSH-2.0-OpenSSH_9.2p1 Huawei Technologies jump host"),
    ("telnet.banner", "ZTE Corporation museum, please log in"),
    ("lldp.sysdescr", "Cisco IOS Software, C2960, uplink to Huawei Technologies router"),
    ("snmp.sysdescr", "Linux collector 6.1 for Hikvision cameras"),
    ("snmp.sysdescr", "Linux monitor, watches Huawei AR2220 and ZTE Corporation routers"),
    ("upnp.manufacturer", "Hikvision Emulator Project"),
    ("upnp.manufacturer", "Uniview Fan Software Group"),
    ("onvif.manufacturer", "Hikvision-compatible"),
    ("onvif.manufacturer", "Dahua Restaurant Supply"),
    ("inventory.manufacturer", "Hikvision?"),
    ("inventory.manufacturer", "probably Dahua"),
    ("onvif.serial", "DX20991231AAWRC12345678"),
    ("onvif.serial", "FOO20190231AAWRC12345678"),
    ("inventory.serial", "FOO19120115AAWRC12345678"),
    ("hostname", "HIKVISION-VMS-PC"),
)
"""Texts of people about a maker, and numbers that no camera can bear; none is of that maker's equipment."""

EQUIPMENT = (
    ("http.server", "App-webs/", "hikvision"),
    ("http.server", "Mini web server 1.0 ZTE corp 2005.", "zte"),
    (
        "tls.subject",
        "C=CN, ST=ZheJiang, L=HangZhou, O=HIKVISION, OU=DVRNVR, CN=www.hikvision.com",
        "hikvision",
    ),
    ("tls.issuer", "C=CN, O=Zhejiang Dahua Technology Co.,Ltd., CN=Product Root CA", "dahua"),
    ("tls.subject", "C=CN, O=Huawei Technologies Co., Ltd., CN=10.0.0.5", "huawei"),
    ("onvif.manufacturer", "HIKVISION", "hikvision"),
    ("onvif.manufacturer", "Zhejiang Dahua Technology Co.,Ltd.", "dahua"),
    ("upnp.manufacturer", "Huawei Technologies Co., Ltd.", "huawei"),
    ("ssh.banner", "SSH-2.0-HUAWEI-1.5", "huawei"),
    ("telnet.banner", "Welcome Visiting Huawei Home Gateway", "huawei"),
    ("snmp.sysdescr", "C320 Version V2.1.0 Software, Copyright (c) by ZTE Corporation Compiled", "zte"),
    ("onvif.serial", "DS-2CD1143G0-I20211208AAWRJ21084244 ", "hikvision"),
)


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open()))


def identified(identifier: Identifier, *seen: tuple[str, str]) -> Identification:
    return identifier.identify((f"o{number}", *one) for number, one in enumerate(seen))


@pytest.mark.parametrize(("trait", "text"), INNOCENTS)
def test_words_about_a_maker_accuse_nobody(identifier: Identifier, trait: str, text: str) -> None:
    found = identified(identifier, (trait, text), ("http.server", "nginx/1.24.0"))
    assert not found.maker.grade.is_firm
    assert not found.platform.grade.is_firm


@pytest.mark.parametrize(("trait", "text", "maker"), EQUIPMENT)
def test_what_equipment_sends_still_settles_its_maker(
    identifier: Identifier, trait: str, text: str, maker: str
) -> None:
    claim = identified(identifier, (trait, text)).maker
    assert (claim.value, claim.grade) == (maker, Grade.STRONG)


def test_a_title_and_a_note_of_the_same_people_are_still_a_suggestion(identifier: Identifier) -> None:
    words = ("http.title", "Uniview cameras - Grafana"), ("inventory.description", "Uniview dashboard")
    assert identified(identifier, *words).maker.grade is Grade.SUGGESTIVE


def test_equipment_that_names_its_maker_in_several_independent_ways_stays_firm(
    identifier: Identifier,
) -> None:
    words = ("telnet.banner", "HIKVISION login:"), ("snmp.sysdescr", "Hikvision IP camera")
    claim = identified(identifier, *words).maker
    assert (claim.value, claim.grade) == ("hikvision", Grade.STRONG)


def test_an_ambiguous_designation_is_settled_by_the_brand_that_is_written_beside_it(
    identifier: Identifier,
) -> None:
    beside = {
        ("LILIN", "DVR8-1550"): "lilin",
        ("VIVOTEK", "SD49225XA-HNR"): "vivotek",
        ("LILIN", "PD785G"): "lilin",
        ("Annke", "C500"): "hikvision",
    }
    for (brand, model), maker in beside.items():
        found = identified(identifier, ("inventory.manufacturer", brand), ("inventory.model", model))
        assert found.maker.value == maker, (brand, model)
        assert found.brand.value == brand.lower()
    assert identified(identifier, ("inventory.model", "C500")).maker.value is None


def test_a_brand_in_front_of_a_designation_keeps_the_grammars_of_others_out(identifier: Identifier) -> None:
    row = '{"channel":"4","vendor":"Onvif","model":"AXIS M3115-LVE"}'
    found = identified(identifier, ("recorder.channel", row))
    assert (found.brand.value, found.conflicts) == ("axis", ())


def test_a_camera_in_a_recorders_table_is_known_by_its_serial_number(identifier: Identifier) -> None:
    row = '{"channel":"1","serial":"ABC-10020190315AAWRC12121298"}'
    claim = identified(identifier, ("recorder.channel", row)).maker
    assert (claim.value, claim.grade) == ("hikvision", Grade.STRONG)


@pytest.mark.parametrize(
    ("row", "platform"),
    [
        ('{"channel":"1","protocol":"HIKVISION"}', "hikvision"),
        ('{"channel":"1","protocol":"Dahua2","vendor":"Private"}', "dahua"),
        ('{"channel":"1","protocol":"Private","vendor":"Private"}', "dahua"),
        ('{"channel":"1","protocol":"Onvif","vendor":"Onvif"}', None),
    ],
)
def test_the_protocol_of_a_channel_tells_the_firmware_and_no_maker(
    identifier: Identifier, row: str, platform: str | None
) -> None:
    found = identified(identifier, ("recorder.channel", row))
    assert (found.platform.value, found.maker.value) == (platform, None)


def test_firmware_of_one_firm_in_the_box_of_another_does_not_change_the_brand(identifier: Identifier) -> None:
    found = identified(identifier, ("mac", "00:1f:54:00:00:01"), ("rtsp.server", "Dahua Rtsp Server"))
    assert (found.platform.value, found.brand.value) == ("dahua", "lorex")


def test_only_ib_in_a_version_hints_at_intelbras(identifier: Identifier) -> None:
    told = '{"params":{"deviceInfo":{"Version":"%s"}}}'
    assert identified(identifier, ("dhip.json", told % "3.210.IB01.3")).brand.value == "intelbras"
    other = identified(identifier, ("dhip.json", told % "2.622.00AC000.0.R"))
    assert (other.platform.value, other.brand.value) == ("dahua", "dahua")


def test_an_answer_that_is_no_text_is_heard_though_it_begins_with_zeroes(identifier: Identifier) -> None:
    found = identified(identifier, ("sadp.xml", "\x00\x8f\x91 opaque bytes of newer firmware"))
    assert found.platform.value == "hikvision"
