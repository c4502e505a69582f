"""Does every name that leads nowhere get blamed, where it stands?"""

import pytest

from phaseout.register.fault import Level

SERVER = "fingerprints/http.server.yaml"
INSTITUTIONS = "institutions/xx-act.yaml"
BAN = "measures/xx/acme-ban.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("parties/holding.yaml", "source: gazette", "source: rumour", "there is no source 'rumour'"),
        ("parties/acme.yaml", "holder: holding\n", "holder: ghost\n", "there is no party 'ghost'"),
        ("parties/acme.yaml", "on: other\n", "on: ghost\n", "there is no party 'ghost'"),
        ("brands/roadrunner.yaml", "maker: acme", "maker: coyote", "there is no party 'coyote'"),
        ("brands/acme.yaml", "kind: camera", "kind: cow", "there is no kind 'cow'"),
        ("models/ambiguous.yaml", "roadrunner", "coyote", "there is no brand 'coyote'"),
        ("addresses/false-friends.yaml", "party: null", "party: emca", "there is no party 'emca'"),
        (SERVER, "maker: {is: other", "maker: {is: ghost", "there is no party 'ghost'"),
        (SERVER, "kind: {is: camera", "kind: {is: cow", "there is no kind 'cow'"),
        (BAN, "instrument: xx/act", "instrument: xx/no-act", "there is no instrument 'xx/no-act'"),
        (BAN, "named: [acme]", "named: [ghost]", "there is no party 'ghost'"),
        (BAN, "things: [video-surveillance]", "things: [cows]", "there is no thing 'cows'"),
        (BAN, "role: xx/town", "role: xx/village", "there is no role 'xx/village'"),
        (BAN, "{purpose: public-safety}", "{purpose: fun}", "there is no purpose 'fun'"),
        (BAN, "{owner: landlord}", "{owner: nobody}", "there is no owner 'nobody'"),
        (BAN, "{kind: [camera]}", "{kind: [camera, cow]}", "there is no kind 'cow'"),
        (BAN, "{maker: acme}", "{maker: ghost}", "there is no party 'ghost'"),
        (BAN, "covers: [named]", "covers: [unnamed]", "this measure has no coverage 'unnamed'"),
        (BAN, "    acts: [use]", "    acts: [procure]", "no clause of this measure regulates 'procure'"),
        (BAN, "jurisdiction: xx", "jurisdiction: yy", "the id of a measure here begins with 'yy/'"),
        (BAN, "id: xx/acme-ban", "id: xx/ban", "has to stand in a file of that name"),
        ("brands/acme.yaml", "id: acme\n", "id: emca\n", "has to stand in a file of that name"),
        ("brands/acme.yaml", "id: acme-q", "id: acme-ac", "the model 'acme-ac' already stands in"),
        ("vocabulary/facts.yaml", "fact: acquired", "fact: colour", "no condition may ask for 'colour'"),
        ("vocabulary/roles.yaml", "id: xx/school", "id: xx/town", "the role 'xx/town' already stands in"),
        (SERVER, "http.server/other", "http.title/other", "begins with 'http.server/'"),
        (INSTITUTIONS, "role: xx/school", "role: xx/bank", "there is no role 'xx/bank'"),
        (INSTITUTIONS, "source: gazette, at: s. 5", "source: rumour, at: s. 5", "there is no source 'rumour'"),
        (INSTITUTIONS, "id: xx/opera", "id: xx/mint", "the institution 'xx/mint' already stands in"),
        (INSTITUTIONS, "id: xx/opera", "id: yy/opera", "the id of an institution here begins with 'xx/'"),
        ("cases/acme.yml", "clause: new", "clause: old", "has no clause 'old'"),
        ("cases/acme.yml", "questions: [acquired]", "questions: [owner]", "there is no fact 'owner'"),
        ("cases/acme.yml", "purpose: [public-safety]", "purpose: [fun]", "there is no purpose 'fun'"),
        ("cases/acme.yml", "roles: [xx/town]", "roles: [xx/village]", "there is no role 'xx/village'"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere_is_blamed_where_it_stands(book, name, old, new, said):
    line = book.line(name, old.strip())
    book.edit(name, old, new)
    found = [f for f in book.faults() if f.level is Level.REFERENCES and said in f.message]
    assert found, book.faults()
    assert found[0].file.endswith(name)
    assert found[0].line in range(line, line + 2)


def test_a_case_of_an_act_the_measure_does_not_regulate_is_blamed(book):
    text = (book.directory / "cases/acme.yml").read_text()
    book.write("cases/acme.yml", text.replace("act: use", "act: procure", 1))
    (fault,) = book.faults()
    assert fault.message == "no clause of xx/acme-ban regulates 'procure'"


def test_a_fingerprint_of_a_trait_that_does_not_exist_is_blamed(book):
    text = (book.directory / "fingerprints/http.server.yaml").read_text()
    book.write("fingerprints/http.serve.yaml", text.replace("http.server/", "http.serve/"))
    messages = {fault.message for fault in book.faults()}
    assert "there is no trait 'http.serve'" in messages


def test_countries_are_not_looked_for_among_the_parties(book):
    book.edit(
        BAN, "named: [acme]\n    relation: linked-undefined", "named: [CN]\n    relation: law-of-country"
    )
    assert book.faults() == []


def test_an_id_in_two_files_names_the_other_place(book):
    book.write("sources/more.yaml", "- {id: gazette, title: Another, date: 2023}\n")
    message = book.only_fault("sources/more.yaml", "gazette")
    assert message == f"the source 'gazette' already stands in {book.directory}/sources/all.yaml:1"
