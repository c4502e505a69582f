"""What is read of releases and records of OCDS."""

import json
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import json_packages, json_window, ocds
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
RELEASE = {"ocid": "ocds-1", "id": "1", "date": "2024-01-02T00:00:00Z"}


def read(data: bytes | str | object, stream_of: StreamOf, portion: int = 1 << 20) -> list[Reading]:
    if not isinstance(data, bytes | str):
        data = json.dumps(data)
    raw = data.encode() if isinstance(data, str) else data
    return list(ocds.READER.read(stream_of(raw, portion=portion)))


def lines_of(readings: list[Reading]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation):
            found.setdefault(reading.locator, []).append((reading.trait, reading.value))
    return found


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def test_an_award_says_what_who_how_many_and_how_much(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    found = lines_of(read(fixture_bytes("ocds/package.json"), stream_of))
    assert found["line 7, release 1 award 1 item 1"] == [
        ("order.document", "award"),
        ("order.number", "ocds-abc123-0001/A1"),
        ("order.line", "1"),
        ("order.buyer", "Ville d’Exemple"),
        ("order.supplier", "Example Integrator Ltd."),
        ("order.supplier", "Example Integrator"),
        ("order.supplier-identifier", "lei:529900T8BM49AURSDO55"),
        ("order.supplier-identifier", "gb-coh:09506232"),
        ("order.text", "Hikvision DS-2CD2143G2-I"),
        ("order.text", "Cameras"),
        ("order.quantity", "12"),
        ("order.amount", "9876.50 CAD"),
        ("order.date", "2024-04-20"),
    ]


def test_words_of_a_whole_with_several_items_are_a_line_of_their_own(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    found = lines_of(read(fixture_bytes("ocds/package.json"), stream_of))
    assert ("order.text", "Cameras for the arena") in found["line 7, release 1 tender"]
    assert ("order.amount", "10000 CAD") in found["line 7, release 1 tender"]
    first = dict(reversed(found["line 7, release 1 tender item 1"]))
    assert (first["order.text"], first["order.quantity"]) == ("Dome cameras", "12 EA")
    assert "order.amount" not in first
    assert ("order.code", "cpv:32323500") in found["line 7, release 1 tender item 1"]
    second = dict(reversed(found["line 7, release 1 tender item 2"]))
    assert (second["order.text"], second["order.quantity"]) == ("Recorders", "-1")


def test_what_is_odd_is_told_and_an_unsuccessful_award_buys_nothing(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    assert told(read(fixture_bytes("ocds/package.json"), stream_of)) == [
        ("line 7, release 1 tender item 1", "the price is in USD, the document in CAD"),
        ("line 7, release 1 award 2", "unsuccessful, so that nothing is bought; items not read: 1"),
    ]


def test_a_contract_that_says_no_more_than_its_award_is_not_a_second_line(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    found = lines_of(read(fixture_bytes("ocds/package.json"), stream_of))
    contracts = {place: dict(line) for place, line in found.items() if "contract" in place}
    assert list(contracts) == ["line 7, release 1 contract 2"]
    assert contracts["line 7, release 1 contract 2"]["order.date"] == "2024-06-01"
    assert contracts["line 7, release 1 contract 2"]["order.supplier"] == "Example Integrator"


def test_of_a_record_the_compiled_or_the_newest_word_counts(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("ocds/records.jsonl"), stream_of)
    assert values(readings, "order.text") == ["Access points", "New words", "Radios", "Last title"]
    assert told(readings) == [("line 4, record 3", "the record only links to its releases; fetch those")]


@pytest.mark.parametrize("portion", [7, 64, 1 << 20])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_package_gives_the_same_however_it_is_laid_out(
    portion: int, indent: int | None, stream_of: StreamOf
) -> None:
    titles = ['A "quoted" {name}', "B ]}", "Ç\\"]
    package = {
        "uri": "x",
        "packages": ["{", {"a": ["]"]}],
        "releases": [{**RELEASE, "id": str(n), "tender": {"title": one}} for n, one in enumerate(titles)],
        "version": "1.1",
    }
    for document in (package, [package], package["releases"]):
        written = json.dumps(document, indent=indent, ensure_ascii=False).encode()
        assert values(read(written, stream_of, portion), "order.text") == titles


def test_utf_16_and_latin_1_are_read_and_latin_1_is_told_once(stream_of: StreamOf) -> None:
    package = json.dumps({"releases": [{**RELEASE, "tender": {"title": "Caméra"}}] * 2}, ensure_ascii=False)
    assert values(read(package.encode("utf-16"), stream_of), "order.text") == ["Caméra"] * 2
    for written in (package.encode("latin-1"), package.replace("[", "[\n").encode("latin-1")):
        readings = read(written, stream_of)
        assert values(readings, "order.text") == ["Caméra"] * 2
        doubts = [why for _, why in told(readings) if "letters" in why]
        assert doubts == ["the letters are not UTF-8; read as Windows-1252"]


def test_a_key_that_stands_twice_is_told(stream_of: StreamOf) -> None:
    written = '{"ocid": "o", "tender": {"id": "1", "title": "First", "title": "Second"}}'
    readings = read(written, stream_of)
    assert values(readings, "order.text") == ["Second", "First"]
    why = "the key “title” stands twice in one object; the last one is read"
    assert told(readings) == [("line 1, release 1", why)]


def test_of_a_cut_package_what_stands_before_the_cut_is_read(stream_of: StreamOf) -> None:
    releases = [{**RELEASE, "id": str(n), "tender": {"id": str(n), "title": f"T{n}"}} for n in range(3)]
    written = json.dumps({"releases": releases}, indent=1)
    readings = read(written[: written.index("T2") + 1], stream_of)
    assert values(readings, "order.text") == ["T0", "T1"]
    assert told(readings) == [("line 21, release 3", "the file ends inside it")]


def test_a_damaged_line_costs_that_line_only(stream_of: StreamOf) -> None:
    good = [json.dumps({**RELEASE, "tender": {"id": str(n), "title": f"T{n}"}}) for n in range(3)]
    readings = read("\n".join((good[0], good[1][:-9], "garbage", good[2])), stream_of)
    assert values(readings, "order.text") == ["T0", "T2"]
    assert told(readings) == [
        ("line 2", "an object that does not end"),
        ("line 3", "no JSON object begins here; 1 such places"),
    ]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"tender": {"title": "x"}}, "the release has no ocid"),
        ({**RELEASE, "awards": [{"id": "1", "title": "x"}]}, "the document names no supplier"),
        ({**RELEASE, "planning": {}}, "neither tender nor award nor contract is in it"),
        ({"some": "thing"}, "neither a release nor a record"),
        ({"uri": "x", "releases": []}, "the package is empty"),
        ({"uri": "x", "releases": ["x"]}, "no object where one should be"),
        ({**RELEASE, "tender": {"items": [{"quantity": "12 pieces", "description": "x"}]}},
         "quantity “12 pieces” is no number"),
        ({**RELEASE, "tender": {"title": "x", "value": {"amount": 5}}}, "amount 5 without a currency"),
        ({**RELEASE, "tender": {"items": [{"id": "1"}]}}, "the line does not say what is bought"),
        ({**RELEASE, "tender": [], "awards": {"x": []}, "contracts": [None, 5]}, ""),
        ({**RELEASE, "tender": {"title": ["x"], "items": "y", "value": []}}, ""),
    ],
)  # fmt: skip
def test_what_is_missing_or_of_another_kind_is_told_and_never_raises(
    document: object, why: str, stream_of: StreamOf
) -> None:
    whys = [one for _, one in told(read(document, stream_of))]
    assert why in whys or not why


