"""Do the discovery protocols of the laboratory have the shapes that the facts state, and every deviation?"""

import json
import struct
from xml.etree import ElementTree

import pytest

from phaseout.lab import Persona, Truth, personas_of
from phaseout.lab.house import Asked, House
from phaseout.lab.speech.canned import Canned
from phaseout.lab.speech.cousins import Hanwha, Tvt, Xiongmai
from phaseout.lab.speech.dahua_legacy import DahuaLegacy
from phaseout.lab.speech.dhip import Dhip
from phaseout.lab.speech.hostile import Flood
from phaseout.lab.speech.sadp import Sadp
from phaseout.lab.speech.snmp import Snmp
from phaseout.lab.witness import Peer

ASKER = Peer("10.0.0.9", 40_000)
UUID = "0A1B2C3D-1111-4222-8333-444455556666"
INQUIRY = (
    f'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>{UUID}</Uuid><Types>inquiry</Types></Probe>'.encode()
)
SEARCH = b'{"method":"DHDiscover.search","params":{"mac":"","uni":%d}}\n'


def persona(speech, **said):
    truth = Truth(maker="hikvision", model="DS-2CD2143G0-I", serial="DS-2CD2143G0-I20190822AAWRD53257168",
                  firmware="V5.6.3 build 190923", **said)  # fmt: skip
    return Persona(name="one", truth=truth, mac="44:19:b6:00:00:01", speeches=(speech,))


def said(speech, payload, *, port, is_to_group=False, **truth):
    house = House.of(persona(speech, **truth), "10.0.0.5")
    return list(house.ears[port].hearing(Asked(payload, ASKER, is_to_group)))


def sadp(payload=INQUIRY, **options):
    return said(Sadp(**options), payload, port=37020)


def dhip(uni=1, *, is_to_group=False, **options):
    body = SEARCH % uni
    header = b"\x20\0\0\0DHIP" + struct.pack("<6I", 0, 0, len(body), 0, len(body), 0)
    return said(Dhip(**options), header + body, port=37810, is_to_group=is_to_group)


def test_sadp_answers_to_the_group_with_the_uuid_of_the_inquiry_and_lines_that_end_in_crlf():
    (answer,) = sadp()
    assert answer.to == Peer("239.255.255.250", 37020)
    root = ElementTree.fromstring(answer.payload)
    assert root.tag == "ProbeMatch"
    told = {child.tag: child.text for child in root}
    assert told["Uuid"] == UUID
    assert told["Types"] == "inquiry"
    assert told["DeviceDescription"] == "DS-2CD2143G0-I"
    assert told["SoftwareVersion"] == "V5.6.3build 190923"  # no blank before build
    assert told["MAC"] == "44-19-b6-00-00-01"
    assert told["OEMInfo"] == "N/A"
    assert answer.payload.count(b"\n") == answer.payload.count(b"\r\n") > 20
    assert 700 < len(answer.payload) < 2_500


@pytest.mark.parametrize("verb", ["update", "activate", "reset", "getencryptstring", "exchangecode"])
def test_sadp_answers_nothing_but_an_inquiry(verb):
    assert sadp(INQUIRY.replace(b"inquiry", verb.encode())) == []


def test_sadp_answers_the_asker_or_both():
    assert [answer.to for answer in sadp(answers=("asker",))] == [None]
    assert [answer.to for answer in sadp(answers=("group", "asker"))] == [
        Peer("239.255.255.250", 37020),
        None,
    ]


def test_sadp_writes_booleans_in_words_or_digits():
    assert b"<Activated>true</Activated>" in sadp()[0].payload
    assert b"<Activated>1</Activated>" in sadp(booleans="digits")[0].payload


def test_sadp_may_leave_the_uuid_out_and_the_model():
    assert b"Uuid" not in sadp(is_echoing=False)[0].payload
    assert b"DeviceDescription" not in sadp(description="")[0].payload
    assert b"<DeviceDescription>IPCamera<" in sadp(description="IPCamera")[0].payload


def test_sadp_may_write_an_ampersand_that_xml_forbids():
    says = {"OEMInfo": "B & W"}
    assert ElementTree.fromstring(sadp(says=says)[0].payload).findtext("OEMInfo") == "B & W"
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(sadp(says=says, is_escaping=False)[0].payload)


def test_sadp_may_write_chinese_under_a_header_that_says_utf_8():
    payload = sadp(encoding="gb18030", says={"Location": "三号门"})[0].payload
    assert payload.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    with pytest.raises(UnicodeDecodeError):
        payload.decode()
    assert "三号门" in payload.decode("gb18030")


