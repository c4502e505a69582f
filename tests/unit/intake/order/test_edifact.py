"""What is read of orders, invoices and catalogues in EDIFACT, in both its forms."""

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import edifact, edifact_xml
from phaseout.intake.order.edifact_segment import LAYOUTS
from phaseout.intake.order.segment_stream import LONGEST
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
HEAD = "UNH+1+ORDERS:D:96A:UN'BGM+220+7+9'NAD+SU+++Example GmbH'"


def observed(readings: list[Reading]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation) and not reading.subject.is_beside:
            found.setdefault(reading.locator, []).append((reading.trait, reading.value))
    return found


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    """Return what is unread. That the short messages here have no date is asked in test_bad_purchases."""
    found = [(r.locator, r.why) for r in readings if isinstance(r, Unread)]
    return [one for one in found if one[1] != "the document has no date"]


def interchange(*lines: str, syntax: str = "UNOC:3", head: str = HEAD) -> str:
    body = f"{head}{''.join(lines)}"
    return f"UNB+{syntax}+A+B+240318:1015+1'{body}UNT+{body.count(chr(39)) + 1}+1'UNZ+1+1'"


def read(data: bytes | str, stream_of: StreamOf) -> list[Reading]:
    return list(edifact.READER.read(stream_of(data.encode() if isinstance(data, str) else data)))


def test_each_line_of_each_message_says_what_who_and_how_many(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("edifact/orders.edi"), stream_of)
    head = [
        ("order.buyer", "Ville d'Exemple"),
        ("order.supplier", "Example Integrator GmbH"),
        ("order.supplier-identifier", "iso6523-0088:4012345000009"),
        ("order.supplier-identifier", "vat:DE123456789"),
    ]
    assert observed(readings) == {
        "segment 12, LIN 1": [
            ("order.document", "order"),
            ("order.number", "PO-2024-0117"),
            ("order.line", "1"),
            *head,
            ("order.text", "Caméra dôme 4 MP, extérieure"),
            ("order.text", "For the north entrance"),
            ("order.manufacturer", "Hangzhou Hikvision Digital Technology Co., Ltd."),
            ("order.brand", "Hikvision"),
            ("order.part-number", "311315702"),
            ("order.part-number", "DS-2CD2143G2-I"),
            ("order.sku", "INT-77120"),
            ("order.code", "gtin:06941264088000"),
            ("order.code", "cpv:32323500"),
            ("order.code", "hs:85258900"),
            ("order.serial", "G12345678"),
            ("order.serial", "G12345679"),
            ("order.quantity", "12 EA"),
            ("order.amount", "2388.00 CAD"),
            ("order.date", "2024-03-18"),
            ("order.origin", "CN"),
        ],
        "segment 24, LIN 2": [
            ("order.document", "order"),
            ("order.number", "PO-2024-0117"),
            ("order.line", "2"),
            *head,
            ("order.text", "Mounting bracket?"),
            ("order.sku", "4007123"),
            ("order.quantity", "-3 EA"),
            ("order.amount", "-60.00 USD"),
            ("order.date", "2024-03-18"),
        ],
        "segment 42, PRICAT 3 LIN 1": [
            ("order.document", "catalogue"),
            ("order.number", "CAT-7"),
            ("order.line", "1"),
            ("order.supplier", "Example Integrator GmbH"),
            ("order.supplier-identifier", "duns:123456789"),
            ("order.text", "Eyeball camera 4 MP"),
            ("order.sku", "IPC-HDW2431T"),
            ("order.date", "2024-03"),
        ],
    }
    assert told(readings) == [
        ("segment 24, LIN 2", "the amount is in USD, the document in CAD"),
        ("segment 28, LIN 3", "the line is deleted by the message; it buys nothing"),
        ("segment 33", "a message of type “APERAK” is no purchase; passed over"),
    ]
    assert {r.subject.site for r in readings if isinstance(r, Observation)} == {"Hôtel de ville", None}


