"""Do the web servers of the laboratory answer as the facts state, and let in only the owner's account?"""

import base64
import hashlib
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from phaseout.lab import personas_of
from phaseout.lab.house import House
from phaseout.lab.persona import Account
from phaseout.lab.web.account import Door
from phaseout.lab.web.site import Request

BY_NAME = {persona.name: persona for persona in personas_of()}
INFO = "/ISAPI/System/deviceInfo"


class Visitor:
    """Asks one persona's web server, as one device: what it counts it keeps."""

    def __init__(self, name, port=80, **changed):
        self.persona = replace(BY_NAME[name], **changed)
        self._sites = House.of(self.persona, "10.0.0.5").sites(port)

    def ask(self, target, *, method="GET", body=b"", **fields):
        request = Request(
            method, target, "HTTP/1.1", {k.replace("_", "-"): v for k, v in fields.items()}, body
        )
        return next((answer for site in self._sites if (answer := site(request)) is not None), None)

    def signed(self, target, *, account=None, realm=None):
        """Ask once without and once with the proof for the challenge."""
        challenge = self.ask(target).head.decode()
        user, password = account or self.persona.account
        realm = realm or challenge.partition('realm="')[2].partition('"')[0]
        nonce = challenge.partition('nonce="')[2].partition('"')[0]
        return self.ask(target, authorization=proof(user, password, realm, nonce, target))


def proof(user, password, realm, nonce, target):
    def md5(text):
        return hashlib.md5(text.encode()).hexdigest()

    response = md5(f"{md5(f'{user}:{realm}:{password}')}:{nonce}:00000001:abcd:auth:{md5(f'GET:{target}')}")
    return (
        f'Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{target}", qop=auth, nc=00000001, '
        f'cnonce="abcd", response="{response}"'
    )


def status(reply):
    return int(reply.head.split(b" ", 2)[1])


def test_isapi_refuses_whoever_has_no_account_with_a_digest_and_its_realm():
    reply = Visitor("dome-2021").ask(INFO)
    assert status(reply) == 401
    assert b'WWW-Authenticate: Digest qop="auth", realm="IP Camera(52799)"' in reply.head
    assert b"Server: App-webs/" in reply.head
    assert b"DS-2CD" not in reply.body


def test_isapi_tells_the_owners_account_who_it_is():
    reply = Visitor("dome-2021").signed(INFO)
    assert status(reply) == 200
    root = ElementTree.fromstring(reply.body)
    assert root.tag == "{http://www.hikvision.com/ver20/XMLSchema}DeviceInfo"
    told = {child.tag.partition("}")[2]: child.text for child in root}
    assert told["model"] == "DS-2CD2146G2-ISU"
    assert (told["firmwareVersion"], told["firmwareReleasedDate"]) == ("V5.7.18", "build 240826")
    assert (told["deviceLocation"], told["systemContact"]) == ("hangzhou", "Hikvision.China")
    assert (told["deviceType"], told["subSerialNumber"]) == ("IPDome", "F70010001")


def test_old_firmware_tells_everybody_and_what_is_not_activated_nobody():
    assert b"V5.2.0" in Visitor("old-dome-open").ask(INFO).body
    waiting = Visitor("never-activated")
    assert status(waiting.ask(INFO)) == 403
    assert b"<subStatusCode>notActivated</subStatusCode>" in waiting.ask(INFO).body
    assert b"<Activated>false</Activated>" in waiting.ask("/SDK/activateStatus").body
    assert b"<Activated>true</Activated>" in Visitor("dome-2021").ask("/ISAPI/System/activateStatus").body
    assert status(Visitor("cube-wifi").ask("/SDK/activateStatus")) == 401
    has = Visitor("recorder-q2").ask("/SDK/activateStatus")
    assert status(has) == 403
    assert b"<subStatusCode>hasActivated</subStatusCode>" in has.body


def test_prama_answers_the_old_address_with_nothing_and_has_another():
    prama = Visitor("prama-dome")
    empty = prama.ask(INFO)
    assert (status(empty), empty.body, empty.is_last) == (200, b"", True)
    assert status(prama.ask("/pramaAPI/System/deviceInfo")) == 401
    assert b"PT-NC140D3-WNM" in prama.signed("/pramaAPI/System/deviceInfo").body


