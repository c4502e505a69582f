"""Is all that is wrong with an entry said in one pass, whatever else of it is misspelt or missing?"""

import pytest

BAN = "measures/xx/acme-ban.yaml"
BRAND = "brands/acme.yaml"
PARTY = "parties/acme.yaml"
CITE = "cite: [{source: gazette, grade: O}]"

MISSPELT = {
    "relation": (BAN, "relation: linked-undefined", "relation: linked", "covers.0.relation"),
    "state": (BAN, "state: in-force", "state: inforce", "timeline.1.state"),
    "duty": (BAN, "duty: prohibit", "duty: forbid", "clauses.0.duty"),
    "nature": (BAN, "nature: statute", "nature: statue", "nature"),
    "grade": (BAN, "at: s. 2, grade: O", "at: s. 2, grade: X", "clauses.0.cite.0.grade"),
    "unaddressed": (BAN, "[rebrand]", "[rebrend]", "covers.0.unaddressed.0"),
    "no such day": (BAN, "on: 2023-12-21", "on: 2025-13-01", "timeline.1.on"),
    "no such first day": (BAN, "on: 2023-01-01", "on: 2025-13-01", "timeline.0.on"),
    "no such checked day": (BAN, "through: 2026-10-31", "through: 2025-13-01", "checked.through"),
    "no such clause day": (BAN, "since: 2024-01-01", "since: 2025-13-01", "clauses.0.since"),
    "no list": (BAN, "acts: [install, use]", "acts: install", "clauses.0.acts"),
    "no list of cites": (BAN, "binds: [{role: xx/ministry, cite: [{source: gazette, at: s. 1, grade: O}]}]", "binds: [{role: xx/ministry, cite: {source: gazette, at: s. 1, grade: O}}]", "binds.0.cite"),
    "no mapping": (BAN, "checked: {through: 2026-10-31}", "checked: 2026-10-31", "checked"),
    "no condition": (BAN, "when: {owner: landlord}", "when: landlord", "exemptions.0.when"),
    "empty list": (BAN, "acts: [install, use]", "acts: []", "clauses.0.acts"),
    "missing relation": (BAN, "    relation: linked-undefined\n", "", "covers.0.relation is missing"),
    "missing duty": (BAN, "    duty: prohibit\n", "", "clauses.0.duty is missing"),
    "missing grade": (BAN, ", at: s. 2, grade: O", ", at: s. 2", "clauses.0.cite.0.grade is missing"),
    "missing checked": (BAN, "checked: {through: 2026-10-31}\n", "", "checked is missing"),
    "missing role": (BAN, "{role: xx/school, why", "{why", "binds-perhaps.0.role is missing"),
    "missing named": (BAN, "    named: [acme]\n", "", "'named' needs at least one"),
    "twice": (BAN, "nature: statute\n", "nature: statute\nnature: order\n", "the key 'nature' already stands"),
    "strange key": (BAN, "nature: statute\n", "nature: statute\nnatur: order\n", "natur is no word"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISSPELT)
def test_one_fault_of_shape_hides_no_fault_of_reference_or_of_sense(book, case):
    name, old, new, said = MISSPELT[case]
    book.edit(name, "binds-not: [{role: xx/town,", "binds-not: [{role: xx/twn,")
    # The exemption ends before anything it takes out is covered.
    book.edit(name, "until: 2027-01-01", "until: 2020-01-01")
    book.edit(name, old, new)
    expected = {"there is no role 'xx/twn'"}
    messages = [fault.message for fault in book.faults()]
    assert sum(said in message for message in messages) == 1, messages
    ends = [message for message in messages if message.startswith("it ends on 2020-01-01")]
    assert len(ends) == 1, messages
    rest = {message for message in messages if said not in message} - set(ends)
    assert rest - {message for message in rest if message.startswith("no clause of")} == expected


def test_several_faults_of_every_level_come_in_one_pass_each_on_its_line(book):
    book.edit(BAN, "state: made", "state: makes")
    book.edit(BAN, "relation: linked-undefined", "relation: linked")
    book.edit(BAN, "acts: [install, use]", "acts: instal")
    book.edit(BAN, "    duty: prohibit\n", "")
    book.edit(BAN, "until: 2027-01-01", "until: 2020-01-01")
    found = {(fault.line, fault.message.partition(":")[0]) for fault in book.faults()}
    assert found >= {
        (book.line(BAN, "makes"), "timeline.0.state"),
        (book.line(BAN, "relation: linked"), "covers.0.relation"),
        (book.line(BAN, "acts: instal"), "clauses.0.acts"),
        (book.line(BAN, "- id: new"), "clauses.0.duty is missing"),
        (book.line(BAN, "acts: instal"), "there is no act 'instal'"),
        (
            book.line(BAN, "until: 2020-01-01"),
            "it ends on 2020-01-01, when nothing it takes out is covered before 2023-01-01",
        ),
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (BRAND, "scope: all", "scope: everything", "makers.0.scope"),
        (BRAND, "    confidence: confirmed\n", "", "makers.0.confidence is missing"),
        (BRAND, "words: [acme]", "words: ACME", "words"),
        (BRAND, "name: Acme\n", "", "name is missing"),
        (BRAND, "aliases: [ACME Vision]", "aliases: [~]", "aliases.0"),
        (PARTY, "kind: shareholding", "kind: share", "interests.0.kind"),
        (PARTY, "min: 0.365,", "min: 36,", "interests.0.share.min"),
        (PARTY, "min: 0.365, max: 0.371", "min: 0.4, max: 0.3", "interests.0.share"),
        (PARTY, "kinds: [maker]", "kinds: [boss]", "kinds.0"),
        (PARTY, 'country: "NO"', "country: Norway", "country"),
        (PARTY, "until: 2030-01-01", "until: 2020-01-01", "it ends on"),
        (PARTY, "since: 2021-05-05", "since: 2021-05-32", "dependencies.0.since"),
    ],
)
def test_a_brand_or_a_party_is_looked_at_whole_too(book, name, old, new, said):
    book.edit(name, old, new)
    if name == BRAND:
        book.edit(name, "    kind: camera", "    kind: camra")
        hidden = "there is no kind 'camra'"
    else:
        book.edit(name, "- on: other", "- on: another")
        hidden = "there is no party 'another'"
    messages = [fault.message for fault in book.faults()]
    assert len(messages) == 2, messages
    assert said in messages[0]
    assert messages[1] == hidden


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (BAN, "relation: linked-undefined", "relation: linked", "is 'named-only', "),
        (BAN, "acts: [install, use]", "acts: install", "clauses.0.acts: needs a list: […], not 'install'"),
        (BAN, "checked: {through: 2026-10-31}", "checked: x", "checked: needs a mapping: {…}, not 'x'"),
        (BAN, "on: 2023-01-01", "on: 2025-13-01", "the calendar has no day 2025-13-01"),
        (PARTY, "min: 0.365,", "min: lots,", "needs a number, such as 0.25, not 'lots'"),
        (PARTY, "name: Acme Vision Co., Ltd.", "name:", "name: needs a text, not nothing"),
        (PARTY, "name: Acme Vision Co., Ltd.", "name: [a, b]", "name: needs a text, not a list of 2"),
        (PARTY, "name: Acme Vision Co., Ltd.", "name: ' '", "name: needs a text that is not empty"),
        (
            "models/ambiguous.yaml",
            "[acme, roadrunner]",
            "[acme]",
            "brands: needs at least 2, not a list of 1",
        ),
    ],
)
def test_a_fault_of_shape_is_said_in_the_words_of_the_register(book, name, old, new, said):
    book.edit(name, old, new)
    message = book.faults()[0].message
    assert said in message
    assert "Input should" not in message
    assert "valid" not in message


def test_a_file_that_holds_no_entry_at_all_is_blamed_for_that_alone(book):
    book.write("parties/acme.yaml", "just words\n")
    (fault,) = [fault for fault in book.faults() if fault.file.endswith("parties/acme.yaml")]
    assert fault.message == "needs a mapping: {…}, not 'just words'"
