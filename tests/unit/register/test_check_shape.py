"""Does a fault of shape stand on its line, and do all faults come at once?"""

from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register.fault import Level

BAN = "measures/xx/acme-ban.yaml"
SERVER = "fingerprints/http.server.yaml"
ACME = "parties/acme.yaml"


def test_a_whole_register_has_no_fault(book):
    assert book.faults() == []


def test_a_fault_reads_file_line_message(book):
    book.edit("parties/holding.yaml", "kinds: [owner]", "kinds: [boss]")
    (fault,) = book.faults()
    assert str(fault).startswith(f"{book.directory}/parties/holding.yaml:1: kinds.0: ")
    assert fault.level is Level.SHAPE


def test_what_has_no_cite_does_not_load(book):
    book.edit(ACME, "kind: linked, cite: [{source: gazette, grade: S1}]}", "kind: linked}")
    message = book.only_fault(ACME, "- {holder: holding, kind: linked}")
    assert message == "interests.1.cite is missing: what has no cite does not load"


def test_an_empty_list_of_cites_does_not_load(book):
    book.edit("brands/acme.yaml", "cite: [{source: capture, grade: BK}]", "cite: []")
    assert "needs at least one" in book.only_fault("brands/acme.yaml", "cite: []")


def test_a_missing_cite_does_not_hide_what_else_is_wrong_with_the_entry(book):
    book.edit(
        BAN,
        "binds-not: [{role: xx/town, cite: [{source: gazette, grade: S}]}]",
        "binds-not: [{role: xx/twn}]",
    )
    book.edit(BAN, "on: 2023-01-01", "on: 2023-12-21")
    book.edit(BAN, "fr: Ne pas utiliser}", "frr: Ne pas utiliser}")
    assert [fault.message for fault in book.faults()] == [
        "binds-not.0.cite is missing: what has no cite does not load",
        "clauses.0.text.fr is missing",
        "clauses.0.text.frr is no word of this shape",
        "there is no role 'xx/twn'",
        "the steps overlap: that of 2023-12-21 does not come after that of 2023-12-21",
    ]


def test_a_key_that_stands_twice_is_refused_with_both_lines(book):
    book.edit("brands/acme.yaml", "words: [acme]\n", "words: [acme]\nname: Again\n")
    message = book.only_fault("brands/acme.yaml", "name: Again")
    assert message == "the key 'name' already stands on line 2"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", at: Schedule I, grade", ", grade", "it needs an 'at'"),
        ("listed: [{role: xx/school, cite", "listed: [{cite", "none of its lists gives it a role"),
        ("\n  cite: [{source: gazette, at: s. 5, grade: O}]", "", "a note and its cite come together"),
        (", fr: Opéra du Nord}", "}", "name.fr is missing"),
        ("names: [RM, Coins]", "names: []", "needs at least one"),
    ],
)
def test_an_institution_has_two_names_a_role_and_a_place_in_a_list(book, old, new, said):
    book.edit("institutions/xx-act.yaml", old, new)
    (fault,) = book.faults()
    assert (fault.level, fault.file) == (Level.SHAPE, str(book.directory / "institutions/xx-act.yaml"))
    assert said in fault.message


