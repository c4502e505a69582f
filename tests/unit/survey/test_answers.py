"""Is an answer a fact with a source, and is every difference from what was stated said?"""

from collections.abc import Callable

import pytest

from phaseout.domain.answer import AnswersFile, Ground, Winner
from phaseout.domain.claim import Dimension, Grade
from phaseout.domain.facts import Context, SiteRule
from phaseout.domain.trait import Basis
from phaseout.domain.truth import Reason

from .conftest import HIKVISION, Line, Look, Surveyed

GOC, GRANT, ENTITIES = "ca/goc-hikvision-prohibition", "us/ndaa-889-b", "us/bis-entity-list"
Answered = Callable[..., AnswersFile]
RECIPIENT = Context(roles=("us/grant-recipient",))
BY = 'answered_by = "Jane Doe"\non = 2026-11-26\n'
EVIDENCE = "answer of Jane Doe, 2026-11-26, answers.toml"


def cam(number: int, *more: tuple[str, str], site: str = "depot") -> list[Line]:
    name = f"cam-{number}"
    lines = (("mac", HIKVISION.format(number)), ("asset.kind", "camera"), *more)
    return [(name, trait, value, site) for trait, value in lines]


def evidence_of(fact: str, found: Surveyed, name: str = "cam-1") -> set[str]:
    def leaves(reason: Reason) -> list[Reason]:
        return [reason, *(leaf for part in reason.because for leaf in leaves(part))]

    return {
        one
        for answer in found.assets[name].determinations
        for leaf in leaves(answer.reason)
        if leaf.fact == fact
        for one in leaf.evidence
    }


def test_a_role_that_was_answered_binds_and_says_who_answered(look: Look, answered: Answered) -> None:
    before = look(*cam(1), context=Context())
    assert before.outcome("cam-1", GOC) == "undetermined"
    after = look(
        *cam(1),
        context=Context(),
        answers=[answered(BY + '[organisation]\nroles = ["ca/federal-department"]')],
    )
    assert after.outcome("cam-1", GOC) == "applies"
    assert EVIDENCE in evidence_of("role", after)


def test_an_answer_for_a_site_reaches_its_things_and_no_others(look: Look, answered: Answered) -> None:
    lines = (*cam(1), *cam(2, site="hall"))
    answer = answered(
        BY + '[[site]]\nid = "depot"\npurpose = ["public-safety"]\nfunding = ["us-federal-award"]'
    )
    before, after = look(*lines, context=RECIPIENT), look(*lines, context=RECIPIENT, answers=[answer])
    assert before.undetermined > after.undetermined
    changed = {key[0] for key, outcome in after.outcomes().items() if before.outcomes()[key] != outcome}
    assert changed == {after.assets["cam-1"].id}
    assert EVIDENCE in evidence_of("purpose", after)
    assert after.trailer.answers_outcome.conflicts == ()


def test_an_answer_for_what_belongs_to_no_site_is_no_default_for_the_sites(
    look: Look, answered: Answered
) -> None:
    lines = (*cam(1), ("cam-2", "mac", HIKVISION.format(2)), ("cam-2", "asset.kind", "camera"))
    answer = answered('[[site]]\nid = ""\npurpose = ["public-safety"]\nfunding = ["us-federal-award"]')
    before, after = look(*lines, context=RECIPIENT), look(*lines, context=RECIPIENT, answers=[answer])
    changed = {key[0] for key, outcome in after.outcomes().items() if before.outcomes()[key] != outcome}
    assert changed == {after.assets["cam-2"].id}


def test_a_default_that_was_answered_is_a_default(look: Look, answered: Answered) -> None:
    context = Context(
        roles=("us/grant-recipient",), sites=(SiteRule(id="hall", facts={"owner": ("landlord",)}),)
    )
    found = look(*cam(1), *cam(2, site="hall"), context=context, answers=[answered('[use]\nowner = "self"')])
    assert evidence_of("owner", found, "cam-1") <= {"answer, answers.toml"}
    assert found.trailer.answers_outcome.conflicts == (), "a nearer word does not contradict a default"


