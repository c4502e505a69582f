"""Is an institution found however its name is spelled, and never a wrong one chosen?"""

import pytest

from phaseout.register.directory import How, folded
from phaseout.register.query import Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("L’Agence des services frontaliers du Canada", ("agence", "services", "frontaliers", "canada")),
        ("l'agence  DES SERVICES-FRONTALIERS (du) canada!", ("agence", "services", "frontaliers", "canada")),
        ("The Bank of Canada", ("bank", "canada")),
        ("R.C.M.P.", ("rcmp",)),
        ("Œuvre à l’État", ("oeuvre", "etat")),
        ("The", ("the",)),
        ("—…!", ()),
    ],
)
def test_case_accents_punctuation_and_small_words_do_not_count(name: str, words: tuple[str, ...]) -> None:
    assert folded(name) == words


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Bank of Canada", "ca/bank-of-canada"),
        ("  BANQUE DU CANADA ", "ca/bank-of-canada"),
        ("la Banque du Canada", "ca/bank-of-canada"),
        ("ca/Bank-of-Canada", "ca/bank-of-canada"),
        ("Ministere des Transports", "ca/department-of-transport"),
        ("Transport Canada", "ca/department-of-transport"),
        ("Transports Canada", "ca/department-of-transport"),
        ("Département", None),
        ("CBC/Radio-Canada", "ca/canadian-broadcasting-corporation"),
        ("société radio canada", "ca/canadian-broadcasting-corporation"),
        ("SRC", "ca/canadian-broadcasting-corporation"),
        ("ASFC", "ca/canada-border-services-agency"),
        ("cbsa", "ca/canada-border-services-agency"),
        ("G.R.C.", "ca/royal-canadian-mounted-police"),
        ("DND", "ca/department-of-national-defence"),
        ("Défense nationale", "ca/department-of-national-defence"),
        ("SPAC", "ca/department-of-public-works-and-government-services"),
        ("Services partagés Canada", "ca/shared-services-canada"),
        ("Office of the Auditor General of Canada", "ca/office-of-the-auditor-general"),
        ("Secrétariat du gouverneur général", "ca/office-of-the-governor-generals-secretary"),
        ("Federal Bridge Corporation Limited", "ca/federal-bridge-corporation-limited"),
    ],
)
def test_a_whole_name_in_either_language_is_found(register: Register, name: str, id_: str | None) -> None:
    found = register.directory.find(name)
    assert (found.one.id if found.one else None) == id_
    assert found.how is How.EXACT or id_ is None


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Agence des services frontaliers", "ca/canada-border-services-agency"),
        ("Auditor General", "ca/office-of-the-auditor-general"),
        ("Statistics Can", "ca/statistics-canada"),
        ("Commission des champs de bataille", "ca/national-battlefields-commission"),
        ("Supreme Court", None),
    ],
)
def test_enough_of_one_name_stands_for_it(register: Register, name: str, id_: str | None) -> None:
    found = register.directory.find(name)
    assert found.how is How.PART
    assert (found.one.id if found.one else None) == id_


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        (
            "SCC",
            {
                "ca/correctional-service-of-canada",
                "ca/registrar-of-the-supreme-court-of-canada",
                "ca/standards-council-of-canada",
            },
        ),
        ("CCN", {"ca/national-capital-commission", "ca/standards-council-of-canada"}),
        (
            "bank",
            {
                "ca/bank-of-canada",
                "ca/business-development-bank-of-canada",
                "ca/canada-infrastructure-bank",
            },
        ),
    ],
)
def test_a_name_of_several_lists_them_all_and_chooses_none(
    register: Register, name: str, ids: set[str]
) -> None:
    found = register.directory.find(name)
    assert found.one is None
    assert {one.id for one in found.institutions} == ids


@pytest.mark.parametrize("name", ["Québec", "Windsor", "Mint"])
def test_one_word_of_a_long_name_is_offered_and_not_taken(register: Register, name: str) -> None:
    found = register.directory.find(name)
    assert (found.how, found.one) == (How.PART, None)
    assert len(found.institutions) == 1


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Bank of Canda", "ca/bank-of-canada"),
        ("Banqe du Canada", "ca/bank-of-canada"),
        ("Minstère des Transports", "ca/department-of-transport"),
    ],
)
def test_a_misspelt_name_is_only_offered(register: Register, name: str, id_: str) -> None:
    found = register.directory.find(name)
    assert (found.how, found.one) == (How.ALIKE, None)
    assert found.institutions[0].id == id_


@pytest.mark.parametrize(
    "name", ["Hôtel de ville de Gaspé", "House of Commons", "Bank of Canada Museum Shop", "…", ""]
)
def test_what_no_list_names_is_not_found(register: Register, name: str) -> None:
    assert register.directory.find(name).one is None


def test_two_letters_begin_no_name(register: Register) -> None:
    assert register.directory.find("Statistics Ca").how is not How.PART