def test_an_unknown_key_is_refused_on_its_line(book):
    book.edit(BAN, "    duty: prohibit\n", "    duty: prohibit\n    dutty: review\n")
    message = book.only_fault(BAN, "dutty")
    assert message == "clauses.0.dutty is no word of this shape"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (BAN, "on: 2023-01-01", "on: 1672531200", "YYYY-MM-DD"),
        (BAN, "on: 2023-01-01", "on: 2023-02-30", "the calendar has no day 2023-02-30"),
        (BAN, "{since: 2023-12-21}", "{after: 2023-12-21}", "interval"),
        (BAN, "{since: 2023-12-21}", "{since: 2024-12-21, before: 2023-12-21}", "no day lies"),
        (BAN, "{acquired: {since: 2023-12-21}}", "{bought: yes}", "'bought' is no fact"),
        (BAN, "{not: {purpose: public-safety}}", "{none: []}", "'none' is no fact"),
        (BAN, "duty: prohibit", "duty: forbid", "duty"),
        (BAN, "linked-undefined", "law-of-country", "country codes"),
        (BAN, "why: {en: Not said, fr: Non précisé}, ", "", "why is missing"),
        (BAN, "title: {en: Ban of Acme,", "title: {", "title.en is missing"),
        (ACME, "share: {min: 0.365, max: 0.371}", "share: {min: 0.4, max: 0.3}", "at least 0.4"),
        (ACME, "share: {min: 0.365, max: 0.371}", "share: {min: 36.5}", "share.min: is at most 1.0, not '36.5'"),
        (ACME, "until: 2030-01-01", "until: 2020-01-01", "ends on"),
        (ACME, 'country: "NO"', "country: Norway", "country"),
        ("brands/acme.yaml", "words: [acme]", "words: [ACME]", "lower case"),
        ("brands/acme.yaml", "confidence: verified", "confidence: sure", "is 'verified', 'likely' or 'weak', not 'sure'"),
        (SERVER, "kind: {is: camera, strength", "kind: {strength", "either 'is' or 'group'"),
        (SERVER, 'examples: ["Other-Httpd 1.0"]', "examples: []", "needs at least one"),
        (SERVER, "platform: {is", "colour: {is", "tells.colour"),
        ("addresses/acme.yaml", "445566", "44:55:66", "is written like"),
        ("addresses/acme.yaml", "445566", "44556677", "is written like"),
        ("cases/acme.yml", "outcome: undetermined", "outcome: maybe", "expect.outcome"),
        ("cases/acme.yml", "acquired: 2024-02-01", "acquired: last week", "YYYY-MM-DD"),
        ("sources/all.yaml", "id: gazette", "id: Gazette", "an id is lower-case words"),
        ("vocabulary/kinds.yaml", "en: camera, fr: caméra", "en: camera", "fr is missing"),
        ("EDITION", "2026.11.23", "v2", "YYYY.MM.DD"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named(book, name, old, new, said):
    book.edit(name, old, new)
    shape = [fault for fault in book.faults() if fault.level is Level.SHAPE]
    assert any(fault.file.endswith(name) and said in fault.message for fault in shape), shape


def test_every_fault_comes_at_once_in_the_order_of_the_levels(book):
    book.edit("brands/acme.yaml", "scope: all", "scope: everything")
    book.edit("brands/roadrunner.yaml", "maker: acme", "maker: nobody")
    book.edit(BAN, "on: 2023-01-01", "on: 2023-12-21")
    book.edit(BAN, "through: 2026-10-31", "through: 2025-10-31")
    assert [fault.level for fault in book.faults()] == [
        Level.SHAPE, Level.REFERENCES, Level.SENSE, Level.FRESHNESS,
    ]  # fmt: skip


def test_who_names_a_broken_entry_is_not_blamed(book):
    book.edit(ACME, "name: Acme", "nam: Acme")
    assert {fault.level for fault in book.faults()} == {Level.SHAPE}
    book.write(ACME, "id: [")
    assert {fault.file for fault in book.faults()} == {str(book.directory / ACME)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "is not YAML"),
        ("a: 1\n\tb: 2\n", "is not YAML"),
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("a: &x 1\nb: *x\n", "anchors"),
        ("? [a]\n: 1\n", "a key must be a word"),
        ("a: 1\n---\nb: 2\n", "is not YAML"),
        ("a: x\0y\n", "is not YAML: unacceptable character #x0000"),
        ("[" * 3000 + "]" * 3000, "nested too deep"),
    ],
)
def test_a_file_that_is_no_plain_yaml_is_a_fault(book, text, said):
    book.write("sources/odd.yaml", text)
    assert any(said in fault.message and fault.file.endswith("odd.yaml") for fault in book.faults())


@pytest.mark.parametrize("name", ["sources/all.yaml", "vocabulary/kinds.yaml", "vocabulary/purposes.yaml"])
def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_missed(book, name):
    book.write(name, "- {id: [")
    assert {fault.file for fault in book.faults()} == {str(book.directory / name)}


def test_a_file_that_is_not_utf8_is_a_fault(book):
    (book.directory / "sources/odd.yaml").write_bytes(b"- {id: \xff}\n")
    assert any("is not UTF-8" in fault.message for fault in book.faults())


def test_a_file_nothing_reads_is_a_fault(book):
    book.write("measures/xx/draft.yml", "id: xx/draft\n")
    book.write("partys/acme.yaml", "id: acme\n")
    assert {Path(fault.file).name: fault.message for fault in book.faults()} == {
        "draft.yml": "nothing of the register is kept under this name: measures/**/*.yaml is read",
        "acme.yaml": "nothing of the register is kept under this name",
    }


def test_the_change_log_must_speak_of_the_edition(book):
    book.write("EDITION", "2026.12.01\n")
    (fault,) = book.faults()
    assert fault.message == "says nothing of the edition 2026.12.01"


def test_a_directory_that_holds_nothing_is_refused_with_what_a_register_has(tmp_path, book):
    book.directory = tmp_path
    with pytest.raises(RegisterError, match="neither a register, which has a file EDITION, nor an overlay"):
        book.faults()


def test_a_directory_with_only_an_edition_is_full_of_faults_and_never_raises(tmp_path, book):
    book.directory = tmp_path
    (tmp_path / "EDITION").write_text("2026.11.23")
    assert {fault.level for fault in book.faults(today=date(2026, 1, 1))} >= {Level.SHAPE}
