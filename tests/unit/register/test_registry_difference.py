"""Is what the registry assigns compared by name, and never taken for a maker's by its looks?"""

from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register.query import Register
from phaseout.register.registry.assignment import Assignment, RegistryFile
from phaseout.register.registry.difference import Difference, difference
from phaseout.register.registry.laying import lay
from phaseout.register.registry.registrants import Ground, Registrants
from phaseout.report.registry_text import difference_lines

CURATED = Path(__file__).parents[3] / "register"
HIKVISION = "Hangzhou Hikvision Digital Technology Co.,Ltd."
DAHUA = "Zhejiang Dahua Technology Co., Ltd."
FRIENDS = {
    "8C1F6405E": "Pramac GmbH",
    "402C761": "Shanghai Dahua Scale Factory",
    "7866AE": "ZTEC Instruments, Inc.",
    "8C1F64F4B": "JOREX LOREX INDIA PRIVATE LIMITED",
    "005245": "GANATECHWIN",
}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


def registry(assignments: dict[str, str], dated: date = date(2026, 11, 1)) -> RegistryFile:
    return RegistryFile(
        name="oui.csv",
        sha256="ab" * 32,
        dated=dated,
        dated_by="option",
        assignments=tuple(Assignment(*one) for one in assignments.items()),
        faults=(),
    )


def compared(register: Register, assignments: dict[str, str], *accepted: str) -> Difference:
    known = register.addresses
    names = Registrants(known.registrants, register.parties.values(), frozenset(accepted))
    return difference([registry(assignments)], known, names)


def test_the_false_friends_of_the_registry_are_nobodys(register: Register) -> None:
    for prefix, name in FRIENDS.items():
        block = register.address_block(prefix.ljust(12, "0"))
        assert block is not None
        assert (block.prefix, block.registrant, block.party) == (prefix, name, None)
    friends = [one for one in register.addresses.values() if one.party is None]
    assert sum("H3C" in one.registrant for one in friends) > 100
    honor = {one.party for one in register.addresses.values() if one.registrant == "Honor Device Co., Ltd."}
    assert honor == {"honor"}, "sold by Huawei, and a maker of its own"


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("44:19:b6:00:00:01", "hikvision"), ("e4:28:a4:00:00:01", "prama-hikvision"),
        ("e0:50:8b:00:00:01", "dahua"), ("b0:b3:53:60:00:01", "hikrobot"), ("b0:b3:53:70:00:01", None),
        ("34:46:63:20:00:01", "amcrest"), ("34:46:63:40:00:01", "luminys"), ("84:11:c2:c0:00:01", "provision-isr"),
        ("40:2c:76:1f:ff:ff", None), ("40:2c:76:20:00:00", None), ("8c:1f:64:05:ef:ff", None), ("8c:1f:64:06:00:00", None),
    ],
)  # fmt: skip
def test_the_longest_block_an_address_lies_in_decides(
    register: Register, address: str, party: str | None
) -> None:
    block = register.address_block(address)
    assert (block.party if block else None) == party


def test_a_new_block_of_a_known_registrant_is_taken_and_a_spelling_only_proposed(register: Register) -> None:
    other = "HANGZHOU HIKVISION DIGITAL TECHNOLOGYCO.,LTD"
    found = compared(register, {"A8BBC0": HIKVISION, "A8BBC4": other, "4419B6": HIKVISION, "A41437": other})
    assert {prefix: block.party for prefix, block in found.new.items()} == {"A8BBC0": "hikvision"}
    assert [(one.registrant, one.ground, one.parties, one.prefixes) for one in found.proposed] == [
        (other, Ground.SPELLING, ("hikvision",), ("A8BBC4",))
    ]
    assert found.confirmed == 2, "a block that is there under another spelling has not moved"
    accepted = compared(register, {"A8BBC4": other}, other)
    assert accepted.new["A8BBC4"].party == "hikvision"
    assert not accepted.proposed


@pytest.mark.parametrize(
    "name", [*FRIENDS.values(), "PRAMAC  GMBH", "Shanghai Dahua Scale Factory Co., Ltd."]
)
def test_a_further_block_of_a_false_friend_is_nobodys_and_not_proposed(register: Register, name: str) -> None:
    found = compared(register, {"A8BBC0": name}, name)
    assert not found.proposed
    assert {block.party for block in found.laid.values()} <= {None}


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("Nanjing Dahua Bakery", ("dahua",)),
        ("ZTE Mobile Homes", ("zte",)),
        ("Hikvision Mexico", ("hikvision",)),
    ],
)
def test_a_name_with_a_makers_name_in_it_is_listed_and_not_taken(
    register: Register, name: str, parties: tuple[str, ...]
) -> None:
    found = compared(register, {"A8BBC0": name})
    assert [(one.ground, one.parties) for one in found.proposed] == [(Ground.WORD, parties)]
    assert not found.laid


@pytest.mark.parametrize("name", ["Pramaco Ltd", "ZTEX", "Dahuaxing", "Techwin", "Private", "Huaweiler AG"])
def test_a_name_that_only_begins_like_a_makers_is_not_even_listed(register: Register, name: str) -> None:
    found = compared(register, {"A8BBC0": name})
    assert (found.proposed, found.laid) == ((), {})