def test_sadp_may_end_in_a_nul_be_opaque_or_claim_another_address():
    assert sadp(is_padded=True)[0].payload.endswith(b">\r\n\0")
    opaque = sadp(form="opaque")[0].payload
    assert b"<" not in opaque[:1]
    assert b"ProbeMatch" not in opaque
    assert b"<IPv4Address>192.168.1.64</IPv4Address>" in sadp(claims="192.168.1.64")[0].payload


def test_devices_spread_their_answers_to_a_group_over_four_tenths_of_a_second():
    speech = Sadp(answers=("asker",))
    after = [
        next(
            iter(House.of(persona(speech), f"10.0.0.{host}").ears[37020].hearing(Asked(INQUIRY, ASKER, True)))
        ).after
        for host in range(1, 40)
    ]
    assert 0 <= min(after) < 0.1
    assert 0.3 < max(after) < 0.4


def test_dhip_has_a_header_of_32_bytes_that_says_the_length_twice_and_json():
    (answer,) = dhip(vendor="General", manufacturer="Private")
    payload = answer.payload
    assert payload[:8] == b"\x20\0\0\0DHIP"
    assert (
        struct.unpack_from("<I", payload, 0x10)
        == struct.unpack_from("<I", payload, 0x18)
        == (len(payload) - 32,)
    )
    told = json.loads(payload[32:])
    assert told["method"] == "client.notifyDevInfo"
    info = told["params"]["deviceInfo"]
    assert (info["Vendor"], info["Manufacturer"], info["Port"]) == ("General", "Private", 37777)
    assert info["IPv4Address"]["IPAddress"] == "10.0.0.5"
    assert b"\\/64" in payload


def test_dhip_answers_to_the_group_or_to_the_asker_as_the_search_wants():
    assert dhip(1, is_to_group=True)[0].to is None
    assert dhip(0, is_to_group=True)[0].to == Peer("239.255.255.251", 37810)
    assert dhip(0)[0].to is None


def test_dhip_may_hear_only_who_asks_it_alone():
    assert dhip(is_to_group=True, hears=("address",)) == []
    assert len(dhip(hears=("address",))) == 1


def test_dhip_may_be_no_json_padded_pretty_or_under_the_other_magic():
    with pytest.raises(json.JSONDecodeError):
        json.loads(dhip(json="broken")[0].payload[32:])
    assert b'"Version": "V5.6.3 build 190923,' in dhip(json="broken")[0].payload
    assert dhip(is_padded=True)[0].payload.endswith(b"\n\0")
    assert b"\n   " in dhip(json="pretty")[0].payload
    assert dhip(magic="PIHD")[0].payload[4:8] == b"PIHD"


def test_some_units_answer_a_single_byte():
    assert said(Dhip(), b"\xff", port=37810) == []
    (answer,) = said(Dhip(is_answering_anything=True), b"\xff", port=37810)
    assert len(answer.payload) > 500


def test_the_first_protocol_of_dahua_has_its_texts_behind_a_fixed_part():
    request = bytes.fromhex("a3010001") + bytes(12) + b"\x02" + bytes(15)
    (answer,) = said(DahuaLegacy(), request, port=5050)
    payload = answer.payload
    assert payload[0] == 0xB3
    assert payload[2] == 17 + len("DS-2CD2143G0-I")
    assert payload[0x38:0x3C] == bytes((10, 0, 0, 5))
    assert payload[0x78:].startswith(b"44:19:b6:00:00:01DS-2CD2143G0-IName:DVR\r\nDevice:")
    assert payload.endswith(b"SerialNo:DS-2CD2143G0-I20190822AAWRD53257168\r\n\r\n")
    assert said(DahuaLegacy(), b"\xa0" + request[1:], port=5050) == []


def test_tvt_announces_itself_in_240_bytes_and_hears_no_order():
    search = bytes.fromhex("4d484544090001000100").ljust(140, b"\0")
    (answer,) = said(Tvt(vendor="ACME"), search, port=23456, is_to_group=True)
    assert (len(answer.payload), answer.to) == (240, Peer("234.55.55.56", 23456))
    assert answer.payload[32:44] == bytes.fromhex("4419b6000001") + b"\0\0" + bytes((10, 0, 0, 5))
    assert answer.payload[212:228].rstrip(b"\0") == b"ACME"
    assert said(Tvt(), search[:8] + b"\x03\0" + search[10:], port=23456) == []  # sets the network


