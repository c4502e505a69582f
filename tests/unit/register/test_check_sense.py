"""Does the check see what has the right shape and still makes no sense?"""

from datetime import date

import pytest

from phaseout.register import Register
from phaseout.register.compile import build_register, compile_register
from phaseout.register.fault import Level
from phaseout.register.sealed import seal, write_sealed

BAN = "measures/xx/acme-ban.yaml"
INSTITUTIONS = "institutions/xx-act.yaml"
READ = "no source for it was read"
SERVER = "fingerprints/http.server.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (BAN, "on: 2023-01-01", "on: 2023-12-21", "does not come after"),
        (BAN, "on: 2023-01-01", "on: 2024-12-21", "does not come after"),
        (BAN, "since: 2024-01-01", "since: 2022-12-31", "begins on 2022-12-31, before the measure's first step"),
        (BAN, "until: 2027-01-01", "until: 2024-01-01", "nothing it takes out is covered before 2024-01-01"),
        (BAN, "until: 2027-01-01", "since: 2028-01-01\n    until: 2027-01-01", "before it begins on 2028"),
        ("brands/acme.yaml", "'^AC-\\d{4}'", "'^AC-(\\d{4}'", "does not compile"),
        ("brands/acme.yaml", "'^AC-\\d{4}'", "'^AC-\\d{99999999999}'", "does not compile"),
        ("brands/acme.yaml", "'^AC-\\d{4}'", f"'{'(' * 1500}{')' * 1500}'", "does not compile"),
        ("brands/acme.yaml", "AC-1234, ac", "AX-1234, ac", "does not catch its example 'AX-1234'"),
        ("brands/acme.yaml", "[XAC-1234]", "[AC-12345]", "catches its counterexample 'AC-12345'"),
        ("brands/acme.yaml", "'^Q\\d'", "'^(?<!x)Q\\d'", "may take too long or too much to match: invalid"),
        ("brands/acme.yaml", "'^Q\\d'", "'^(Q)\\1'", "may take too long or too much to match: invalid"),
        ("brands/acme.yaml", "'^Q\\d'", "'^(?=Q)Q\\d'", "may take too long or too much to match: invalid"),
        ("brands/acme.yaml", "'^Q\\d'", "'(Q{1000}){1000}'", "may take too long or too much to match: invalid"),
        ("brands/acme.yaml", "'^AC-\\d{4}'", "'^(?:AC-|[AC])\\d{4}'", "catches 'A1120', which is anybody's"),
        ("brands/acme.yaml", "'^AC-\\d{4}'", "'\\A(?:AC-|A)\\d{4}'", "catches 'A1120', which is anybody's"),
        ("brands/acme.yaml", "weak\n    beside-brand: yes", "weak", "catches 'Q120', which is anybody's"),
        ("brands/roadrunner.yaml", "words: []", "words: [acme]", "already names the brand 'acme'"),
        (SERVER, '"Acme-Web/", "acme', '"Acme-Net/", "acme', "does not catch its example 'Acme-Net/'"),
        ("brands/acme.yaml", "gazette, grade: O", "gazette, grade: BK", READ),
        ("brands/acme.yaml", "capture, grade: M", "capture, grade: '?'", READ),
        (SERVER, '["webserver"]', '["ACME-WEB/x"]', "catches its counterexample"),
        (SERVER, "{group: model,", "{group: serial,", "has no group 'serial'"),
        (SERVER, "'Other-Httpd'", "'Other-Httpd|e.Web'", "takes the example 'Acme-Web/' for other's"),
        ("addresses/acme.yaml", "445566", "AABBCC", "the block AABBCC already stands in"),
        ("addresses/false-friends.yaml", "AABBCC", "70B3D5A01", "inside another party's"),
        ("addresses/false-friends.yaml", "AABBCC", "4455667", "inside another party's"),
        ("parties/acme.yaml", "on: other", "on: acme", "cannot depend on itself"),
        (INSTITUTIONS, "en: Opera of the North", "en: The Royal Mint", "cannot be told from the name of xx/mint"),
        (INSTITUTIONS, "fr: Opéra du Nord", "fr: La Monnaie Royale", "cannot be told from the name of xx/mint"),
        ("cases/acme.yml", "outcome: applies,", "outcome: excepted,", "answering 'yes'"),
        ("cases/acme.yml", "outcome: does-not-apply", "outcome: applies", "answering 'no'"),
        ("cases/acme.yml", "outcome: undetermined", "outcome: influence-only", "answering 'undetermined'"),
    ],
)  # fmt: skip
def test_nonsense_is_blamed_in_its_file(book, name, old, new, said):
    book.edit(name, old, new)
    faults = [f for f in book.faults() if f.level is Level.SENSE]
    assert any(said in f.message for f in faults), faults
    assert {f.level for f in book.faults()} == {Level.SENSE}