@pytest.mark.parametrize(
    "match",
    [
        'ref = "cam-1"', 'mac = "4419.b600.0001"', 'serial = "ds 2cd-0001 x9"', 'ip = "10.0.0.1"',
        'model = "ds-2cd2043g2-i"', 'model = "DS-2CD2043G2-I", brand = "hikvision"',
        'ref = ["cam-7", "CAM-1"]', 'site = "depot", model = "DS-2CD2043G2-I"',
    ],
)  # fmt: skip
def test_a_thing_is_found_by_any_of_its_names_however_they_are_spelled(
    look: Look, answered: Answered, match: str
) -> None:
    more = (
        ("ip", "10.0.0.1"),
        ("inventory.serial", "DS-2CD-0001X9".replace("-0", "0")),
        ("inventory.model", "DS-2CD2043G2-I"),
    )
    if "serial" in match:
        match = 'serial = "ds-2cd0001 x9"'
    answer = answered(f'[[asset]]\nmatch = {{ {match} }}\nitem = "not-ear-subject"')
    found = look(*cam(1, *more), *cam(2), answers=[answer])
    assert found.trailer.answers_outcome.unmatched == ()
    assert found.outcome("cam-1", ENTITIES, "export-to") == "does-not-apply"
    assert found.outcome("cam-2", ENTITIES, "export-to") == "undetermined"


def test_a_thing_is_found_by_its_id(look: Look, answered: Answered) -> None:
    asset = look(*cam(1)).assets["cam-1"].id
    found = look(
        *cam(1), answers=[answered(f'[[asset]]\nmatch = {{ id = "{asset}" }}\nitem = "not-ear-subject"')]
    )
    assert found.outcome("cam-1", ENTITIES, "export-to") == "does-not-apply"


def test_every_key_of_a_match_must_be_the_things_own(look: Look, answered: Answered) -> None:
    answer = answered('[[asset]]\nmatch = { ref = "cam-1", site = "hall" }\nitem = "not-ear-subject"')
    found = look(*cam(1), *cam(2, site="hall"), answers=[answer])
    (unmatched,) = found.trailer.answers_outcome.unmatched
    assert unmatched.place == "[[asset]] 1 (ref cam-1, site hall)"


def test_a_misspelt_site_or_name_is_named(look: Look, answered: Answered) -> None:
    text = '[[site]]\nid = "dpot"\nowner = "self"\n[[asset]]\nmatch = { ref = "cam-71" }\nkind = "camera"'
    found = look(*cam(1), answers=[answered(BY + text)])
    assert [(u.place, u.site, u.answered) for u in found.trailer.answers_outcome.unmatched] == [
        ("[[site]] dpot", "dpot", EVIDENCE), ("[[asset]] 1 (ref cam-71)", None, EVIDENCE)
    ]  # fmt: skip


def test_what_the_context_states_of_the_same_place_holds_and_the_difference_is_said(
    look: Look, answered: Answered
) -> None:
    context = Context(
        roles=("us/grant-recipient",),
        use={"network": ("enterprise",)},
        sites=(SiteRule(id="depot", facts={"owner": ("landlord",)}),),
    )
    text = '[organisation]\nroles = ["ca/municipality"]\n[use]\nnetwork = "internet"\n[[site]]\nid = "depot"\nowner = "self"'
    found = look(*cam(1), context=context, answers=[answered(text)])
    conflicts = {one.fact: one for one in found.trailer.answers_outcome.conflicts}
    assert set(conflicts) == {"role", "network", "owner"}
    assert {(one.holds, one.ground) for one in conflicts.values()} == {(Winner.STATED, Ground.STATED_FIRST)}
    assert (conflicts["owner"].answer, conflicts["owner"].stated, conflicts["owner"].stated_in) == (
        ("self",), ("landlord",), "context file, site depot"
    )  # fmt: skip


def test_an_answer_for_a_site_is_nearer_than_the_default_and_that_is_said(
    look: Look, answered: Answered
) -> None:
    context = Context(roles=("us/grant-recipient",), use={"owner": ("self",)})
    found = look(*cam(1), context=context, answers=[answered('[[site]]\nid = "depot"\nowner = "landlord"')])
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.holds, conflict.ground, conflict.stated_in) == (
        Winner.ANSWER, Ground.NEARER, "context file, [use]"
    )  # fmt: skip


def test_an_answer_for_a_thing_is_nearer_than_its_site(look: Look, answered: Answered) -> None:
    context = Context(
        roles=("ca/federal-department",),
        sites=(SiteRule(id="depot", facts={"owner": ("contractor",), "operator": ("contractor",)}),),
    )
    answer = answered('[[asset]]\nmatch = { ref = "cam-1" }\nowner = "self"')
    found = look(*cam(1), *cam(2), context=context, answers=[answer])
    assert (found.outcome("cam-1", GOC), found.outcome("cam-2", GOC)) == ("applies", "influence-only")
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.holds, conflict.ground, conflict.assets) == (Winner.ANSWER, Ground.NEARER, 1)
    assert "The answer holds: it is the nearer word." in found.assets["cam-1"].notes[0]