def test_deep_nesting_and_bare_junk_do_not_raise(stream_of: StreamOf) -> None:
    deep = '{"ocid":"x","tender":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert told(read(deep, stream_of))[0][1] == "nested too deeply to be a purchase"
    assert told(read(b"{" * 5000, stream_of))
    assert told(read(b'{"releases": [' + b'{"a":' * 10, stream_of))


def test_an_element_too_long_is_passed_over_and_the_next_is_read(
    stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (json_window, json_packages):
        monkeypatch.setattr(module, "LONGEST", 2000)
    long = {**RELEASE, "tender": {"id": "1", "title": "x", "items": [{"description": "y" * 50}] * 100}}
    short = {**RELEASE, "tender": {"id": "2", "title": "short"}}
    written = json.dumps({"releases": [long, short]})
    readings = read(written, stream_of, portion=100)
    assert values(readings, "order.text") == ["short"]
    assert [place for place, _ in told(readings)] == ["line 1, release 1"]


class _Endless:
    """A package of so many releases that nobody holds."""

    name = "big.json"

    def __init__(self, releases: int) -> None:
        self._pieces = self._written(releases)

    def _written(self, releases: int) -> Iterator[bytes]:
        yield b'{"uri": "x", "releases": [\n'
        for number in range(releases):
            tender = {"id": str(number), "title": "Camera", "description": "d" * 20_000}
            yield json.dumps({**RELEASE, "tender": tender}, indent=1).encode() + b",\n"
        yield b"{}]}"

    def read(self, size: int = -1, /) -> bytes:
        return next(self._pieces, b"")

    def lines(self, *, longest: int = 1 << 20) -> Iterator[tuple[int, bytes | None]]:
        raise NotImplementedError

    def as_path(self, *, largest: int) -> None:
        raise NotImplementedError


def test_memory_does_not_grow_with_the_package() -> None:
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Observation) for one in ocds.READER.read(_Endless(400)))  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count > 400
    assert peak < 4 << 20  # of 8 MB read


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"ocid": "x"', Sniff.MINE),
        (b'\xef\xbb\xbf[{"ocid":"x"', Sniff.MINE),
        (b'{"uri":"x","publishedDate":"2024","extensions":["a"', Sniff.MINE),
        (b'{"records":[{"name":"x"}]', Sniff.NOT_MINE),
        (b'ocid,"ocid":', Sniff.NOT_MINE),
    ],
)
def test_it_claims_by_the_keys_of_ocds(head: bytes, expected: Sniff) -> None:
    assert ocds.READER.sniff(head, "x.json") is expected