@pytest.mark.parametrize("trait", ["mac", "ip"])
def test_a_fingerprint_of_numbers_is_refused_and_told_where_blocks_of_addresses_stand(book, trait):
    book.write(
        f"fingerprints/{trait}.yaml",
        f"""\
- id: {trait}/acme-late
  pattern: 'ff$'
  tells: {{maker: {{is: acme, strength: strong}}}}
  cite: [{{source: capture, grade: M}}]
  examples: ["44:19:b6:00:00:ff"]
  counterexamples: ["44:19:b6:00:00:01"]
""",
    )
    assert book.only_fault(f"fingerprints/{trait}.yaml", "pattern:") == (
        f"{trait!r} is no text; whose a hardware address is stands in addresses/, as a block"
    )


ACME = "parties/acme.yaml"
HALF_MORE = """\
  - holder: other
    kind: shareholding
    share: {min: 0.64, max: 1}
    since: 2029-01-01
    cite: [{source: gazette, grade: S}]
dependencies:"""


def test_owners_who_hold_more_than_the_whole_are_blamed_with_the_day(book):
    book.edit(ACME, "dependencies:", HALF_MORE)
    assert book.only_fault(ACME, "interests:") == (
        "the holders of 'acme' own at least 1.005 of it on 2029-01-01"
    )


def test_owners_who_follow_each_other_or_figures_that_compete_are_no_fault(book):
    book.edit(ACME, "dependencies:", HALF_MORE.replace("2029", "2030"))
    assert book.faults() == []
    book.edit(ACME, "holder: other", "holder: holding")
    book.edit(ACME, "since: 2030-01-01", "since: 2029-01-01")
    assert book.faults() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("'^AC-\\d{4}'", "'^AC-?\\d{4}'"),  # two letters, and a source was read
        ("weak\n    beside-brand: yes", "weak\n    beside-brand: yes\n    note: it waits"),
    ],
)
def test_a_grammar_of_two_letters_with_a_source_or_that_waits_for_its_brand_is_no_fault(book, old, new):
    book.edit("brands/acme.yaml", old, new)
    assert book.faults() == []


def test_two_letters_and_a_number_that_are_only_remembered_are_anybodys(book):
    book.edit("brands/acme.yaml", "'^Q\\d'", "'^QV\\d{3}'")
    book.edit("brands/acme.yaml", "weak\n    beside-brand: yes", "weak")
    (message,) = [fault.message for fault in book.faults()]
    assert message.startswith("'acme-q' catches 'QV120', which is anybody's")
    book.edit("brands/acme.yaml", "'^QV\\d{3}'", "'^QVX\\d{3}'")
    assert book.faults() == []


def test_a_lead_is_no_fault_where_it_is_called_one(book):
    book.edit("brands/roadrunner.yaml", "gazette, grade: S", "gazette, grade: BK")
    assert book.faults() == []


MARK = """    model: {group: model, strength: supporting}
    kind: {is: camera, strength: supporting}
  cite: [{source: capture, grade: M}]"""


@pytest.mark.parametrize("grade", ["BK", "'?'", "S1"])
def test_a_mark_that_only_leads_support_tells_nothing_firmly(book, grade):
    book.edit(SERVER, MARK, MARK.replace("grade: M", f"grade: {grade}"))
    said = [fault.message for fault in book.faults()]
    assert len(said) == 2
    assert all("no source shows equipment that sends it" in message for message in said)


