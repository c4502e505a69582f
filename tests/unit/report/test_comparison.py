"""Does a comparison of real documents say what may have moved each answer?"""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from phaseout.domain.facts import Context, SiteRule
from phaseout.register.query import Register
from phaseout.report import json_document
from phaseout.report.causes import Cause
from phaseout.report.comparison import Comparison, compare
from phaseout.report.comparison_text import comparison_lines
from phaseout.report.language import Language
from phaseout.report.reading import SavedDocument, document_of
from phaseout.report.sink import WriteOptions
from phaseout.survey import Options, survey

ROOT = Path(__file__).parents[3]
GOC, TELECOM = "ca/goc-hikvision-prohibition", "ca/huawei-zte-telecom-policy"
FEDERAL = Context(roles=("ca/federal-department",))
EARLY, NOW = date(2025, 6, 1), date(2026, 11, 23)
CAMERA = {"mac": "44:19:b6:00:00:01", "ip": "10.0.0.7"}
Things = dict[str, dict[str, str]]
Save = Callable[..., SavedDocument]
THINGS: Things = {"cam": CAMERA, "other": {"mac": "ac:cc:8e:00:00:01", "asset.kind": "camera"}}


@cache
def register() -> Register:
    return Register.open()


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A later register, in which the federal prohibition has ended."""
    step = "  - {on: 2026-06-01, state: ended, cite: [{source: globalnews-11266032, grade: S}]}\n"
    return changed(tmp_path_factory.mktemp("later"), GOC, ("checked:", f"{step}checked:"))


def changed(folder: Path, measure: str, *edits: tuple[str, str], named: str | None = None) -> Register:
    """Return the register with another wording of one measure, or a new one, as an overlay of one file."""
    text = (ROOT / "register" / "measures" / f"{measure}.yaml").read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / "measures" / f"{named or measure}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Register.open(folder)


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    """Survey things and read the document back."""

    def save(
        things: Things = THINGS,
        *,
        book: Register | None = None,
        context: Context = FEDERAL,
        day: date = NOW,
        only: tuple[str, ...] = (),
        only_open: bool = False,
    ) -> SavedDocument:
        path = tmp_path / "scan.jsonl"
        path.write_text(
            "".join(
                json.dumps({"asset": ref, "trait": trait, "value": value}) + "\n"
                for ref, seen in things.items()
                for trait, value in seen.items()
            )
        )
        document = survey([str(path)], book or register(), context, day, options=Options(only=only))
        stream = io.BytesIO()
        sink = json_document.WRITER.open(stream, WriteOptions())
        sink.begin(document.header)
        for asset in document.assets(only_open=only_open):
            sink.add(asset)
        sink.end(document.trailer())
        return document_of(stream.getvalue(), "doc.json")

    return save


def causes(comparison: Comparison, measure: str = GOC) -> set[tuple[Cause, ...]]:
    return {change.causes for change in comparison.changes if change.measure == measure}


def test_two_surveys_of_the_same_differ_in_nothing(saved: Save) -> None:
    found = compare(saved(), saved())
    assert (found.changes, found.circumstances, found.regrouped) == ((), (), ())
    assert list(comparison_lines(found, Language("fr"))) == ["Rien n’a changé."]


def test_another_register_alone_is_the_cause(saved: Save, ended: Register) -> None:
    found = compare(saved(), saved(book=ended))
    assert causes(found) == {(Cause.REGISTER,)}
    said = list(comparison_lines(found, Language("en")))
    assert said[0].startswith(f"The documents differ in: register {register().edition} (sha256:")
    assert f" → {ended.edition} (sha256:" in said[0]
    assert "Changed because of the register: 1 thing, 2 answers" in said


def test_two_registers_of_one_edition_are_told_apart_by_their_digests(saved: Save, ended: Register) -> None:
    before, after = saved(), saved(book=ended)
    stamp = replace(after.header.register, edition=before.header.register.edition)
    found = compare(before, replace(after, header=replace(after.header, register=stamp)))
    said = next(comparison_lines(found, Language("en")))
    assert said.count(register().edition) == 2
    assert said.count("sha256:") == 2


def test_another_day_alone_is_the_cause(saved: Save) -> None:
    found = compare(saved(day=EARLY), saved())
    assert causes(found) == {(Cause.DAY,)}
    lines = list(comparison_lines(found, Language("en")))
    assert lines[0] == "The documents differ in: day asked about 1 June 2025 → 23 November 2026"
    assert any("use: applies from 27 June 2025 → applies" in line for line in lines)


def test_another_role_alone_is_the_cause_and_another_name_is_none(saved: Save) -> None:
    other = saved(context=Context(roles=("ca/municipality",)))
    found = compare(saved(), other)
    assert causes(found) == {(Cause.CONTEXT,)}
    named = saved(context=Context(roles=FEDERAL.roles, organisation="Department of Examples"))
    assert compare(saved(), named).circumstances == ()


def test_what_a_site_states_is_part_of_who_asks(saved: Save) -> None:
    def at(owner: str, name: str) -> Context:
        rule = SiteRule(id="hall", sources=("*.jsonl",), facts={"owner": (owner,)}, name=name)
        return Context(roles=FEDERAL.roles, sites=(rule,))

    found = compare(saved(context=at("self", "Hall")), saved(context=at("landlord", "Hall")))
    assert causes(found) == {(Cause.CONTEXT,)}
    assert (
        compare(saved(context=at("self", "Hall")), saved(context=at("self", "Town hall"))).circumstances == ()
    )


def test_register_and_day_together_are_both_named(saved: Save, ended: Register) -> None:
    found = compare(saved(day=EARLY), saved(book=ended))
    assert causes(found) == {(Cause.REGISTER, Cause.DAY)}
    assert "Changed because of the register and the day asked about: 1 thing, 2 answers" in comparison_lines(
        found, Language("en")
    )
    assert (
        "Changé en raison du registre et de la date de référence\N{NO-BREAK SPACE}: 1 appareil, 2 réponses"
        in comparison_lines(found, Language("fr"))
    )


def test_what_the_earlier_document_foretold_is_for_the_day_whatever_else_differs(
    saved: Save, ended: Register
) -> None:
    more = {**THINGS, "cam": {**CAMERA, "http.server": "App-webs/"}}
    found = compare(saved(day=EARLY), saved(more, book=ended, day=date(2026, 1, 1)))
    assert causes(found) == {(Cause.DAY,)}


def test_other_evidence_alone_is_the_cause(saved: Save) -> None:
    vague = {"cam": {"ip": "10.0.0.7", "asset.kind": "camera"}}
    found = compare(saved(vague), saved({"cam": {**vague["cam"], "mac": CAMERA["mac"]}}))
    assert causes(found) == {(Cause.EVIDENCE,)}


def test_evidence_that_clears_a_thing_settles_it(saved: Save) -> None:
    vague = {"cam": {"ip": "10.0.0.7", "asset.kind": "camera"}}
    found = compare(saved(vague), saved({"cam": {**vague["cam"], "mac": "ac:cc:8e:00:00:01"}}))
    assert causes(found) == {(Cause.SETTLED, Cause.EVIDENCE)}
    assert any(
        line.startswith("Settled because of the evidence: ")
        for line in comparison_lines(found, Language("en"))
    )


def test_evidence_and_register_together_are_both_named(saved: Save, ended: Register) -> None:
    other = {**THINGS, "cam": {"ip": "10.0.0.7", "mac": CAMERA["mac"], "asset.kind": "intercom"}}
    found = compare(saved(), saved(other, book=ended))
    assert causes(found) == {(Cause.SETTLED, Cause.REGISTER, Cause.EVIDENCE)}


def test_more_of_the_same_evidence_is_no_cause_where_the_register_is(saved: Save, ended: Register) -> None:
    more = {**THINGS, "cam": {**CAMERA, "port.tcp": "8000"}}
    assert causes(compare(saved(), saved(more, book=ended))) == {(Cause.REGISTER,)}


def test_measures_that_were_not_asked_both_times_are_a_choice_and_no_change_of_law(saved: Save) -> None:
    found = compare(saved(), saved(only=(TELECOM,)))
    assert causes(found) == {(Cause.CHOICE,)}
    assert all(change.after is None for change in found.changes if change.measure == GOC)


def test_a_new_measure_in_the_register_is_the_registers_doing(saved: Save, tmp_path: Path) -> None:
    another = changed(tmp_path, GOC, (f"id: {GOC}", f"id: {GOC}-anew"), named=f"{GOC}-anew")
    found = compare(saved(), saved(book=another))
    assert {(change.measure, change.causes) for change in found.changes} == {
        (f"{GOC}-anew", (Cause.REGISTER,))
    }


def test_a_thing_that_is_new_or_gone_says_so(saved: Save) -> None:
    other = {"next": {"mac": "44:19:b6:00:00:09"}}
    found = compare(saved(), saved(other))
    assert causes(found) == {(Cause.NEW,), (Cause.NOT_SEEN,)}


def test_a_document_of_open_things_says_nothing_of_the_rest(saved: Save) -> None:
    host = {"host": {"ip": "10.0.0.9"}, **THINGS}
    whole, opened = saved(host), saved(host, only_open=True)
    assert causes(compare(whole, opened)) == {(Cause.NOT_LISTED,)}
    assert causes(compare(opened, whole)) == {(Cause.NOT_LISTED,)}


def test_an_answer_that_is_not_listed_because_it_is_closed_is_settled(saved: Save, ended: Register) -> None:
    context = Context(roles=(*FEDERAL.roles, "us/exporter"))
    before = saved(context=context)
    after = saved(context=context, book=ended, only_open=True)
    found = [c for c in compare(before, after).changes if c.measure == GOC and c.thing.name == "cam"]
    assert {(change.after, change.causes) for change in found} == {(None, (Cause.REGISTER,))}


def test_an_answer_that_moves_to_another_day_is_a_change(saved: Save, tmp_path: Path) -> None:
    delayed = changed(tmp_path, TELECOM, ("since: 2027-12-31", "since: 2028-06-30"))
    things = {
        "bts": {
            "onvif.manufacturer": "Huawei",
            "asset.kind": "telecom-base-station",
            "asset.network": "telecom-4g",
        }
    }
    context = Context(roles=("ca/telecom-provider",))
    found = compare(saved(things, context=context), saved(things, context=context, book=delayed))
    (change,) = found.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.on, change.after.on) == (date(2027, 12, 31), date(2028, 6, 30))
    assert change.causes == (Cause.REGISTER,)


def test_what_was_not_seen_again_is_said_with_whether_its_place_was_looked_at(saved: Save) -> None:
    neighbour = {"mac": "ac:cc:8e:00:00:01", "ip": "10.0.0.9"}
    elsewhere = {"mac": "ac:cc:8e:00:00:01", "ip": "10.9.9.9"}
    before = saved({"cam": CAMERA, "other": neighbour})
    looked, not_looked = (compare(before, saved({"other": one})) for one in (neighbour, elsewhere))
    assert [(one.thing.name, one.networks, one.others) for one in looked.unseen] == [
        ("cam", ("10.0.0.0/24",), 1)
    ]
    said = "\n".join(comparison_lines(looked, Language("en")))
    assert "1 other thing was seen in its network 10.0.0.0/24: that network was looked at" in said
    assert "what had seen it was read again (observation-lines)" in said
    said = "\n".join(comparison_lines(not_looked, Language("en")))
    assert "nothing was seen in its network 10.0.0.0/24: it may not have been looked at" in said
    for lang, word in (("en", "removed"), ("fr", "retiré")):
        lines = [line for line in comparison_lines(looked, Language(lang)) if word in line]
        assert len(lines) == 1, "only to say that it is not the same"
        assert lines[0].startswith(("Not seen again (which is not", "Pas revu (ce qui ne veut pas dire"))


def test_of_a_thing_without_an_address_nobody_can_tell_whether_it_was_looked_for(saved: Save) -> None:
    found = compare(
        saved({"cam": {"mac": CAMERA["mac"]}, "other": THINGS["other"]}), saved({"other": THINGS["other"]})
    )
    assert [(one.networks, one.others) for one in found.unseen] == [((), 0)]
    assert any("it had no address" in line for line in comparison_lines(found, Language("en")))


def test_a_document_that_lists_only_what_is_open_says_nothing_of_what_was_not_seen(saved: Save) -> None:
    found = compare(saved(), saved({"other": THINGS["other"]}, only_open=True))
    assert found.unseen == ()


def test_another_identification_is_said_where_no_answer_moves(saved: Save) -> None:
    axis = {"cam": {"inventory.manufacturer": "Axis", "inventory.model": "P3245", "asset.kind": "camera"}}
    bosch = {"cam": {**axis["cam"], "inventory.manufacturer": "Bosch", "inventory.model": "NDE-1"}}
    found = compare(saved(axis, only=(GOC,)), saved(bosch, only=(GOC,)))
    assert found.changes == ()
    assert {(one.dimension.value, one.after.value, one.causes) for one in found.reidentified} == {
        ("maker", "bosch", (Cause.EVIDENCE,)),
        ("brand", "bosch", (Cause.EVIDENCE,)),
        ("model", "NDE-1", (Cause.EVIDENCE,)),
    }
    said = list(comparison_lines(found, Language("fr")))
    assert said[0] == "Identifié autrement en raison des preuves\N{NO-BREAK SPACE}: 1 appareil, 3 différences"
    assert any("P3245 (solide) → NDE-1 (solide)" in line for line in said)


def test_a_purchase_that_was_made_meanwhile_differs_by_its_evidence(saved: Save) -> None:
    quote = {"order.number": "7", "order.text": "Hikvision camera", "order.document": "tender"}
    later = quote | {"order.document": "tender", "order.quantity": "-1"}
    (change,) = compare(saved({"7/1": quote}), saved({"7/1": later})).changes
    assert change.before is not None
    assert change.before.outcome.is_open
    assert change.after is None
    assert Cause.EVIDENCE in change.causes


def test_what_a_purchase_meets_once_it_is_there_is_compared_as_well(saved: Save) -> None:
    public = Context(roles=("ca/qc-public-body",))
    line = {"order.document": "quote", "order.text": "Hikvision camera"}
    nobody, body = saved({"7/1": line}), saved({"7/1": line}, context=public)
    following = next(nobody.assets.__iter__()).purchase, next(body.assets.__iter__()).purchase
    assert following[1] is not None
    assert following[1].following
    changes = compare(nobody, body).changes
    assert {one.measure for one in following[1].following} <= {change.measure for change in changes}
    assert compare(body, body).changes == ()
