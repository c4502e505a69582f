"""Does a password come through any reader, wherever in a text of its fixtures somebody wrote one?

Behind every text that a reader gives back, twelve ways to note a password are written into the fixture.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake import READERS
from phaseout.intake.credential import without_credentials, without_credentials_in
from phaseout.intake.reader import Reader, SourceStream

FIXTURES = Path(__file__).parent.parent / "fixtures"
FORMS = (
    "password is {}",
    "Password={}",
    "pwd: {}",
    "mdp {}",
    "token {}",
    "radius secret {}",
    "snmp-server community {} RO",
    "user admin pass {}",
    "http://10.0.0.9/x?user=a&p={}",
    "rtsp://viewer:{}@10.0.0.9/1",
    "admin:{}",
    "password -> {}",
)
OF_ONE_WORD = tuple(form for form in FORMS if " " not in form)
BLANKS_PART_FIELDS = frozenset(("neighbours", "dhcp-leases", "masscan-list", "lldp-neighbours", "gnmap"))
"""Formats in which a text with a blank is not one text."""
SECRET = re.compile(r"Zq\d\dXv7")
StreamOf = Callable[..., SourceStream]
CASES = [
    pytest.param(reader, path, id=f"{reader.name}-{path.name}")
    for reader in READERS
    for path in sorted((FIXTURES / reader.name).glob("*"))
    if path.is_file() and path.suffix not in {".py", ".md"}
]


def noted(forms: tuple[str, ...]) -> str:
    return " and ".join(form.format(f"Zq{number:02}Xv7") for number, form in enumerate(forms))


def planted(data: bytes, text: str, forms: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the fixture with passwords behind a text, once for each way the format may need."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield _in_archive(data, text, html.escape(noted(forms)))
    elif b"\0" in data and not data.startswith(b"\xff\xfe"):
        for number, form in enumerate(forms):  # nothing of a packet may grow
            said = form.format(f"Zq{number:02}Xv7").encode()
            if len(said) <= len(text):
                yield data.replace(text.encode(), said.ljust(len(text.encode())))
    else:
        coding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"
        whole = data.decode(coding, "surrogateescape")
        said = noted(forms)
        if whole.lstrip("\ufeff \n").startswith("<"):
            said = html.escape(said)
        elif whole.startswith(("UNA", "UNB")):
            said = re.sub(r"([?'+:])", r"?\1", said)
        yield whole.replace(text, f"{text} {said}").encode(coding, "surrogateescape")


def _in_archive(data: bytes, text: str, said: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry, behind = old.read(name), html.escape(text, quote=False).encode()
            changes = name.endswith(("sharedStrings.xml", ".xml")) and "worksheets" not in name
            changes = changes or b"inlineStr" in entry
            new.writestr(name, entry.replace(behind, behind + f" {said}".encode()) if changes else entry)
    return out.getvalue()


def texts_of(readings: list[Reading]) -> list[str]:
    """Return every text of the readings long enough to be found again."""
    found: dict[str, None] = {}
    for reading in readings:
        if isinstance(reading, Observation):
            subject, column = reading.subject, reading.locator.partition(", column ")[2]
            for text in (reading.value, subject.key, subject.ref, subject.site, subject.segment, column):
                if text and len(text) > 2 and "\n" not in text:
                    found[text] = None
    return list(found)


MOST_TEXTS = 12
"""Of a fixture: texts of one reader come through the same few places."""


def spread(texts: list[str]) -> list[str]:
    """Return so many texts at the most, from the first to the last alike."""
    return texts[:: max(1, -(-len(texts) // MOST_TEXTS))]


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_no_password_comes_through_a_reader(reader: Reader, path: Path, stream_of: StreamOf) -> None:
    data = path.read_bytes()
    forms = OF_ONE_WORD if reader.name in BLANKS_PART_FIELDS else FORMS
    for text in spread(texts_of(list(reader.read(stream_of(data, name=path.name))))):
        for copy in planted(data, text, forms):
            readings = list(reader.read(stream_of(copy, name=path.name)))
            leaks = [reading for reading in readings if SECRET.search(repr(reading))]
            assert not leaks, (text, leaks[:2])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("before", ["password: ", "password:  ", "mdp: ", "Password="])
def test_a_name_behind_a_name_is_not_taken_for_the_password(before: str, form: str) -> None:
    assert "Zq00Xv7" not in (without_credentials("label.text", before + form.format("Zq00Xv7")).value or "")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("trait", sorted(TRAITS))
def test_no_trait_is_an_exception(trait: str, form: str) -> None:
    secret = "Zq00Xv7"
    cleaned = without_credentials(trait, f"front door; {form.format(secret)}")
    assert secret not in (cleaned.value or "")
    assert cleaned.dropped or trait == "http.set-cookie"
    assert (cleaned.value or "").startswith("front door")


def test_every_text_of_a_reading_is_looked_at() -> None:
    said = "hall password=Zq00Xv7"
    subject = Subject(said, said, said, said)
    readings: list[Reading] = [
        Observation(subject, "hostname", said, f"line 1, column {said}"),
        Unread(f"line 2, column {said}", f"“{said}” is nothing"),
        Dropped(f"line 3, column {said}", said),
    ]
    kept = list(without_credentials_in(readings))
    assert "Zq00Xv7" not in repr(kept)
    assert [type(one) for one in kept if not isinstance(one, Dropped)] == [Observation, Unread]


def test_things_that_differ_by_their_passwords_alone_stay_two() -> None:
    readings = [
        Observation(Subject(f"pw {secret}", f"pw {secret}"), "hostname", "cam", "line 1")
        for secret in ("a1b2c3", "d4e5f6", "a1b2c3")
    ]
    keys = [one.subject.key for one in without_credentials_in(readings) if isinstance(one, Observation)]
    assert keys[0] == keys[2] != keys[1]


INNOCENT = """passive infrared 2024|pin count: 8|24-pin ATX12V|RJ45 8-pin|PIN: 8-way|token ring 16|keypad: 4x3
Keypad: DS-K1T341|Passage 12, camera 4|bypass: relay|compass: north|key: 4x3|keyboard: US101|pw 240W|pass 4x4
Community centre: 12 cameras|snmp community string|Pass: 12 / Fail: 3|Password: required|password is required
operator: City of X|admin building 4|root cause: dust|/admin/index2.html|http://10.0.0.1/admin/login1.asp
https://example.com/en/products/?p=12|write to help@city.example|contact:joe2@city.example|QR code 12x12
product code: DS-2CD2032|EZVIZ C3W camera 1080p|Hikvision DS-2CD2032 camera1|Linux root@build3 4.19.0 #1
Login to 4E0012FPAZ00009|Digest realm="Login to 4A", qop="auth", nonce="abc123"|session timeout: 30 min
Secretary office 3|operator/2.1.3|WPA2-PSK: AES256|HDMI pass-through x2|turnkey: 4|key length: 256 bits
The password is case sensitive|Access control: DS-K1T671|underpass: Cam12|passenger: 12|barcode: 012345678901"""


@pytest.mark.parametrize("text", [text for line in INNOCENT.splitlines() for text in line.split("|")])
def test_a_word_that_only_looks_like_the_name_of_a_credential_is_kept(text: str) -> None:
    assert without_credentials("inventory.description", text) == (text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Password \"S3cret\"", "Kennwort: S3cret", "contraseña: S3cret", "parola=S3cret", "пароль: S3cret",
        "密码是S3cret", "口令:S3cret", "ＰＡＳＳ＝S3cret", "pass\u200bword: S3cret", "password : : S3cret",
        "password%3DS3cret", "password&#61;S3cret", '{\\"password\\":\\"S3cret\\"}', '{"readCommunity": "S3cret"}',
        "<password><![CDATA[S3cret]]></password>", "<readCommunity>S3cret</readCommunity>", "<wpaKey>S3cret</wpaKey>",
        "<Salt>S3cret99</Salt>", "<Code>S3cret99</Code>", '<User pwd="S3cret"/>', '{"Salt": "S3cret"}',
        "radius-server key 7 S3cret", "radius-server host 10.1.1.1 key S3cret", "enable secret 5 S3cret",
        "snmp-server community private-S3cret RO", "X-Api-Key: S3cret", "Authorization: Bearer S3cret",
        "Cookie: sid=S3cret; a=b", "WebSession=S3cret; path=/", "/?auth=S3cret", "/?loginuse=a&loginpas=S3cret",
        "/?api_key=S3cret", "/?sessionid=S3cret", "rtsp://viewer:S3cr", "credentials admin S3cret",
        "passphrase: correct horse S3cret", "WIFI:S:n;T:WPA;P:S3cret;;", "PIN 4S3cret",
    ],
)  # fmt: skip
def test_a_password_is_found_however_it_is_written(text: str) -> None:
    cleaned = without_credentials("lldp.sysdescr", text)
    assert "S3cr" not in (cleaned.value or "")


def test_json_that_lost_a_credential_is_still_json() -> None:
    text = '{"a": {"Salt": "S3cret", "PIN": 12345, "name": "x \\"y\\""}, "deviceName": "token S3cret"}'
    kept = json.loads(without_credentials("dhip.json", text).value or "")
    assert kept == {"a": {"Salt": "", "PIN": "", "name": 'x "y"'}, "deviceName": "token "}
