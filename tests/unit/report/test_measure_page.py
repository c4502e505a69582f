"""Is a page of a measure what the register says and nothing that acts, whatever an overlay holds?"""

from dataclasses import replace

import pytest

from phaseout.domain.cite import Text
from phaseout.register import Register
from phaseout.report.measure_page import measure_page, measures_index

HOSTILE = "<script>alert(1)</script> `code` | cell [x](javascript:1)"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


def test_a_text_of_the_register_is_no_markup(register: Register) -> None:
    measure = register.measures["ca/goc-hikvision-prohibition"]
    said = Text(en=HOSTILE, fr=HOSTILE)
    hostile = replace(
        measure,
        title=said,
        notes=(said,),
        clauses=tuple(replace(clause, text=said) for clause in measure.clauses),
        binds=tuple(replace(binding, why=said) for binding in measure.binds),
        exemptions=tuple(replace(one, text=said) for one in measure.exemptions),
    )
    for lang in ("en", "fr"):
        page = measure_page(hostile, register, (), lang)
        assert "<script>" not in page
        assert r"\<script\>alert(1)\</script\> \`code\` \| cell \[x\](javascript:1)" in page


def test_a_title_stays_in_its_cell_of_the_index(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = replace(register.measures["us/ns-cmic"], title=Text(en=HOSTILE))
    monkeypatch.setattr(type(register), "measures", {"us/ns-cmic": measure})
    (row,) = [line for line in measures_index(register, {}, "en").splitlines() if "us/ns-cmic" in line]
    assert row.replace(r"\|", "").count("|") == 5
    assert "<script>" not in row