def test_a_recorder_lists_what_is_behind_it_to_its_owner():
    recorder = Visitor("recorder-poe")
    root = ElementTree.fromstring(recorder.signed("/ISAPI/ContentMgmt/InputProxy/channels").body)
    space = {"n": "http://www.hikvision.com/ver20/XMLSchema"}
    rows = root.findall("n:InputProxyChannel", space)
    assert [row.findtext("n:id", namespaces=space) for row in rows] == ["1", "2", "3", "4", "5"]
    ways = [row.findtext(".//n:connMode", "", space) for row in rows]
    assert ways == ["plugplay", "plugplay", "plugplay", "", ""]
    models = [row.findtext(".//n:model", "", space) for row in rows]
    assert models == ["DS-2CD2143G0-I", "DS-2CD2T45FWD-I5", "IPC-HDW4433C-A", "P3245-V", "IPC"]
    info = recorder.signed(INFO).body
    assert (
        f"<deviceID>{b'HC70'.hex()}-{b'01'.hex()}-{b'00'.hex()}-{b'11'.hex()}-4cf5dc70010b<".encode() in info
    )
    states = recorder.signed("/ISAPI/ContentMgmt/InputProxy/channels/status").body
    assert states.count(b"<online>true</online>") == 4
    assert states.count(b"<online>false</online>") == 1


def test_what_a_device_does_not_have_is_refused_with_the_word_that_tells_it_from_a_missing_right():
    for name, path in (
        ("cube-wifi", "ContentMgmt/InputProxy/channels"),
        ("recorder-q2", "System/Video/inputs/channels"),
    ):
        lacking = Visitor(name).signed(f"/ISAPI/{path}")
        assert status(lacking) == 403
        assert b"<subStatusCode>notSupport</subStatusCode>" in lacking.body
    assert status(Visitor("cube-wifi").signed("/ISAPI/System/Video/inputs/channels")) == 200


def test_a_hybrid_recorder_knows_that_something_is_plugged_in_and_not_what():
    told = Visitor("hybrid-recorder").signed("/ISAPI/System/Video/inputs/channels").body
    assert told.count(b"<resDesc>1080P25</resDesc>") == told.count(b"<resDesc>NO VIDEO</resDesc>") == 4
    assert b"<portNo>8000</portNo>" in Visitor("hybrid-recorder").signed("/ISAPI/Security/adminAccesses").body


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_isapi_changes_nothing_for_anybody(method):
    assert status(Visitor("dome-2021").ask(INFO, method=method, body=b"<x/>")) == 403


def test_a_device_locks_after_five_failures_even_for_its_owner():
    visitor = Visitor("dome-2021")
    for _ in range(5):
        assert status(visitor.signed(INFO, account=Account("admin", "12345"))) == 401
    assert status(visitor.signed(INFO)) == 401


def test_a_proof_for_another_page_or_realm_or_a_bare_password_lets_nobody_in():
    door = Door("here", Account("auditor", "PLANTED"), "s")
    nonce = door.challenge().partition('nonce="')[2].partition('"')[0]
    request = Request(
        "GET", "/a", "HTTP/1.1", {"authorization": proof("auditor", "PLANTED", "here", nonce, "/a")}, b""
    )
    assert door.lets_in(request)
    assert not door.lets_in(request._replace(target="/b"))
    assert not door.lets_in(request._replace(fields={"authorization": "Basic YXVkaXRvcjpQTEFOVEVE"}))
    elsewhere = proof("auditor", "PLANTED", "there", nonce, "/a")
    assert not door.lets_in(request._replace(fields={"authorization": elsewhere}))
    assert door.failures == 3
    assert not door.lets_in(request._replace(fields={}))
    assert door.failures == 3  # asking without a proof is no failure


def test_the_servers_of_hikvision_write_their_start_pages_each_in_its_own_way():
    assert b"Server: App-webs/" in Visitor("dome-2021").ask("/").head
    assert b"/doc/page/login.asp" in Visitor("dome-2021").ask("/").body
    assert b"/doc/index.html" in Visitor("turret-strobe").ask("/").body
    moved = Visitor("old-factory-address").ask("/").head
    assert moved.startswith(b"HTTP/1.0 302 Redirect\r\nServer: Hikvision-Webs\r\n")
    assert b"Location: http://10.0.0.5:80/index.asp\r\n" in moved
    assert b"_goaheadwebSessionId=" in Visitor("old-factory-address").ask("/index.asp").head
    assert b"seajs.web_version" in Visitor("dome-2021").ask("/doc/script/lib/seajs/config/sea-config.js").body
    assert b"g_szCacheTime" in Visitor("dome-2021").ask("/doc/page/login.asp").body