def test_what_the_thing_itself_states_holds_against_an_answer_about_it_or_its_site(
    look: Look, answered: Answered
) -> None:
    text = (
        '[[asset]]\nmatch = { ref = "cam-1" }\nacquired = 2024-02-03\n[[site]]\nid = "depot"\nowner = "self"'
    )
    lines = cam(
        1,
        ("asset.acquired", "2021-05-20"),
        ("asset.owner", "contractor"),
        ("asset.operator", "contractor"),
    )
    found = look(*lines, answers=[answered(text)])
    assert found.outcome("cam-1", GOC) == "influence-only"
    grounds = {(one.fact, one.holds, one.ground) for one in found.trailer.answers_outcome.conflicts}
    assert grounds == {
        ("acquired", Winner.STATED, Ground.STATED_FIRST), ("owner", Winner.STATED, Ground.NEARER)
    }  # fmt: skip
    assert len(found.assets["cam-1"].notes) == 2


def test_an_answer_that_agrees_is_no_conflict(look: Look, answered: Answered) -> None:
    text = (
        '[[asset]]\nmatch = { ref = "cam-1" }\nacquired = "2021-05-20"\nmaker = "Hikvision"\nkind = "camera"'
    )
    found = look(*cam(1, ("asset.acquired", "2021-05-20")), answers=[answered(text)])
    assert found.trailer.answers_outcome.conflicts == ()
    assert found.assets["cam-1"].notes == ()


def test_a_maker_that_nothing_shows_is_taken_from_a_persons_word(look: Look, answered: Answered) -> None:
    host = ("host", "ip", "10.0.0.9", "depot")
    before = look(host)
    assert before.trailer.summary.unidentified == 1
    found = look(
        host,
        answers=[answered(BY + '[[asset]]\nmatch = { ip = "10.0.0.9" }\nmaker = "axis"\nkind = "camera"')],
    )
    asset = found.assets["host"]
    maker = asset.identification.maker
    assert (maker.value, maker.grade, maker.bases, maker.evidence) == (
        "axis", Grade.STRONG, (Basis.PERSONS_WORD,), (EVIDENCE,)
    )  # fmt: skip
    assert (asset.kind, found.outcome("host", GOC)) == ("camera", "does-not-apply")
    assert (found.trailer.summary.unidentified, found.trailer.summary.by_maker) == (0, {"axis": 1})


def test_a_maker_shown_firmly_is_not_overridden(look: Look, answered: Answered) -> None:
    found = look(
        *cam(1, ("http.server", "App-webs/")),
        answers=[answered('[[asset]]\nmatch = { ref = "cam-1" }\nmaker = "axis"')],
    )
    assert found.assets["cam-1"].identification.maker.value == "hikvision"
    assert found.outcome("cam-1", GOC) == "applies"
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.holds, conflict.ground, conflict.stated) == (
        Winner.STATED,
        Ground.IDENTIFIED,
        ("hikvision",),
    )
    assert "the thing itself shows it firmly" in found.assets["cam-1"].notes[0]


def test_a_contradiction_is_settled_by_an_answer_and_stays_visible(look: Look, answered: Answered) -> None:
    lines = (
        ("x", "mac", HIKVISION.format(1)),
        ("x", "onvif.manufacturer", "Axis"),
        ("x", "asset.kind", "camera"),
    )
    before = look(*lines)
    assert before.outcome("x", GOC) == "undetermined", "firm signs speak for two makers"
    found = look(
        *lines,
        answers=[answered('[[asset]]\nmatch = { ref = "x" }\nmaker = "axis"')],
    )
    assert found.outcome("x", GOC) == "does-not-apply"
    (conflict,) = (c for c in found.assets["x"].identification.conflicts if c.dimension is Dimension.MAKER)
    assert {claim.value for claim in conflict.claims} == {"hikvision", "axis"}


