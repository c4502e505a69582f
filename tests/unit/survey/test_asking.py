"""Does who asks decide the answer, and does the answer say where the role comes from?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from phaseout.decide.code import Code
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import Context
from phaseout.domain.problem import UsageError
from phaseout.domain.truth import Reason
from phaseout.register.named import with_institutions
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAY = date(2026, 11, 26)
GOC = "ca/goc-hikvision-prohibition"
HIKVISION = '{"asset": "cam-17", "trait": "http.server", "value": "App-webs/"}\n'
S85 = "ca/crown-corporation-s85"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


@pytest.fixture
def scan(tmp_path: Path) -> str:
    path = tmp_path / "scan.jsonl"
    path.write_text(HIKVISION)
    return str(path)


def used(scan: str, register: Register, context: Context) -> Determination:
    """Return what the federal prohibition says of using the camera."""
    document = survey([scan], register, context, DAY, options=Options(only=(GOC,)))
    (asset,) = document.assets()
    (answer,) = (answer for answer in asset.determinations if answer.act == "use")
    return answer


def walk(reason: Reason) -> Iterator[Reason]:
    yield reason
    for part in reason.because:
        yield from walk(part)


def leaf(answer: Determination, code: Code, role: str) -> Reason:
    """Return the reason that speaks of a role; each clause holds the same one."""
    spoken = [one for one in walk(answer.reason) if (one.code, one.params.get("role")) == (code, role)]
    assert all(one == spoken[0] for one in spoken)
    return spoken[0]


@pytest.mark.parametrize("name", ["Bank of Canada", "Banque du Canada", "CBC", "Téléfilm Canada"])
def test_whether_the_announcement_binds_a_corporation_of_section_85_is_open(
    scan: str, register: Register, name: str
) -> None:
    answer = used(scan, register, Context(named=(name,)))
    assert answer.outcome is Outcome.UNDETERMINED
    perhaps = leaf(answer, Code.ROLE_PERHAPS, S85)
    assert "Section 85" in perhaps.params["text_en"]
    assert "article 85" in perhaps.params["text_fr"]
    meant = register.directory.find(name).one
    assert meant is not None
    assert perhaps.evidence[0] == f"institution {meant.id}, {meant.listed[0].place} [O]"
    assert "context" not in perhaps.evidence


@pytest.mark.parametrize("name", ["Transport Canada", "Transports Canada", "Ministère des Transports"])
def test_the_announcement_applies_to_a_department(scan: str, register: Register, name: str) -> None:
    answer = used(scan, register, Context(named=(name,)))
    assert answer.outcome is Outcome.APPLIES
    bound = leaf(answer, Code.ROLE_BOUND, "ca/federal-department")
    assert bound.evidence[0] == "institution ca/department-of-transport, Schedule I [O]"


def test_a_corporation_the_government_can_direct_is_bound(scan: str, register: Register) -> None:
    assert used(scan, register, Context(named=("Postes Canada",))).outcome is Outcome.APPLIES


def test_an_inferred_role_says_that_it_is_inferred(scan: str, register: Register) -> None:
    answer = used(scan, register, Context(named=("Office of the Superintendent of Bankruptcy",)))
    evidence = leaf(answer, Code.ROLE_BOUND, "ca/federal-department").evidence[0]
    assert evidence == (
        "institution ca/office-of-the-superintendent-of-bankruptcy, "
        "Schedule IV [O]; s. 11(1) [O]; core public administration [I]"
    )


def test_roles_add_up_and_each_says_where_it_comes_from(scan: str, register: Register) -> None:
    context = with_institutions(
        Context(roles=("ca/separate-agency", "us/grant-recipient"), named=("Bank of Canada", "CRA")), register
    )
    assert context.every_role == (
        "ca/separate-agency", "us/grant-recipient", S85, "ca/departmental-corporation",
    )  # fmt: skip
    answer = used(scan, register, context)
    assert answer.outcome is Outcome.APPLIES
    bound = leaf(answer, Code.ROLE_BOUND, "ca/separate-agency")
    assert bound.evidence[:2] == ("context", "institution ca/canada-revenue-agency, Schedule V [O]")
    listed = leaf(answer, Code.ROLE_BOUND, "ca/departmental-corporation")
    assert listed.evidence[0] == "institution ca/canada-revenue-agency, Schedule II [O]"


def test_the_document_records_who_asked_and_which_roles_that_gave(scan: str, register: Register) -> None:
    document = survey([scan], register, Context(roles=("us/importer",), named=("Banque du Canada",)), DAY)
    shown = document.header.context
    assert shown["roles"] == ["us/importer", S85]
    assert isinstance(shown["institutions"], list)
    (bank,) = shown["institutions"]
    note = bank.pop("note")
    assert bank == {
        "id": "ca/bank-of-canada",
        "name": {"en": "Bank of Canada", "fr": "Banque du Canada"},
        "roles": {S85: ["s. 85(1)"]},
    }
    assert set(note) == {"en", "fr"}


def test_without_an_institution_the_document_says_nothing_of_one(scan: str, register: Register) -> None:
    document = survey([scan], register, Context(roles=("us/importer",)), DAY)
    assert document.header.context == {"roles": ["us/importer"]}


def test_an_institution_named_twice_counts_once(register: Register) -> None:
    context = with_institutions(Context(named=("RCMP", "GRC", "Royal Canadian Mounted Police")), register)
    assert [one.id for one in context.institutions] == ["ca/royal-canadian-mounted-police"]
    assert with_institutions(context, register) is context


def test_every_name_that_is_not_certain_is_said_and_none_is_guessed(scan: str, register: Register) -> None:
    names = ("SCC", "Bank of Canda", "Bank of Canada", "Ville de Gaspé", "Mint")
    with pytest.raises(UsageError) as refused:
        survey([scan], register, Context(named=names), DAY)
    said = refused.value.what
    assert "'SCC' may be ca/correctional-service-of-canada (Correctional Service of Canada), ca/reg" in said
    assert "no institution is called 'Bank of Canda'; perhaps ca/bank-of-canada (Bank of Canada)" in said
    assert "no institution is called 'Ville de Gaspé'" in said
    assert "'Mint' may be ca/royal-canadian-mint" in said
    assert "'Bank of Canada'" not in said


def test_many_candidates_are_counted(register: Register) -> None:
    with pytest.raises(UsageError, match=r"'Canada' may be .* and \d+ more"):
        with_institutions(Context(named=("Canada",)), register)
