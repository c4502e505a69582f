"""Does an overlay add and replace entries by id, and is a wrong one refused with every fault at its line?"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register import Register, locating, overlay
from phaseout.register.check import check
from phaseout.register.compile import build_register, compile_register
from phaseout.register.loading import load
from phaseout.register.overlay import FOLDERS, compile_overlay

CURATED = Path(__file__).parents[3] / "register"
TODAY = date(2026, 11, 23)
ALDERMEN = """\
id: xx/town-ban
instrument: xx/by-law
title: {en: Ban of the town, fr: Interdiction de la ville}
jurisdiction: xx
nature: order
timeline: [{on: 2025-01-01, state: in-force, cite: [{source: by-law, grade: O}]}]
checked: {through: 2026-11-01}
binds: [{role: xx/town, cite: [{source: by-law, grade: O}]}]
covers:
  - {id: all, named: [acme], relation: named-only, things: [any], cite: [{source: by-law, grade: O}]}
clauses:
  - id: buy
    acts: [procure]
    duty: prohibit
    text: {en: Nothing is bought, fr: Rien n’est acheté}
    cite: [{source: by-law, grade: O}]
"""
FILES = {
    "sources/town.yaml": "- {id: by-law, title: By-law 12, date: 2025}\n",
    "instruments/town.yaml": """\
- id: xx/by-law
  title: {en: By-law 12, fr: Règlement 12}
  jurisdiction: xx
  nature: by-law
  cite: [{source: by-law, grade: O}]
""",
    "measures/xx/town-ban.yaml": ALDERMEN,
}


SERVER = "fingerprints/http.server.yaml"
CITE = "cite: [{source: gazette, grade: O}]"
BRAND = "{{id: new, name: N, makers: [], {}}}"
MODEL = f"words: [], models: [{{id: acme-ac, pattern: X, confidence: weak, {CITE}}}]"
PRINT = f"""\
- id: http.server/new
  pattern: {{}}
  tells: {{{{maker: {{{{is: other, strength: strong}}}}}}}}
  examples: [{{}}]
  counterexamples: [x]
  {CITE.replace("{", "{{").replace("}", "}}")}
"""
BLOCK = f"{{party: other, registrant: O, retrieved: 2026-11-01, {CITE}, prefixes: ['0011223']}}"
CASE = """\
- name: The town
  given: {{roles: [xx/town]}}
  as-of: 2025-02-01
  measure: xx/{}
  act: {}
  expect: {{outcome: applies, clause: {}}}
"""


RENAMED = (
    "'others' has to stand in a file of that name, not in 'other'; "
    "the register below knows that id, and ids are never renamed"
)


class Folder:
    """An overlay that can be edited."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.directory / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def open(self) -> Register:
        return Register.open(self.directory)

    def refused(self) -> list[str]:
        """Return ``name:line: message`` of every fault the overlay is refused with."""
        with pytest.raises(RegisterError) as caught:
            self.open()
        _, *lines = caught.value.what.splitlines()
        return [line.removeprefix(f"{self.directory}/") for line in lines]


@pytest.fixture
def base(book, monkeypatch, tmp_path) -> Register:
    """What is built in; no source of it is there any more."""
    monkeypatch.setattr(locating, "INSTALLED", tmp_path / "installed.json")
    monkeypatch.setattr(locating, "SOURCE_TREE", tmp_path / "no-tree")
    build_register(book.directory, tmp_path / "installed.json")
    shutil.rmtree(book.directory)
    return Register.open()


@pytest.fixture
def folder(base, tmp_path) -> Folder:
    return Folder(tmp_path / "town rules")


def test_an_overlay_adds_its_entries_to_those_built_in(base, folder):
    register = folder.open()
    assert set(register.measures) == {*base.measures, "xx/town-ban"}
    assert register.measures["xx/acme-ban"] == base.measures["xx/acme-ban"]
    assert register.sources["by-law"].title == "By-law 12"
    assert register.vocabulary == base.vocabulary


def test_the_stamp_says_which_overlay_lies_over_which_edition(base, folder):
    register = folder.open()
    assert register.edition == "2026.11.23+town-rules"
    assert register.closed == date(2026, 11, 23)
    assert register.base == base.stamp
    assert base.base is None
    assert register.digest != base.digest
    folder.edit("measures/xx/town-ban.yaml", "Nothing is bought", "Nothing may be bought")
    assert folder.open().digest not in (register.digest, base.digest)


def test_an_overlay_over_another_register_has_another_digest(base, folder, book, tmp_path):
    first = folder.open().digest
    content = compile_register(type(book)(tmp_path / "again").directory)
    assert compile_overlay(folder.directory, content)["digest"] == first
    again = type(book)(tmp_path / "other")
    again.edit("parties/other.yaml", "name: Other", "name: Others")
    assert compile_overlay(folder.directory, compile_register(again.directory))["digest"] != first