def test_a_mark_that_only_leads_support_may_suggest(book):
    book.edit(SERVER, MARK, MARK.replace("grade: M", "grade: BK"))
    for told in ("platform", "maker"):
        book.edit(
            SERVER, f"{told}: {{is: acme, strength: strong}}", f"{told}: {{is: acme, strength: supporting}}"
        )
    assert book.faults() == []


def test_a_measure_may_cover_any_thing(book):
    book.edit(BAN, "things: [video-surveillance]", "things: [any]")
    assert book.faults() == []


def test_two_fingerprints_of_one_maker_may_catch_the_same(book):
    book.edit(SERVER, "'Other-Httpd'", "'Other-Httpd|e-Web/[A-Z]'")
    assert [f.message for f in book.faults()] == [
        "http.server/other takes the example 'acme-web/AC1234' for other's"
    ]
    book.edit(SERVER, "tells: {maker: {is: other", "tells: {maker: {is: acme")
    assert book.faults() == []


def test_an_example_that_names_no_maker_may_be_caught_by_one_that_does(book):
    book.edit(SERVER, "'Other-Httpd'", "'Httpd'")
    book.edit(SERVER, "tells: {maker: {is: other", "tells: {platform: {is: other")
    book.edit(SERVER, "'^Acme-Web/(?P<model>\\w+)?'", "'^Acme-Web/(?P<model>\\w+)?|^Other'")
    assert book.faults() == []


def test_a_block_inside_a_wider_block_of_the_same_party_is_no_fault(book):
    book.edit("addresses/acme.yaml", "[70B3D5A]", "[70B3D5A, 70B3D5A01]")
    assert book.faults() == []


def test_a_fingerprint_that_names_no_maker_may_catch_the_examples_of_another(book):
    book.edit(SERVER, "'Other-Httpd'", "'Other-Httpd|e.Web'")
    book.edit(SERVER, "tells: {maker: {is: other", "tells: {platform: {is: other")
    assert book.faults() == [f for f in book.faults() if "counterexample" in f.message]


@pytest.mark.parametrize(("state", "answers"), [("proposed", "no"), ("unverified", "no undetermined")])
def test_what_was_never_in_force_needs_no_case_in_which_it_applies(book, state, answers):
    book.edit(BAN, "state: in-force", f"state: {state}")
    book.write("cases/acme.yml", "[]\n")
    found = [fault.message.rpartition(" ")[2].strip("'") for fault in book.faults()]
    assert sorted(found) == answers.split()


def test_what_binds_nobody_needs_only_the_case_that_says_so(book):
    binds = "binds: [{role: xx/ministry, cite: [{source: gazette, at: s. 1, grade: O}]}]\n"
    book.edit(BAN, binds, "")
    book.write("cases/acme.yml", "[]\n")
    found = [fault.message.rpartition(" ")[2].strip("'") for fault in book.faults()]
    assert sorted(found) == ["no", "undetermined"]
    book.edit(BAN, "binds-perhaps:", "binds-not:")
    book.edit(BAN, "binds-not: [{role: xx/town, cite: [{source: gazette, grade: S}]}]\n", "")
    assert ["'no'" in fault.message for fault in book.faults()] == [True]


@pytest.mark.parametrize(("jurisdiction", "nameless"), [("ca", 2), ("ca-qc", 2), ("cat", 0), ("us-ca", 0)])
def test_a_case_of_a_measure_of_canada_needs_a_french_name(book, jurisdiction, nameless):
    ban, cases = ((book.directory / name).read_text("utf-8") for name in (BAN, "cases/acme.yml"))
    moved = ban.replace("jurisdiction: xx", f"jurisdiction: {jurisdiction}")
    book.write(
        f"measures/{jurisdiction}/ban.yaml", moved.replace("id: xx/acme-ban", f"id: {jurisdiction}/ban")
    )
    named = cases.replace("bound\n", "bound\n  name-fr: Une ville n’est pas liée\n", 1)
    book.write("cases/moved.yml", named.replace("xx/acme-ban", f"{jurisdiction}/ban"))
    faults = book.faults()
    assert [(f.level, f.message) for f in faults] == [(Level.SENSE, "the case has no French name")] * nameless
    assert {f.file for f in faults} <= {str(book.directory / "cases/moved.yml")}
    assert [f.line for f in faults] == [1, 14][:nameless]