@pytest.mark.parametrize(
    "item",
    [
        {"id": "1", "description": {"en": "Hikvision camera", "fr": "Caméra Hikvision"}},
        {"id": "1", "description": "Dome camera", "name": "Hikvision camera"},
        {"id": "1", "description": ["Dome camera", "Hikvision camera"]},
        {
            "id": "1",
            "description": "Dome camera",
            "attributes": [{"name": "model", "value": "Hikvision camera"}],
        },
    ],
)
def test_whatever_an_item_says_and_no_field_takes_is_text_of_its_line(
    item: dict[str, object], stream_of: StreamOf
) -> None:
    release = {**RELEASE, "tender": {"id": "1", "items": [item]}}
    assert "Hikvision camera" in values(read(release, stream_of), "order.text")


def test_a_title_that_is_no_text_is_read_all_the_same(stream_of: StreamOf) -> None:
    release = {**RELEASE, "tender": {"id": "1", "title": {"en": "Hikvision cameras"}}}
    assert values(read(release, stream_of), "order.text") == ["Hikvision cameras"]


def test_plans_and_extensions_of_a_release_stand_beside_its_lines(stream_of: StreamOf) -> None:
    release = {**RELEASE, "planning": {"rationale": "More Hikvision cameras"}, "tender": {"title": "Cameras"}}
    readings = [r for r in read(release, stream_of) if isinstance(r, Observation)]
    texts = {(r.value, r.subject.is_beside) for r in readings if r.trait == "order.text"}
    assert texts == {("Cameras", False), ("More Hikvision cameras", True)}