def test_the_xml_form_says_the_same_as_the_text_form(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = list(edifact_xml.READER.read(stream_of(fixture_bytes("edifact-xml/invoic.xml"))))
    as_text = interchange(
        "LIN+1++06941264088000:SRV'PIA+5+INT-77120:SA'IMD+A++:::Network camera DS-2CD2143G2-I'",
        "QTY+47:12:EA'MOA+203:2388.00'UNS+S'",
        head="UNH+1+INVOIC:D:14B:UN'BGM+381+CN-5'DTM+137:20240401:102'NAD+SE+4012345000009:0088++"
        "Example Integrator GmbH'RFF+VA:DE123456789'NAD+BY+++Ville d’Exemple'CUX+2:EUR'",
        syntax="UNOY:3",
    )
    assert list(observed(readings).values()) == list(observed(read(as_text, stream_of)).values())
    assert told(readings) == told(read(as_text, stream_of)) == []
    assert values(readings, "order.document") == ["credit-note"]


@pytest.mark.parametrize(
    ("syntax", "encoding", "name", "doubts"),
    [
        ("UNOA:1", "ascii", "DOME", []),
        ("UNOC:3", "iso8859-1", "caméra dôme", []),
        ("UNOD:3", "iso8859-2", "kamera źrebię", []),
        ("UNOE:3", "iso8859-5", "камера", []),
        ("UNOF:3", "iso8859-7", "κάμερα", []),
        ("UNOL:3", "iso8859-15", "cœur 5 €", []),
        ("UNOW:4", "utf-8", "摄像机 камера", []),
        ("UNOY:3", "utf-8", "摄像机", []),
        ("UNOX:3", "iso2022_jp_2", "カメラ", []),
        ("UNOC:3", "utf-16", "摄像机", ["the letters are not those of UNOC; read as UTF-8"]),
        ("UNOC:3", "utf-8", "caméra", ["the letters are not those of UNOC; read as UTF-8"]),
        ("UNOA:2", "cp1252", "caméra", ["the letters are not those of UNOA; read as Windows-1252"]),
        ("UNOY:3", "cp1252", "caméra", ["the letters are not those of UNOY; read as Windows-1252"]),
        ("XYZQ:1", "ascii", "DOME", ["character set “XYZQ” is none of UNOA to UNOY"]),
    ],
)
def test_letters_are_read_in_the_set_that_is_declared_or_that_they_are_in(
    syntax: str, encoding: str, name: str, doubts: list[str], stream_of: StreamOf
) -> None:
    whole = interchange(f"LIN+1++1:SA'IMD+F++:::{name}'" * 2, syntax=syntax).replace("LIN+1", "LIN+2", 1)
    readings = read(whole.encode(encoding), stream_of)
    assert values(readings, "order.text") == [name, name]
    assert [why for _, why in told(readings)] == doubts


def test_other_separators_are_taken_from_the_service_string(stream_of: StreamOf) -> None:
    plain = interchange("LIN+1++1:SA'IMD+F++:::Dome'")
    other = plain.translate(str.maketrans({"+": "|", ":": "^", "'": "~"}))
    readings = read(f"UNA^|.\\ ~\r\n{other.replace('~', '~' + chr(13) + chr(10))}", stream_of)
    assert values(readings, "order.text") == ["Dome"]
    assert told(readings) == []


def test_released_signs_are_letters(stream_of: StreamOf) -> None:
    readings = read(interchange("LIN+1++A?+B?:C:SA'IMD+F++:::d?'été??:2?''"), stream_of)
    assert values(readings, "order.sku") == ["A+B:C"]
    assert values(readings, "order.text") == ["d'été? 2'"]


def test_repeats_of_syntax_four_are_several_values(stream_of: StreamOf) -> None:
    readings = read(interchange("LIN+1++1:SA'PIA+5+A1:MF*B2:MF*C3:SA'", syntax="UNOW:4"), stream_of)
    assert values(readings, "order.part-number") == ["A1", "B2"]
    assert values(readings, "order.sku") == ["1", "C3"]


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (interchange(), ["the document has no lines"]),
        (interchange("LIN+++1:SA'"), ["the line has no number"]),
        (interchange("LIN+1'QTY+21:3'"), ["the line does not say what is bought"]),
        (interchange("LIN+1++1:SA'QTY+21:many'"), ["quantity “many” is no number"]),
        (interchange("LIN+1++1:SA'MOA+203:5'"), ["amount 5 without a currency"]),
        (interchange("LIN+1++1:SA'ALI+CHN'"), ["origin “CHN” is no country code of two letters"]),
        (
            interchange("LIN+1++1:SA'", head="UNH+1+ORDERS:D:96A:UN'BGM+220++9'NAD+BY+++City'"),
            ["the document names no supplier", "the document has no number"],
        ),
        (
            interchange("DTM+137:20249918:102'LIN+1++1:SA'"),
            ["date “2024-99-18” is no day of the calendar"],
        ),
        (
            interchange("LIN+1++1:SA'", head=HEAD.replace("+9'", "+1'")),
            ["the message cancels an earlier one; its lines are not read"],
        ),
        (
            interchange("LIN+1++1:SA'LIN+1++2:SA'"),
            ["line number “1” stands twice in document 7"],
        ),
        (
            interchange("LIN+1++1:SA'").replace("UNT+5", "UNT+9"),
            ["UNT counts 9 segments where there are 5; lines may be missing"],
        ),
        (
            interchange("LIN+1++1:SA'").replace("UNZ+1", "UNZ+2"),
            ["UNZ counts 2 messages where there are 1; messages may be missing"],
        ),
        (
            interchange("LIN+1++1:SA'").replace("UNT+5+1'", ""),
            ["the interchange ends where its last message has not ended"],
        ),
        (interchange("LIN+1++1:SA'").replace("UNZ+1+1'", ""), ["the file ends early; the lines that end before it were read"]),
        (interchange("LIN+1++1:SA'").removesuffix("'"), []),
        (
            interchange("LIN+1++1:SA'IMD+F++:::Dome'")[:-30],
            ["the file ends early; the lines that end before it were read"],
        ),
        (interchange("LIN+1++1:SA'", HEAD), ["a message begins where the one before has not ended", "the document has no lines", "UNT counts 8 segments where there are 4; lines may be missing"]),
        (interchange("l?n'LIN+1++1:SA'").replace("UNT+6", "UNT+5"), ["“l?n” is no segment"]),
        ("UNB+UNOC:3+A+B+240318:1015+1'UNZ+0+1'", ["no message is in it"]),
        ("hello", ["no interchange: neither UNA nor UNB stands at the start"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_rest_is_read(
    whole: str, expected: list[str], stream_of: StreamOf
) -> None:
    assert [why for _, why in told(read(whole, stream_of))] == expected


def test_a_cut_interchange_keeps_the_lines_before_the_cut(stream_of: StreamOf) -> None:
    whole = interchange("LIN+1++1:SA'IMD+F++:::Dome'LIN+2++2:SA'IMD+F++:::Bullet'")
    cut = whole[: whole.index("Bullet")]
    assert values(read(cut, stream_of), "order.text") == ["Dome"]
    assert values(read(cut, stream_of), "order.sku") == ["1", "2"]


def test_a_message_without_an_envelope_is_read(stream_of: StreamOf) -> None:
    readings = read(HEAD + "LIN+1++1:SA'UNT+5+1'", stream_of)
    assert values(readings, "order.sku") == ["1"]
    assert told(readings) == []


class Generated:
    """A stream of a million lines that nobody holds."""

    name = "generated"

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1, /) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize(
    ("filling", "lines"),
    [
        (b"LIN+1++1:SA'IMD+F++:::Dome camera'QTY+21:12:EA'" * 40, True),
        (b"x" * (1 << 18), False),
        (b"LIN+1++1:SA'" + b"GIN+BN+A+B'" * 200, True),
        (b"RFF+ON:1'" * 400, False),
    ],
)
def test_an_endless_file_is_read_in_bounded_memory(filling: bytes, lines: bool) -> None:
    def made() -> Iterator[bytes]:
        yield b"UNB+UNOC:3+A+B+240318:1015+1'" + HEAD.encode()
        yield from (filling for _ in range(40))

    tracemalloc.start()
    count = sum(
        isinstance(reading, Observation)
        for reading in edifact.READER.read(Generated(made()))  # type: ignore[arg-type]
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count > 0) is lines
    assert peak < 8 << 20


def test_a_segment_longer_than_any_is_told_and_passed_over(stream_of: StreamOf) -> None:
    readings = read(interchange(f"LIN+1++1:SA'IMD+F++:::{'x' * (LONGEST + 1)}'LIN+2++2:SA'"), stream_of)
    assert values(readings, "order.sku") == ["1", "2"]
    assert ("segment 6", "longer than 1 MiB; no segment is that long") in told(readings)


@pytest.mark.parametrize(("tag", "longest"), [("IMD+F++:::", 35), ("FTX+AAI+++", 70)])
def test_a_text_cut_at_the_end_of_its_field_is_made_whole(
    tag: str, longest: int, stream_of: StreamOf
) -> None:
    first = f"{'SWITCH, 24 PORTS'.ljust(longest - 3, '.')}HUA"
    found = values(read(interchange("LIN+1'", f"{tag}{first}:WEI S5735-L'"), stream_of), "order.text")
    assert found == [f"{first} WEI S5735-L", f"{first}WEI S5735-L"]
    short = values(read(interchange("LIN+1'", f"{tag}SWITCH:HUAWEI'"), stream_of), "order.text")
    assert short == ["SWITCH HUAWEI"]


def test_interchanges_are_recognised_by_their_start() -> None:
    assert edifact.READER.sniff(b"UNA:+.? '\r\nUNB+UNOA", "x") is Sniff.MINE
    assert edifact.READER.sniff(b"\xff\xfe" + "UNB+UNOA".encode("utf-16-le"), "x") is Sniff.MINE
    assert edifact.READER.sniff(b"UNBELIEVABLE", "x") is Sniff.NOT_MINE
    assert edifact_xml.READER.sniff(b"<?xml?><M_ORDERS>", "x") is Sniff.MINE
    assert edifact_xml.READER.sniff(b"<M_ORDERLY>", "x") is Sniff.NOT_MINE


def test_layouts_repeat_what_the_directory_repeats() -> None:
    assert LAYOUTS["PIA"][0] == ("4347", ("4347",))
    assert LAYOUTS["PIA"][5] == ("C212", ("7140", "7143", "1131", "3055"))
    assert len(LAYOUTS["PIA"]) == 6
    assert LAYOUTS["NAD"][3] == ("C080", ("3036",) * 5)