def test_a_measure_nobody_looked_at_for_long_gets_a_notice_and_no_fault(book):
    book.edit(BAN, "through: 2026-10-31", "through: 2026-05-26")
    assert [f.message for f in book.faults(today=date(2026, 11, 22))] == []
    (notice,) = book.faults(today=date(2026, 11, 23))
    assert notice.is_notice
    assert notice.message == "xx/acme-ban is checked through 2026-05-26, 181 days ago"


def test_an_id_that_vanished_is_a_fault(book, tmp_path):
    previous = tmp_path / "previous.json"
    build_register(book.directory, previous)
    assert book.faults(previous) == []
    book.write("EDITION", "2026.12.01\n")
    book.write("CHANGELOG.md", "## 2026.12.01\n")
    book.edit("brands/acme.yaml", "id: acme-q", "id: acme-qq")
    book.edit(SERVER, "id: http.server/other", "id: http.server/others")
    (book.directory / "models/ambiguous.yaml").unlink()
    (book.directory / "brands/roadrunner.yaml").unlink()
    book.edit(INSTITUTIONS, "id: xx/opera", "id: xx/operas")
    found = [(f.level, f.message.partition(" of edition")[0]) for f in book.faults(previous)]
    assert found == [
        (Level.CONTINUITY, "the brand 'roadrunner'"),
        (Level.CONTINUITY, "the fingerprint 'http.server/other'"),
        (Level.CONTINUITY, "the institution 'xx/opera'"),
        (Level.CONTINUITY, "the model 'acme-q'"),
    ]


def test_an_edition_from_before_there_were_institutions_can_still_be_compared_and_asked(book, tmp_path):
    content = compile_register(book.directory)
    older = seal({key: value for key, value in content.items() if key not in ("institutions", "digest")})
    write_sealed(older, tmp_path / "older.json")
    assert [fault.message for fault in book.faults(tmp_path / "older.json")] == [
        "the register has changed, but its edition is still 2026.11.23"
    ]
    register = Register.open(tmp_path / "older.json")
    assert register.institutions == {}
    assert register.directory.find("Royal Mint").institutions == ()


def test_an_entry_that_is_only_broken_has_not_vanished(book, tmp_path):
    previous = tmp_path / "previous.json"
    build_register(book.directory, previous)
    book.edit("parties/other.yaml", "kinds: [maker]", "kinds: [boss]")
    assert not [f for f in book.faults(previous) if "vanished" in f.message]


def test_a_changed_register_needs_a_new_edition(book, tmp_path):
    previous = tmp_path / "previous.json"
    build_register(book.directory, previous)
    book.edit("brands/acme.yaml", "name: Acme\n", "name: Acme!\n")
    (fault,) = book.faults(previous)
    assert fault.message == "the register has changed, but its edition is still 2026.11.23"
    book.write("EDITION", "2026.10.01\n")
    book.write("CHANGELOG.md", "## 2026.10.01\n")
    (fault,) = book.faults(previous)
    assert fault.message == "the edition 2026.10.01 is older than the last, 2026.11.23"


@pytest.mark.parametrize(
    ("days", "faulty"),
    [
        ("perhaps-since: 2024-02-01\n    since: 2024-02-29", False),
        ("perhaps-since: 2024-02-01", True),
        ("perhaps-since: 2024-02-29\n    since: 2024-02-29", True),
    ],
)
def test_a_listing_of_an_unknown_day_is_certain_in_the_end(book, days, faulty):
    book.edit(BAN, "    relation: linked-undefined\n", f"    relation: linked-undefined\n    {days}\n")
    found = [fault.message for fault in book.faults()]
    assert bool(found) is faulty
    assert all("perhaps-since" in message for message in found)