def test_dahua_tells_everybody_its_model_and_writes_its_heads_in_capitals():
    turret = Visitor("turret")
    start = turret.ask("/")
    assert start.head.startswith(b"HTTP/1.1 200 OK\r\nCONNECTION: close\r\n")
    assert b"P3P: CP=CAO PSA OUR" in start.head
    assert b"jsBase/lib/jquery.js?version=@WebVersion@" in start.body
    caps = json.loads(turret.ask("/web_caps/webCapsConfig").body)
    assert (caps["vendor"], caps["deviceType"]) == ("General", "IPC-HDW5442TM-AS")
    assert Visitor("door-panel").ask("/web_caps/webCapsConfig") is None
    assert b'"realm": "Login to 7K01B5CPAG71001"' in turret.ask("/RPC2_Login", method="POST").body


def test_dahuas_tables_want_the_account_and_hold_passwords_in_clear():
    recorder = Visitor("dahua-recorder")
    table = "/cgi-bin/configManager.cgi?action=getConfig&name=RemoteDevice"
    refused = recorder.ask(table)
    assert status(refused) == 401
    assert b'realm="Login to 4H01C9BPAZ71004"' in refused.head
    told = recorder.signed(table).body.decode()
    row = "table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_"
    assert f"{row}1.DeviceType=DS-2CD1143G0-I\r\n" in told
    assert f"{row}1.Vendor=Onvif\r\n" in told
    assert f"{row}2.Address=192.168.0.0\r\n" in told  # an empty slot
    assert f"{row}3.Enable=false\r\n" in told
    assert "Password=PLANTED-CLEAR-TEXT" in told
    info = recorder.signed("/cgi-bin/magicBox.cgi?action=getSystemInfo").body
    assert b"deviceType=31\r\n" in info
    assert b"updateSerial=NVR616-64-4KS2\r\n" in info
    assert status(recorder.signed("/cgi-bin/magicBox.cgi?action=reboot")) == 400


def soap(call, token=""):
    body = f'<s:Envelope xmlns:s="s"><s:Header>{token}</s:Header><s:Body><{call} xmlns="d"/></s:Body></s:Envelope>'
    return {"method": "POST", "body": body.encode()}


def test_onvif_tells_everybody_the_hour_and_only_some_what_it_is():
    path = "/onvif/device_service"
    assert b"<tt:Year>2026</tt:Year>" in Visitor("turret").ask(path, **soap("GetSystemDateAndTime")).body
    told = Visitor("cube-wifi").ask(path, **soap("GetDeviceInformation")).body
    assert b"<tds:Model>DS-2CD2443G0-IW</tds:Model>" in told
    refused = Visitor("turret").ask(path, **soap("GetDeviceInformation"))
    assert status(refused) == 400
    assert b"ter:NotAuthorized" in refused.body
    assert (
        b"onvif://www.onvif.org/hardware/DS-2CD2443G0-IW"
        in Visitor("cube-wifi").ask(path, **soap("GetScopes")).body
    )


def test_onvif_knows_the_owners_token():
    account, nonce, created = BY_NAME["turret"].account, b"0123456789abcdef", "2026-11-23T10:00:00Z"
    digest = base64.b64encode(
        hashlib.sha1(nonce + created.encode() + account.password.encode()).digest()
    ).decode()
    token = (
        f"<UsernameToken><Username>{account.user}</Username><Password Type='x'>{digest}</Password>"
        f"<Nonce>{base64.b64encode(nonce).decode()}</Nonce><Created>{created}</Created></UsernameToken>"
    )
    asked = soap("GetDeviceInformation", token)
    assert (
        b"<tds:Model>IPC-HDW5442TM-AS</tds:Model>"
        in Visitor("turret").ask("/onvif/device_service", **asked).body
    )
    asked["body"] = asked["body"].replace(digest.encode(), base64.b64encode(bytes(20)))
    assert status(Visitor("turret").ask("/onvif/device_service", **asked)) == 400


def test_uniview_says_it_in_json_or_refuses_and_axis_names_itself_in_its_realm():
    data = json.loads(Visitor("uniview-camera").ask("/LAPI/V1.0/System/DeviceInfo").body)["Response"]["Data"]
    assert data["DeviceModel"] == "IPC3614SB-ADF28KM-I0"
    assert status(Visitor("uniview-closed").ask("/LAPI/V1.0/System/DeviceInfo")) == 401
    assert b'realm="AXIS_ACCC8E730101"' in Visitor("axis-camera").ask("/axis-cgi/param.cgi").head
    assert b"Location: /camera/index.html" in Visitor("axis-camera").ask("/").head
    assert b"<modelName>TD-9544S3</modelName>" in Visitor("tvt-camera").ask("/upnpdevicedesc.xml").body
    assert status(Visitor("tvt-recorder").ask("/anything")) == 400