def test_a_suggested_brand_gives_way_to_a_persons_word_and_that_is_said(
    look: Look, answered: Answered
) -> None:
    before = look(*cam(1))
    assert before.assets["cam-1"].identification.brand.grade is Grade.SUGGESTIVE
    found = look(*cam(1), answers=[answered('[[asset]]\nmatch = { ref = "cam-1" }\nbrand = "Annke"')])
    assert found.assets["cam-1"].identification.brand.value == "annke"
    assert found.outcome("cam-1", GOC) == "undetermined", "the text is silent on relabelled goods"
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.fact, conflict.holds, conflict.ground) == ("brand", Winner.ANSWER, Ground.LEFT_OPEN)


def test_an_answer_that_names_the_thing_is_nearer_than_one_for_its_model(
    look: Look, answered: Answered
) -> None:
    text = (
        '[[asset]]\nmatch = { brand = "hikvision" }\nowner = "contractor"\noperator = "contractor"\n'
        '[[asset]]\nmatch = { ref = "cam-1" }\nowner = "self"'
    )  # fmt: skip
    found = look(*cam(1), *cam(2), answers=[answered(text)])
    assert (found.outcome("cam-1", GOC), found.outcome("cam-2", GOC)) == ("applies", "influence-only")
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.answer, conflict.stated, conflict.ground) == (("contractor",), ("self",), Ground.NEARER)


def test_of_two_files_the_first_holds_and_the_second_is_said_to_differ(
    look: Look, answered: Answered
) -> None:
    first = answered(
        'answered_by = "A"\n[[site]]\nid = "depot"\nowner = "contractor"\noperator = "contractor"', "a.toml"
    )
    second = answered('answered_by = "B"\n[[site]]\nid = "depot"\nowner = "self"', "b.toml")
    found = look(*cam(1), answers=[first, second])
    assert found.outcome("cam-1", GOC) == "influence-only"
    (conflict,) = found.trailer.answers_outcome.conflicts
    assert (conflict.answered, conflict.stated_in) == ("answer of B, b.toml", "answer of A, a.toml")


def test_the_maker_answered_of_a_thing_is_the_maker_of_the_part_it_is(look: Look, answered: Answered) -> None:
    lines = (
        ("nvr", "inventory.manufacturer", "Bosch"), ("nvr", "asset.kind", "recorder"), ("nvr", "asset.part", "cam"),
        ("cam", "asset.kind", "camera"),
    )  # fmt: skip
    assert look(*lines).assets["nvr"].parts[0].maker is None
    found = look(*lines, answers=[answered('[[asset]]\nmatch = { ref = "cam" }\nmaker = "hikvision"')])
    assert found.assets["nvr"].parts[0].maker == "hikvision"


def test_notes_are_in_the_language_of_the_survey(look: Look, answered: Answered) -> None:
    answer = answered('[[asset]]\nmatch = { ref = "cam-1" }\nmaker = "axis"')
    found = look(*cam(1, ("http.server", "App-webs/")), answers=[answer], lang="fr")
    assert "l’emporte : l’appareil lui-même le montre solidement" in found.assets["cam-1"].notes[0].replace(
        "\xa0", " "
    )


def test_answers_on_two_matters_of_an_article_stand_beside_each_other(look: Look, answered: Answered) -> None:
    about = '[[asset]]\nmatch = { ref = "cam-1" }\nitem = '
    trade = answered(f'{about}"divestment"', "trade.toml")
    silent = look(*cam(1), answers=[trade])
    assert silent.outcome("cam-1", ENTITIES, "export-to") == "undetermined"
    rules = answered(f'{about}"not-ear-subject"', "rules.toml")
    both = look(*cam(1), answers=[trade, rules])
    assert both.outcome("cam-1", ENTITIES, "export-to") == "does-not-apply"
    assert both.trailer.answers_outcome.conflicts == ()
    against = look(*cam(1), answers=[trade, rules, answered(f'{about}"ear-subject"', "late.toml")])
    assert against.outcome("cam-1", ENTITIES, "export-to") == "does-not-apply"
    assert [one.answer for one in against.trailer.answers_outcome.conflicts] == [("ear-subject",)]


@pytest.mark.parametrize("place", ["[use]", '[[site]]\nid = "depot"'])
def test_so_they_do_for_a_site_and_by_default(look: Look, answered: Answered, place: str) -> None:
    trade, rules = (answered(f'{place}\nitem = "{word}"') for word in ("divestment", "not-ear-subject"))
    found = look(*cam(1, site="depot"), answers=[trade, rules])
    assert found.outcome("cam-1", ENTITIES, "export-to") == "does-not-apply"
    assert found.trailer.answers_outcome.conflicts == ()