def test_an_entry_of_the_same_id_replaces_the_one_built_in_with_all_it_holds(base, folder):
    folder.write(
        "parties/acme.yaml",
        "{id: acme, name: Acme Anew, kinds: [maker], cite: [{source: gazette, grade: O}]}",
    )
    register = folder.open()
    assert register.parties["acme"].name == "Acme Anew"
    assert [interest for interest in register.interests if interest.held == "acme"] == []
    assert list(register.parties) == list(base.parties)


def test_entries_of_lists_are_replaced_one_by_one(base, folder):
    cite = "cite: [{source: gazette, grade: O}]"
    folder.write(
        "vocabulary/roles.yaml", "- {id: xx/town, en: burgh, fr: bourg}\n- {id: yy/duke, en: d, fr: d}\n"
    )
    folder.write("vocabulary/purposes.yaml", "- {fact: owner, id: landlord, en: laird, fr: seigneur}\n")
    folder.write("models/ambiguous.yaml", "- {model: C500, brands: [roadrunner, acme], note: still}\n")
    folder.write(
        "fingerprints/http.server.yaml",
        "- {id: http.server/other, pattern: Other, tells: {maker: {is: other, strength: strong}}, "
        f"examples: [Other], counterexamples: [x], {cite}}}\n",
    )
    register = folder.open()
    roles = register.vocabulary.roles
    assert list(roles) == [*base.vocabulary.roles, "yy/duke"]
    assert roles["xx/town"].en == "burgh"
    assert register.vocabulary.values["owner"]["landlord"].en == "laird"
    assert register.vocabulary.values["purpose"] == base.vocabulary.values["purpose"]
    assert register.ambiguous_models == base.ambiguous_models
    first, second = register.fingerprints["http.server"]
    assert first == base.fingerprints["http.server"][0]
    assert (second.id, second.pattern) == ("http.server/other", "Other")


def test_a_block_of_addresses_is_replaced_by_its_prefix(base, folder):
    folder.write(
        "addresses/other.yaml",
        "{party: other, registrant: Other Co, retrieved: 2026-11-01, cite: [{source: gazette, grade: O}], "
        'prefixes: ["70B3D5A", "0A0B0C"]}',
    )
    register = folder.open()
    assert register.address_block("70:B3:D5:A0:00:01").party == "other"
    assert register.address_block("0a:0b:0c:00:00:01").party == "other"
    assert register.address_block("00:11:22:00:00:01") == base.address_block("00:11:22:00:00:01")
    assert "Acme Radio" not in {registrant.name for registrant in register.addresses.registrants}


def test_a_list_replaced_by_an_overlay_reaches_the_measures_that_speak_of_it(base, folder):
    cite = "cite: [{source: by-law, grade: O}]"
    entry = f"{{id: acme, named: [acme], relation: named-only, things: [any], {cite}}}"
    folder.write(
        "lists/xx/bad.yaml",
        f"{{id: xx/bad, title: {{en: L, fr: L}}, jurisdiction: xx, {cite}, entries: [{entry}]}}",
    )
    folder.edit("measures/xx/town-ban.yaml", "covers:\n", f"lists: [{{list: xx/bad, {cite}}}]\ncovers:\n")
    first = compile_overlay(folder.directory, locating.installed())
    listed = Register(first).measures["xx/town-ban"].covers[1]
    assert (listed.named, listed.listed_in) == (("acme",), "xx/bad")

    shutil.rmtree(folder.directory / "measures")
    folder.edit("lists/xx/bad.yaml", "named: [acme]", "named: [acme, other]")
    listed = Register(compile_overlay(folder.directory, first)).measures["xx/town-ban"].covers[1]
    assert (listed.named, listed.listed_in) == (("acme", "other"), "xx/bad")


def test_an_overlay_that_repeats_the_whole_register_changes_nothing(tmp_path):
    content = compile_register(CURATED)
    copy = tmp_path / "copy"
    shutil.copytree(CURATED, copy)
    (copy / "EDITION").unlink()
    again = compile_overlay(copy, content)
    assert again.pop("base") == {"edition": content["edition"], "digest": content.pop("digest")}
    assert again.pop("edition") == f"{content.pop('edition')}+copy"
    again.pop("digest")
    assert again == content


def test_every_folder_of_the_register_may_be_the_only_one_of_an_overlay():
    files = load(CURATED)
    entries = (entry for noun in vars(type(files)).get("__slots__", ()) for entry in _entries(files, noun))
    folders = {Path(entry.file.file).relative_to(CURATED).parts[0] for entry in entries}
    assert folders <= set(FOLDERS)
    assert len(folders) >= 10