def test_a_block_that_moved_is_kept_where_nobody_knows_the_other(register: Register) -> None:
    found = compared(register, {"4419B6": "Private", "A41437": DAHUA, "E0508B": "Hikvision Mexico"})
    assert [(one.prefix, one.is_taken) for one in found.moved] == [
        ("4419B6", False), ("A41437", False), ("E0508B", False),
    ]  # fmt: skip
    assert not found.laid
    assert [one.registrant for one in found.proposed] == ["Hikvision Mexico"]


def test_a_block_that_moved_from_one_maker_to_another_is_taken_only_if_accepted(register: Register) -> None:
    found = compared(register, {"ACCC8E": HIKVISION})
    assert [(one.is_taken, one.is_between_makers) for one in found.moved] == [(False, True)]
    assert any("from one maker to another" in line for line in difference_lines(found, register.addresses))
    accepted = compared(register, {"ACCC8E": HIKVISION}, HIKVISION)
    assert accepted.laid["ACCC8E"].party == "hikvision"


@pytest.mark.parametrize("prefix", ["000000", "010000", "020000", "0100001", "030000"])
def test_a_block_that_no_registry_assigns_is_listed_and_not_taken(register: Register, prefix: str) -> None:
    found = compared(register, {prefix: HIKVISION})
    assert found.unassignable == {prefix: HIKVISION}
    assert not found.laid
    makers = [block.prefix for block in register.addresses.values() if block.party]
    assert all(not int(one[:2], 16) & 3 for one in makers), "the register itself has none"


def test_a_file_that_lacks_most_of_the_register_is_said_to_be_a_part(register: Register) -> None:
    def said(names: dict[str, str]) -> bool:
        lines = difference_lines(compared(register, names), register.addresses)
        return any("cut short" in line for line in lines)

    assert said({"A8BBC0": HIKVISION})
    assert not said({prefix: block.registrant for prefix, block in register.addresses.items()})


def test_what_vanished_is_asked_only_of_the_sizes_the_file_lists(register: Register) -> None:
    found = compared(register, {"402C761": FRIENDS["402C761"]})
    assert "3446632" in found.vanished
    assert "4419B6" not in found.vanished
    assert found.laid.keys() == {"402C761"}


def test_a_block_with_several_registrants_is_nobodys_to_take(register: Register) -> None:
    known = register.addresses
    files = [registry({"A8BBC0": HIKVISION}), registry({"A8BBC0": "CERN"})]
    found = difference(files, known, Registrants(known.registrants, register.parties.values()))
    assert dict(found.doubtful) == {"A8BBC0": ("CERN", HIKVISION)}
    assert not found.laid


def test_the_overlay_answers_with_the_day_of_the_file(register: Register, tmp_path: Path) -> None:
    found = compared(register, {"A8BBC0": HIKVISION, "4419B6": HIKVISION, "402C761": FRIENDS["402C761"]})
    lay(tmp_path / "town", found.laid)
    laid = Register.open(tmp_path / "town")
    block = laid.address_block("a8:bb:c0:00:00:01")
    assert block is not None
    assert block.party == "hikvision"
    days = {one.retrieved for one in laid.addresses.registrants if one.name == HIKVISION}
    assert days == {date(2026, 8, 26), date(2026, 11, 1)}, "what the file did not list is as old as it was"
    assert laid.addresses_retrieved == date(2026, 8, 26)
    assert len(laid.addresses) == len(register.addresses) + 1


def test_a_second_refresh_takes_the_place_of_the_first_and_leaves_the_rest(
    register: Register, tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    lay(folder, compared(register, {"A8BBC0": HIKVISION}).laid)
    (folder / "sources" / "own.yaml").write_text("- {id: by-law-12, title: By-law 12}\n")
    known = register.addresses
    later = difference(
        [registry({"A8BBC4": HIKVISION}, date(2026, 11, 20))],
        known,
        Registrants(known.registrants, register.parties.values()),
    )
    lay(folder, later.laid)
    assert sorted(path.name for path in folder.rglob("*.yaml")) == [
        "own.yaml",
        "registry.yaml",
        "registry.yaml",
    ]
    assert "2026-11-01" not in (folder / "sources" / "registry.yaml").read_text()
    laid = Register.open(folder)
    assert laid.address_block("a8bbc0000001") is None
    assert laid.address_block("a8bbc4000001") is not None
    assert [path.name for path in tmp_path.iterdir()] == ["town"], "no draft is left behind"


def test_a_register_is_not_overwritten_and_a_faulty_overlay_stays_as_it_was(
    register: Register, tmp_path: Path
) -> None:
    found = compared(register, {"A8BBC0": HIKVISION})
    with pytest.raises(RegisterError, match="register of its own"):
        lay(CURATED, found.laid)
    folder = tmp_path / "town"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "own.yaml").write_text("- {id: no title}\n")
    with pytest.raises(RegisterError, match=r"own\.yaml"):
        lay(folder, found.laid)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["own.yaml"]


def test_a_name_full_of_marks_stands_in_the_overlay_as_it_is(register: Register, tmp_path: Path) -> None:
    name = 'Hikvision "\\ {: #} é \u2028Ltd'
    lay(tmp_path / "town", compared(register, {"A8BBC0": name}, name).laid)
    block = Register.open(tmp_path / "town").address_block("a8bbc0000001")
    assert block is not None
    assert block.registrant == name.replace("\u2028", " "), "a line separator is no part of a name"
