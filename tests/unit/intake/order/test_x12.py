"""What is read of orders, invoices and catalogues in X12."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import x12
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
ISA = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240318*1015*U*00401*000000001*0*P*>~"
HEAD = "ST*850*0001~BEG*00*NE*7**20240318~N1*SE*Example Inc~"
EARLY = "the file ends early; the lines that end before it were read"


def interchange(*lines: str, head: str = HEAD) -> str:
    body = f"{head}{''.join(lines)}"
    return (
        f"{ISA}GS*PO*A*B*20240318*1015*1*X*004010~{body}SE*{body.count('~') + 1}*0001~GE*1*1~IEA*1*000000001~"
    )


def read(data: bytes | str, stream_of: StreamOf) -> list[Reading]:
    return list(x12.READER.read(stream_of(data.encode() if isinstance(data, str) else data)))


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def test_each_line_and_sub_line_of_an_order_says_what_who_and_how_many(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("x12/order-invoice-catalogue.edi"), stream_of)
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation) and not reading.subject.is_beside:
            found.setdefault(reading.locator, []).append((reading.trait, reading.value))
    head = [
        ("order.buyer", "City of Example"),
        ("order.supplier", "Example Integrator Inc"),
        ("order.supplier-identifier", "duns:123456789"),
    ]
    order = [("order.document", "order"), ("order.number", "PO-2024-0117")]
    assert found == {
        "segment 11, PO1 1": [
            *order,
            ("order.line", "1"),
            *head,
            ("order.text", "Dome camera 4 MP, outdoor"),
            ("order.text", "For the north entrance"),
            ("order.manufacturer", "Hangzhou Hikvision Digital Technology"),
            ("order.part-number", "311315702"),
            ("order.part-number", "DS-2CD2143G2-I"),
            ("order.sku", "INT-77120"),
            ("order.code", "gtin:694126408800"),
            ("order.serial", "G12345678"),
            ("order.serial", "G12345679"),
            ("order.quantity", "12 EA"),
            ("order.amount", "2388.00 CAD"),
            ("order.date", "2024-03-18"),
        ],
        "segment 18, SLN 2": [
            *order,
            ("order.line", "1.1"),
            *head,
            ("order.text", "Back box"),
            ("order.brand", "Hikvision"),
            ("order.sku", "INT-77121"),
            ("order.quantity", "12 EA"),
            ("order.date", "2024-03-18"),
        ],
        "segment 20, PO1 3": [
            *order,
            ("order.line", "2"),
            *head,
            ("order.text", "Bracket"),
            ("order.manufacturer", "Axis"),
            ("order.sku", "4007123"),
            ("order.quantity", "-3 EA"),
            ("order.date", "2024-03-18"),
            ("order.origin", "SE"),
        ],
        "segment 32, 810 3 IT1 1": [
            ("order.document", "credit-note"),
            ("order.number", "INV-9"),
            ("order.line", "1"),
            ("order.supplier", "Example Integrator Inc"),
            ("order.supplier-identifier", "cage:1ABC5"),
            ("order.text", "Dome camera"),
            ("order.sku", "INT-77120"),
            ("order.quantity", "12 EA"),
            ("order.date", "2024-04-01"),
        ],
        "segment 45, 832 4 LIN 1": [
            ("order.document", "catalogue"),
            ("order.number", "CAT-7"),
            ("order.line", "1"),
            ("order.supplier", "Example Integrator Inc"),
            ("order.text", "Eyeball camera"),
            ("order.brand", "Dahua"),
            ("order.sku", "IPC-HDW2431T"),
            ("order.date", "2024-04-01"),
        ],
    }
    assert told(readings) == [
        ("segment 24", "a transaction set “997” is no purchase; passed over"),
        ("segment 32, 810 3 IT1 1", "amount 2388.00 without a currency"),
    ]


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (interchange(), ["the document has no lines"]),
        (interchange("PO1**1*EA***VP*1~"), ["the line has no number"]),
        (interchange("PO1*1*1*EA~"), ["the line does not say what is bought"]),
        (interchange("PO1*1*many*EA***VP*1~"), ["quantity “many” is no number"]),
        (
            interchange("CUR*BY*CAD~PO1*1*1*EA***VP*1~CUR*BY*USD~AMT*1*5~"),
            ["the amount is in USD, the document in CAD"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~", head="ST*850*0001~BEG*00*NE*~"),
            ["the document names no supplier", "the document has no date", "the document has no number"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~", head=HEAD.replace("BEG*00", "BEG*01")),
            ["the message cancels an earlier one; its lines are not read"],
        ),
        (
            interchange("POC*1*DI*1*0*EA****VP*1~", head=HEAD.replace("850", "860")),
            ["the line is deleted by the message; it buys nothing"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~CTT*2~"),
            ["CTT counts 2 lines where there are 1; lines may be missing"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~").replace("SE*5", "SE*9"),
            ["SE counts 9 segments where there are 5; lines may be missing"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~").replace("GE*1", "GE*3"),
            ["GE counts 3 messages where there are 1; messages may be missing"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~").replace("SE*5*0001~", ""),
            ["the interchange ends where its last message has not ended"],
        ),
        (
            interchange("PO1*1*1*EA***VP*1~", HEAD),
            [
                "a transaction set begins where the one before has not ended",
                "the document has no lines",
                "SE counts 8 segments where there are 4; lines may be missing",
                "GE counts 1 messages where there are 2; messages may be missing",
            ],
        ),
        (interchange("PO1*1*1*EA***VP*1~")[:-40], [EARLY]),
        (interchange("PO1*1*1*EA***VP*1~").removesuffix("~"), []),
        (
            interchange("PO1*1*1*EA***VP*1~", "?*1~").replace("SE*6", "SE*5"),
            ["“?” is no segment"],
        ),
        (ISA + "IEA*0*000000001~", ["no transaction set is in it"]),
        ("ISA*00*", ["no interchange: no whole ISA stands at the start"]),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_read(
    whole: str, expected: list[str], stream_of: StreamOf
) -> None:
    assert [why for _, why in told(read(whole, stream_of))] == expected


@pytest.mark.parametrize(
    ("signs", "between"),
    [({"*": "|", "~": "\x1d"}, ""), ({"*": "\x1d", "~": "\n"}, ""), ({"~": "\r"}, "\n"), ({}, "\r\n")],
)
def test_separators_are_those_of_the_header(signs: dict[str, str], between: str, stream_of: StreamOf) -> None:
    plain = interchange("PO1*1*1*EA***VP*INT-1~PID*F****Dome~")
    end = signs.get("~", "~")
    whole = plain.translate(str.maketrans(signs)).replace(end, end + between)
    readings = read(whole, stream_of)
    assert values(readings, "order.text") == ["Dome"]
    assert told(readings) == []
    assert x12.READER.sniff(whole.encode()[:4096], "x") is Sniff.MINE


def test_a_header_without_its_blanks_is_understood(stream_of: StreamOf) -> None:
    whole = interchange("PO1*1*1*EA***VP*INT-1~").replace("          ", "").replace("    ", "")
    assert values(read(whole, stream_of), "order.sku") == ["INT-1"]


@pytest.mark.parametrize(
    ("encoding", "doubts"),
    [("utf-8", []), ("cp1252", ["the letters are not those of UTF-8; read as Windows-1252"]), ("utf-16", [])],
)
def test_letters_are_kept(encoding: str, doubts: list[str], stream_of: StreamOf) -> None:
    whole = interchange("PO1*1*1*EA***VP*1~PID*F****Caméra dôme~PID*F****été~")
    readings = read(whole.encode(encoding), stream_of)
    assert values(readings, "order.text") == ["Caméra dôme", "été"]
    assert [why for _, why in told(readings)] == doubts


def test_what_is_not_the_header_of_an_interchange_is_not_claimed() -> None:
    assert x12.READER.sniff(b"ISA said it was fine", "x") is Sniff.NOT_MINE
    assert x12.READER.sniff(b"ISA*1*2", "x") is Sniff.NOT_MINE


def test_a_text_cut_at_the_end_of_its_field_is_made_whole_beside_its_pieces(stream_of: StreamOf) -> None:
    first = f"{'SWITCH, MANAGED, 24 PORTS, '.ljust(77, '.')}HUA"
    cut = f"PO1*1*1*EA***VP*1~PID*F****{first}~PID*F****WEI S5735-L~PID*F****boxed~"
    pieces = [first, "WEI S5735-L", "boxed"]
    assert values(read(interchange(cut), stream_of), "order.text") == [*pieces, f"{first}WEI S5735-L"]
    short = interchange("PO1*1*1*EA***VP*1~PID*F****SWITCH HUA~PID*F****WEI~")
    assert values(read(short, stream_of), "order.text") == ["SWITCH HUA", "WEI"]


LINE = "PO1*1*12*EA***VP*AX-1~PID*F****Dome camera~"
SAID = "Ship Hikvision cameras"


@pytest.mark.parametrize(
    "segment",
    [
        f"REF*ZZ*7*{SAID}~",
        f"SAC*C*D240***200000**********{SAID}~",
        f"PWK*OL*EL***AC*1*{SAID}~",
        f"TD5****{SAID}~",
        f"N9*ZZ*7*{SAID}~",
    ],
)
def test_what_no_field_of_a_line_takes_is_text_of_it(segment: str, stream_of: StreamOf) -> None:
    readings = read(interchange(LINE, segment, "CTT*1~"), stream_of)
    assert values(readings, "order.text") == ["Dome camera", SAID]
    assert told(readings) == []


@pytest.mark.parametrize("segment", ["REF*ZZ*DS-2CD2143G2-I~", "PID*S*08*ZZ*DS-2CD2143G2-I~"])
def test_a_number_that_no_field_of_a_line_takes_is_looked_at_as_a_designation(
    segment: str, stream_of: StreamOf
) -> None:
    assert "DS-2CD2143G2-I" in values(read(interchange(LINE, segment, "CTT*1~"), stream_of), "order.sku")


@pytest.mark.parametrize(
    "lines",
    [
        (f"N9*L1*G~MSG*{SAID}~", LINE),
        (f"MTX**{SAID}~", LINE),
        (f"PO3*EO*20261101***12~PID*F****{SAID}~", LINE),
        (LINE, "CTT*1~", f"SAC*C*D240***200000**********{SAID}~"),
    ],
)
def test_words_above_and_behind_the_lines_stand_beside_them(
    lines: tuple[str, ...], stream_of: StreamOf
) -> None:
    readings = read(interchange(*lines), stream_of)
    texts = [r for r in readings if isinstance(r, Observation) and r.trait == "order.text"]
    assert {(r.value, r.subject.is_beside) for r in texts} == {("Dome camera", False), (SAID, True)}


def test_a_line_behind_the_totals_is_a_line_all_the_same(stream_of: StreamOf) -> None:
    readings = read(interchange(LINE, "CTT*1~", f"PO1*2*12*EA***VP*Q~PID*F****{SAID}~"), stream_of)
    assert values(readings, "order.text") == ["Dome camera", SAID]
    assert values(readings, "order.line") == ["1", "2"]


def test_a_line_between_two_documents_is_unread(stream_of: StreamOf) -> None:
    whole = interchange(LINE).replace("GE*1*1~", f"PO1*2*12*EA***VP*Q~PID*F****{SAID}~GE*1*1~")
    assert [why for _, why in told(read(whole, stream_of))] == ["a line that stands in no document"]


def test_a_second_interchange_with_other_separators_is_read(stream_of: StreamOf) -> None:
    other = interchange(LINE.replace("Dome camera", SAID)).replace("~", "|").replace("*", "^")
    readings = read(interchange(LINE) + other, stream_of)
    assert values(readings, "order.text") == ["Dome camera", SAID]