def _entries(files, noun):
    value = getattr(files, noun)
    return [entry for entry in value if hasattr(entry, "shape")] if isinstance(value, tuple) else []


def test_all_faults_of_an_overlay_come_at_once_even_those_of_one_file(folder):
    folder.edit(
        "measures/xx/town-ban.yaml",
        "timeline: [{on: 2025-01-01, state: in-force, cite: [{source: by-law, grade: O}]}]\n",
        "timeline:\n"
        "  - {on: 2025-01-01, state: in-force, cite: [{source: by-law, grade: O}]}\n"
        "  - {on: 2025-01-01, state: ended}\n",
    )
    folder.edit("measures/xx/town-ban.yaml", "role: xx/town", "role: xx/village")
    folder.write(
        "parties/other.yaml", "{id: others, name: O, kinds: [maker], cite: [{source: none, grade: O}]}"
    )
    assert folder.refused() == [
        "measures/xx/town-ban.yaml:8: timeline.1.cite is missing: what has no cite does not load",
        "measures/xx/town-ban.yaml:10: there is no role 'xx/village'",
        f"parties/other.yaml:1: {RENAMED}",
        "parties/other.yaml:1: there is no source 'none'",
        "measures/xx/town-ban.yaml:8: the steps overlap: that of 2025-01-01 does not come after that of 2025-01-01",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("sources/town.yaml", "[{id: by-law, title: A}, {id: by-law, title: B}]", "already stands in"),
        ("sources/town.yaml", "- {id: By-law, title: A}\n", "an id is lower-case words"),
        ("brands/new.yaml", BRAND.format("words: [acme]"), "already names the brand 'acme'"),
        ("brands/new.yaml", BRAND.format(MODEL), "the model 'acme-ac' already stands in the brand 'acme'"),
        (SERVER, PRINT.format("'('", "x"), "the pattern does not compile"),
        (SERVER, PRINT.format("Web/2", "Acme-Web/2"), "acme-web takes the example 'Acme-Web/2' for acme's"),
        ("addresses/new.yaml", BLOCK, "the block 0011223 lies inside another party's, 001122"),
        ("vocabulary/kinds.yaml", "- {id: camera, things: [], en: c, fr: c}", "the thing 'video-surv"),
        (
            "vocabulary/facts.yaml",
            "- {fact: colour, question: {en: q, fr: q}, asked_of: {en: a, fr: a}}",
            "colour",
        ),
        ("measures/draft.yml", "id: x\n", "nothing of the register is kept under this name"),
        ("party/acme.yaml", "id: acme\n", "nothing of the register is kept under this name"),
        ("parties/acme.yaml", "id: [\n", "is not YAML"),
        ("cases/town.yml", CASE.format("acme-ban", "procure", "new"), "of xx/acme-ban regulates 'procure'"),
        ("cases/town.yml", CASE.format("acme-ban", "use", "old"), "xx/acme-ban has no clause 'old'"),
    ],
)
def test_an_overlay_with_a_fault_is_refused_with_file_and_line(folder, name, text, said):
    folder.write(name, text)
    faults = folder.refused()
    found = [fault for fault in faults if said in fault]
    assert found, faults
    assert re.match(rf"{re.escape(name)}:\d+: ", found[0])


def test_an_overlay_with_a_pattern_made_to_be_slow_is_judged_and_not_waited_for(folder):
    folder.write(SERVER, PRINT.format("(a+)+$", "a" * 5_000 + "!"))
    (fault,) = folder.refused()
    assert fault.startswith(f"{SERVER}:")
    assert "the pattern does not catch its example 'aaa" in fault


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("instrument: xx/by-law", "instrument: xx/decree", "there is no instrument 'xx/decree'"),
        (
            "source: by-law, grade: O}]}]\nchecked",
            "source: rumour, grade: O}]}]\nchecked",
            "no source 'rumour'",
        ),
        ("named: [acme]", "named: [ghost]", "there is no party 'ghost'"),
        ("acts: [procure]", "acts: [eat]", "there is no act 'eat'"),
        (
            "    duty: prohibit",
            "    since: 2024-12-31\n    duty: prohibit",
            "before the measure's first step",
        ),
        ("    cite: [{source: by-law, grade: O}]\n", "", "clauses.0.cite is missing"),
    ],
)
def test_a_measure_of_an_overlay_with_a_fault_is_refused(folder, old, new, said):
    folder.edit("measures/xx/town-ban.yaml", old, new)
    assert [fault for fault in folder.refused() if said in fault]


def test_who_brings_cases_for_a_measure_brings_one_for_each_answer(folder):
    folder.write("cases/town.yml", CASE.format("town-ban", "procure", "buy"))
    assert folder.refused() == [
        "measures/xx/town-ban.yaml:1: no case shows xx/town-ban answering 'no'",
        "measures/xx/town-ban.yaml:1: no case shows xx/town-ban answering 'undetermined'",
    ]
    folder.write("cases/town.yml", CASE.format("acme-ban", "use", "new"))
    assert "xx/town-ban" in folder.open().measures


