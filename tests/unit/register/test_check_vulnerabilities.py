"""Does the check find what is wrong with a vulnerability or a code, where it stands?"""

import pytest

from phaseout.domain.designation import Aspect
from phaseout.domain.truth import Truth
from phaseout.register.compile import compile_register
from phaseout.register.fault import Level
from phaseout.register.query import Register
from phaseout.register.sealed import seal

HOLE = "vulnerabilities/cve-2020-1234.yaml"
CODES = "models/codes/acme.yaml"
FILES = {
    HOLE: """\
id: cve-2020-1234
title: {en: Anybody gets in., fr: Quiconque entre.}
platform: acme
kinds: [camera]
list: partial
affected:
  - designations: [AC-2xxx]
    since: V1.0.0
    until: V2.0.0 build 200101
    cite: [{source: gazette, grade: O}]
fixed: {from: V2.1.0 build 200601, cite: [{source: gazette, grade: S}]}
exploited: {added: 2022-01-10, due: 2022-01-24, cite: [{source: gazette, grade: O}]}
cite: [{source: gazette, grade: O}]
examples:
  - {model: AC-2000, firmware: V1.5.0, affected: unknown}
  - {affected: unknown}
""",
    CODES: """\
- id: acme/camera
  maker: acme
  pattern: '^AC-(?P<size>\\d)(?P<rest>\\d*)'
  parts:
    - group: size
      aspect: resolution
      codes: [{code: "2", en: 2 megapixels, fr: 2 mégapixels, megapixels: 2}]
      cite: [{source: gazette, grade: S}]
  examples: [{designation: AC-2000, says: {resolution: 2 megapixels}}]
  counterexamples: [BC-2000]
  cite: [{source: gazette, grade: S}]
""",
}


@pytest.fixture
def hikvision(book):
    """The register of these tests with a maker whose versions can be compared."""
    for name in ("parties/acme.yaml",):
        text = (book.directory / name).read_text(encoding="utf-8")
        assert "id: acme" in text
    book.write(
        "parties/hikvision.yaml",
        "id: hikvision\nname: H\nkinds: [maker]\ncite: [{source: gazette, grade: O}]\n",
    )
    text = FILES[HOLE].replace("platform: acme", "platform: hikvision").replace(
        "  - {model: AC-2000, firmware: V1.5.0, affected: unknown}\n",
        "  - {model: AC-2000, firmware: V1.5.0, affected: yes}\n"
        "  - {model: AC-2000, firmware: V2.2.0, affected: no}\n"
        "  - {model: AC-2000, firmware: V2.0.0, affected: unknown}\n",
    )  # fmt: skip
    book.write(HOLE, text)
    book.write(CODES, FILES[CODES])
    return book


def test_what_is_in_order_has_no_fault_and_is_opened(hikvision):
    assert hikvision.faults() == []
    register = Register(compile_register(hikvision.directory))
    hole = register.vulnerabilities["cve-2020-1234"]
    assert hole.number == "CVE-2020-1234"
    assert hole.exploited is not None
    assert str(hole.exploited.added) == "2022-01-10"
    assert hole.of("AC-2000", ("V1.5.0",), is_own=True).verdict.truth is Truth.YES
    code = register.model_codes["acme/camera"]
    assert (code.parts[0].aspect, code.parts[0].codes[0].megapixels) == (Aspect.RESOLUTION, 2.0)


def test_an_edition_from_before_there_were_any_can_still_be_asked(hikvision):
    content = compile_register(hikvision.directory)
    old = seal(
        {key: value for key, value in content.items() if key not in ("codes", "vulnerabilities", "digest")}
    )
    assert Register(old).vulnerabilities == Register(old).model_codes == {}


@pytest.mark.parametrize(
    ("old", "new", "level", "message"),
    [
        ("platform: hikvision", "platform: nobody", Level.REFERENCES, "there is no party 'nobody'"),
        ("kinds: [camera]", "kinds: [kettle]", Level.REFERENCES, "there is no kind 'kettle'"),
        ("    until: V2.0.0 build 200101\n", "", Level.SHAPE, "give either 'until' or 'before'"),
        ("due: 2022-01-24", "due: 2021-01-24", Level.SHAPE, "it is due on 2021-01-24, before it was added"),
        ("since: V1.0.0", "since: first", Level.SENSE, "no version of hikvision is written 'first'"),
        ("V2.1.0 build 200601", "V1.9.0", Level.SENSE, "listed as affected goes to 'V2.0.0 build 200101'"),
        ("    until: V2.0.0 build 200101\n", "    until: V2.0.0 build 200101\n    clear-from: V1.0.1\n", Level.SENSE, "'V1.0.1' is said to be mended"),
        ("affected: no}", "affected: yes}", Level.SENSE, "the answer is no (fixed-for-all), not yes"),
        ("  - {affected: unknown}\n", "", None, ""),
        ("    cite: [{source: gazette, grade: O}]\n", "    cite: [{source: gazette, grade: BK}]\n", Level.SENSE, "no source for it was read"),
        ("id: cve-2020-1234", "id: cve-2020-9999", Level.REFERENCES, "has to stand in a file of that name"),
    ],
)  # fmt: skip
def test_each_fault_of_a_vulnerability_is_blamed(hikvision, old, new, level, message):
    hikvision.edit(HOLE, old, new)
    faults = hikvision.faults()
    if level is None:
        assert faults == []
    else:
        assert (level, True) in [(fault.level, message in fault.message) for fault in faults]


def test_examples_must_show_every_answer(hikvision):
    hikvision.edit(HOLE, "  - {model: AC-2000, firmware: V1.5.0, affected: yes}\n", "")
    assert [fault.message for fault in hikvision.faults()] == ["no example is answered yes"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("says: {resolution: 2 megapixels}", "says: {resolution: 3 megapixels}", "'AC-2000' says '2 megapixels' here, not '3 megapixels'"),
        ("counterexamples: [BC-2000]", "counterexamples: [AC-3000]", "the pattern catches its counterexample 'AC-3000'"),
        ("designation: AC-2000", "designation: BC-2000", "the pattern does not catch its example 'BC-2000'"),
        ("group: size", "group: sise", "the pattern has no group 'sise'"),
        ("(?P<size>", "(?=A)(?P<size>", "the pattern may not be used"),
        ("aspect: resolution", "aspect: resolution\n      reads: number", "a number has 'each', and nothing else has"),
    ],
)  # fmt: skip
def test_each_fault_of_a_code_is_blamed(hikvision, old, new, message):
    hikvision.edit(CODES, old, new)
    assert any(message in fault.message for fault in hikvision.faults())