def test_xiongmai_answers_message_1530_with_1531_and_addresses_backwards():
    search = struct.pack("<IIIHHI", 0xFF, 0, 0, 0, 1530, 0)
    (answer,) = said(Xiongmai(), search, port=34569, is_to_group=True)
    assert answer.to == Peer("255.255.255.255", 34569)
    assert struct.unpack_from("<H", answer.payload, 14) == (1531,)
    assert struct.unpack_from("<I", answer.payload, 16) == (len(answer.payload) - 20,)
    common = json.loads(answer.payload[20:].rstrip(b"\n\0"))["NetWork.NetCommon"]
    assert (common["HostIP"], common["TCPPort"]) == ("0x0500000A", 34567)
    assert said(Xiongmai(), struct.pack("<IIIHHI", 0xFF, 0, 0, 0, 1000, 0), port=34569) == []  # a login


def test_hanwha_answers_on_another_port_in_262_bytes():
    (answer,) = said(Hanwha(), b"\x01".ljust(262, b"\0"), port=7701)
    assert (len(answer.payload), answer.to) == (262, Peer("10.0.0.9", 7711))
    assert answer.payload[0] == 0x0B
    assert answer.payload[0x13:0x24] == b"44-19-B6-00-00-01"
    assert answer.payload[0x25:0x2D] == b"10.0.0.5"


def test_snmp_answers_whoever_knows_the_community_and_has_no_object_id():
    def get(community, *, kind=0xA0, oid="2b06010201010200"):
        name = bytes.fromhex("06" + f"{len(oid) // 2:02x}" + oid) + b"\x05\0"
        bindings = b"\x30" + bytes([len(name)]) + name
        inner = b"\x02\x01\x07\x02\x01\0\x02\x01\0\x30" + bytes([len(bindings)]) + bindings
        body = b"\x02\x01\x01\x04" + bytes([len(community)]) + community + bytes([kind, len(inner)]) + inner
        return b"\x30" + bytes([len(body)]) + body

    speech = Snmp(prefix="1.3.6.1.4.1.39165", vendor="Hikvision")
    (answer,) = said(speech, get(b"town-hall"), port=161)
    assert bytes.fromhex("06082b06010201010200" + "0600") in answer.payload
    assert said(speech, get(b"public"), port=161) == []
    assert said(speech, get(b"town-hall", kind=0xA3), port=161) == []  # sets a value
    (next_one,) = said(speech, get(b"town-hall", kind=0xA1, oid="2b0601040182b17d"), port=161)
    assert b"DS-2CD2143G0-I" in next_one.payload


def test_a_canned_answer_and_a_flood_are_what_their_files_say():
    (answer,) = said(Canned(port=8600, asked="44480101", answer="0102"), b"DH\x01\x01", port=8600)
    assert answer.payload == b"\x01\x02"
    flood = said(Flood(answers=10_000), INQUIRY, port=37020)
    assert len(flood) == len({answer.payload for answer in flood}) == 10_000
    largest = said(Flood(answers=2, size=65_507), INQUIRY, port=37020)
    assert {len(answer.payload) for answer in largest} == {65_507}
    assert {len(answer.payload) for answer in said(Flood(port=37810, form="dhip", answers=1, size=65_507),
                                                   b"DHDiscover.search", port=37810)} == {65_507}  # fmt: skip


def test_a_datagram_may_hold_a_bomb_or_be_very_deep():
    (bomb,) = said(Flood(form="xml-bomb", answers=1), INQUIRY, port=37020)
    assert bomb.payload.count(b"<!ENTITY") == 12
    assert b"<ProbeMatch>" in bomb.payload
    (deep,) = said(Flood(form="nested", answers=1), INQUIRY, port=37020)
    assert deep.payload.count(b"{") == 1_200
    assert len(deep.payload) < 65_507


def test_what_the_deviating_personas_say_differs_from_each_other():
    answers = []
    for one in personas_of("hikvision"):
        house = House.of(one, "10.0.0.5")
        if 37020 in house.ears:
            answers += [said.payload for said in house.ears[37020].hearing(Asked(INQUIRY, ASKER, False))]
    assert len(answers) > 20
    assert any(answer.endswith(b"\0") for answer in answers)
    assert any(b"<Activated>1<" in answer for answer in answers)
    assert any(b"Uuid" not in answer and answer.startswith(b"<?xml") for answer in answers)
    assert any(not answer.startswith(b"<?xml") for answer in answers)
    assert any(b"192.168.1.64" in answer for answer in answers)
    assert any(b"192.0.0.64" in answer for answer in answers)