def test_a_measure_that_replaces_another_keeps_the_ids_of_its_parts(folder):
    text = (
        ALDERMEN.replace("xx/town-ban", "xx/acme-ban")
        .replace("id: buy", "id: new")
        .replace("id: all", "id: named")
    )
    exemption = (
        "exemptions: [{id: leased, when: {owner: landlord}, text: {en: x, fr: x}, "
        "cite: [{source: by-law, grade: O}]}]\n"
    )
    folder.write("measures/xx/acme-ban.yaml", text + exemption)
    assert folder.open().measures["xx/acme-ban"].acts == ("procure",)
    folder.write("measures/xx/acme-ban.yaml", text.replace("id: new", "id: newer"))
    assert [re.sub(r"^.*?: ", "", fault) for fault in folder.refused()] == [
        "'leased' among the exemptions of xx/acme-ban of edition 2026.11.23 has vanished; ids are kept",
        "'new' among the clauses of xx/acme-ban of edition 2026.11.23 has vanished; ids are kept",
    ]


def test_a_renamed_clause_is_said_to_have_vanished_beside_a_misspelt_word(folder):
    folder.write(
        "measures/xx/acme-ban.yaml",
        ALDERMEN.replace("xx/town-ban", "xx/acme-ban")
        .replace("id: buy", "id: newer")
        .replace("id: all", "id: named")
        .replace("duty: prohibit", "duty: forbid")
        .replace("role: xx/town", "role: xx/twn"),
    )
    said = [re.sub(r"^.*?: ", "", fault) for fault in folder.refused()]
    assert said[0].startswith("clauses.0.duty: is 'prohibit', ")
    assert said[1:] == [
        "there is no role 'xx/twn'",
        "'leased' among the exemptions of xx/acme-ban of edition 2026.11.23 has vanished; ids are kept",
        "'new' among the clauses of xx/acme-ban of edition 2026.11.23 has vanished; ids are kept",
    ]


def test_a_renamed_measure_is_said_to_be_one_beside_a_misspelt_word(folder):
    folder.write(
        "measures/xx/acme-ban.yaml",
        ALDERMEN.replace("xx/town-ban", "xx/acme-bann").replace("duty: prohibit", "duty: forbid"),
    )
    said = [re.sub(r"^.*?: ", "", fault) for fault in folder.refused()]
    assert len(said) == 2
    assert said[1].endswith("the register below knows that id, and ids are never renamed")


def test_a_brand_that_replaces_another_keeps_its_model_ids(folder):
    folder.write("brands/acme.yaml", "{id: acme, name: Acme, makers: [], words: []}")
    assert folder.refused() == [
        "brands/acme.yaml:1: the model 'acme-ac' of edition 2026.11.23 has vanished; ids are kept",
        "brands/acme.yaml:1: the model 'acme-q' of edition 2026.11.23 has vanished; ids are kept",
    ]


def test_the_check_finds_what_the_opening_refuses_and_also_what_is_old(folder):
    assert check(folder.directory, None, TODAY) == []
    folder.edit("measures/xx/town-ban.yaml", "through: 2026-11-01", "through: 2026-01-01")
    (notice,) = check(folder.directory, None, TODAY)
    assert notice.is_notice
    folder.edit("measures/xx/town-ban.yaml", "role: xx/town", "role: xx/village")
    assert "there is no role 'xx/village'" in [
        fault.message for fault in check(folder.directory, None, TODAY)
    ]


def test_a_folder_without_anything_of_a_register_is_refused_before_it_is_searched(
    base, tmp_path, monkeypatch
):
    monkeypatch.setattr(overlay, "load", lambda *_: pytest.fail("searched"))
    (tmp_path / "home").mkdir()
    with pytest.raises(RegisterError, match="neither a register"):
        Register.open(tmp_path / "home")


def test_a_folder_whose_name_is_no_word_is_named_in_words(base, tmp_path):
    folder = Folder(tmp_path / "Ville de Montréal & cie")
    assert folder.open().edition == "2026.11.23+Ville-de-Montr-al-cie"


def test_a_whole_register_with_a_fault_of_sense_does_not_open_either(book):
    book.edit("measures/xx/acme-ban.yaml", "on: 2023-01-01", "on: 2023-12-21")
    with pytest.raises(RegisterError, match=r"acme-ban\.yaml:\d+: the steps overlap"):
        Register.open(book.directory)


def test_a_whole_register_without_cases_opens(book):
    book.write("cases/acme.yml", "[]\n")
    assert "xx/acme-ban" in Register.open(book.directory).measures
