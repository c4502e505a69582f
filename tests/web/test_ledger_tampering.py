"""Is found what somebody who may do anything to the database did to a ledger, and what it tells of?"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from phaseout.ledger.checkpoint import Checkpoint as State
from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import SHOWN, Code, Findings, Verdict
from phaseout.ledger.key import SigningKey
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.merkle import leaf_hash
from phaseout.ledger.tree import NodesInMemory, Place, Tree
from phaseout.web.estate.models import Site
from phaseout.web.estate.models import Told as Word
from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.findings.models import Verdict as Verdicts
from phaseout.web.findings.place import Place as Where
from phaseout.web.findings.services import answer, decide, let_go, propose
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.ledger import told as telling
from phaseout.web.ledger.models import Checkpoint, Leaf, Ledger, Node
from phaseout.web.ledger.queries import moment_of
from phaseout.web.ledger.services import beginning, forget, sweep
from phaseout.web.ledger.services.checking import verified
from phaseout.web.ledger.services.comparing import compare
from phaseout.web.ledger.services.keys import key_file, key_path
from phaseout.web.ledger.services.signing import UnlikeSignedError, sign
from phaseout.web.ledger.told import told_models
from phaseout.web.replacement.models import Medium, Mitigation, Replacement, Step
from phaseout.web.replacement.services import end_mitigation, list_medium
from phaseout.web.replacement.vocabulary import State as At
from phaseout.web.reports.models import Report
from web.examples import furnish
from web.furnishing import findings, replacement, reports
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import LISTED, WORKS, moved, named_access, taken_in
from web.guards import without_guards
from web.put_again import put_again


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> SigningKey:
    """Let a key of its own sign."""
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    made = SigningKey.generate("city.example/ledger")
    made.save(settings.LEDGER_KEY)
    return made


@pytest.fixture
def write(world, access_with) -> Callable[[int], None]:
    """Return what writes some leaves at home."""
    access = access_with(Role.ADMINISTRATOR)

    def more(number: int) -> None:
        for at in range(number):
            noted(access, world.home.pk, "grant-given", about=f"Ada {at}", after={"role": "reader"})

    return more


@pytest.fixture
def ledger(write, key) -> Ledger:
    """Return a ledger of 12 leaves, signed at 8 and at 12."""
    for number in (7, 4):
        write(number)
        sign(Ledger.everything.get().pk, key, timezone.now())
    found = Ledger.everything.get()
    assert found.size == 12
    return found


def found(ledger: Ledger, seen: str | None = None, **more: object) -> Mapping[Code, tuple[int, ...]]:
    """Return what is found, beside the last signed state that a witness kept."""
    kept = kept_by_a_witness(ledger) if seen is None else seen
    done = verified(ledger.pk, read_checkpoints(kept.encode(), ""), **more)
    return {one.code: one.leaves for one in done.findings}


def kept_by_a_witness(ledger: Ledger) -> str:
    return Checkpoint.everything.filter(ledger=ledger).order_by("size").last().note


def by_hand(*statements: tuple[str, list[object]]) -> None:
    with without_guards(), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def test_a_ledger_that_nobody_touched_is_verified(ledger) -> None:
    done = verified(ledger.pk, read_checkpoints(kept_by_a_witness(ledger).encode(), ""))
    assert (done.verdict, done.findings) == (Verdict.VERIFIED, ())
    assert (done.leaves, done.signed, done.witnessed, done.disclosed) == (12, 12, 12, 11)


def test_without_a_witness_it_cannot_be_told(ledger) -> None:
    assert found(ledger, "") == {Code.NO_WITNESS: ()}


def test_without_the_key_it_cannot_be_told(ledger) -> None:
    key_path().unlink()
    assert set(found(ledger)) == {Code.NO_KEY}


def line_of(ledger: Ledger, sequence: int) -> bytes:
    return bytes(Leaf.everything.get(ledger=ledger, sequence=sequence).line)


def test_an_edited_leaf_is_found(ledger) -> None:
    line = line_of(ledger, 5).replace(b'"role":"reader"', b'"role":"approver"')
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    assert found(ledger) == {Code.EDITED: (5,), Code.UNLIKE_ROW: (5,)}


def test_a_deleted_leaf_is_found(ledger) -> None:
    pk = Leaf.everything.get(ledger=ledger, sequence=5).pk
    by_hand(
        ("DELETE FROM ledger_opening WHERE leaf_id = %s", [pk]),
        ("DELETE FROM ledger_leaf WHERE id = %s", [pk]),
    )
    assert found(ledger) == {Code.DELETED: (5,), Code.UNLIKE_ROW: ()}


def test_an_inserted_leaf_is_found(ledger) -> None:
    told = Told.of(line_of(ledger, 11))._replace(sequence=12, subject="event/999")
    _put_in(ledger, 12, told.line())
    assert found(ledger) == {Code.INSERTED: (12,), Code.UNLIKE_ROW: (12,)}


def test_a_doubled_leaf_is_found(ledger) -> None:
    _put_in(ledger, 12, line_of(ledger, 5))
    assert Code.DOUBLED in found(ledger)
    assert found(ledger)[Code.DOUBLED] == (5,)


def _put_in(ledger: Ledger, sequence: int, line: bytes) -> None:
    last = Leaf.everything.order_by("pk").last().pk
    by_hand((
        "INSERT INTO ledger_leaf (id, ledger_id, sequence, line, subject) VALUES (%s, %s, %s, %s, %s)",
        [last + 1, ledger.pk, sequence, line, "x"],
    ))  # fmt: skip


def test_reordered_leaves_are_found(ledger) -> None:
    move = "UPDATE ledger_leaf SET sequence = %s WHERE ledger_id = %s AND sequence = %s"
    by_hand((move, [99, ledger.pk, 4]), (move, [4, ledger.pk, 5]), (move, [5, ledger.pk, 99]))
    assert Code.REORDERED in found(ledger)


def test_a_cut_tail_is_found(ledger) -> None:
    _cut(ledger, 9)
    assert Code.CUT_TAIL in found(ledger, "")


def _cut(ledger: Ledger, size: int) -> None:
    """Take away whatever came after so many leaves: their rows, their hashes and their number."""
    cut = list(Leaf.everything.filter(ledger=ledger, sequence__gte=size).values_list("pk", flat=True))
    by_hand(
        *(("DELETE FROM ledger_opening WHERE leaf_id = %s", [pk]) for pk in cut),
        ("DELETE FROM ledger_leaf WHERE ledger_id = %s AND sequence >= %s", [ledger.pk, size]),
        ("UPDATE ledger_ledger SET size = %s WHERE id = %s", [size, ledger.pk]),
    )
    for level in range(5):
        by_hand((
            "DELETE FROM ledger_node WHERE ledger_id = %s AND level = %s AND at >= %s",
            [ledger.pk, level, size >> level],
        ))  # fmt: skip


def test_a_backup_that_was_rolled_back_is_found_by_a_witness(ledger) -> None:
    kept = kept_by_a_witness(ledger)
    _cut(ledger, 8)
    by_hand(("DELETE FROM ledger_checkpoint WHERE ledger_id = %s AND size > 8", [ledger.pk]))
    assert found(ledger, kept)[Code.ROLLED_BACK] == (12,)


def test_a_leaf_of_another_organisation_is_found(ledger, world, access_with) -> None:
    access = access_with(Role.ADMINISTRATOR, at=world.foreign)
    for at in range(8):
        noted(access, world.foreign.pk, "grant-given", about=f"Béa {at}", after={"role": "auditor"})
    other = Ledger.everything.get(organisation=world.foreign)
    line = line_of(other, 5)
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    assert Code.FOREIGN_LEAF in found(ledger)


@pytest.mark.parametrize(("column", "value"), [("value", '"Eve 3"'), ("salt", "0" * 64)])
def test_an_edited_private_value_is_found(ledger, column, value) -> None:
    leaf = Leaf.everything.get(ledger=ledger, sequence=5)
    by_hand((f"UPDATE ledger_opening SET {column} = %s WHERE leaf_id = %s", [value, leaf.pk]))
    assert found(ledger)[Code.EDITED_PRIVATE] == (5,)


def _written_anew(ledger: Ledger) -> None:
    """Alter a leaf and all hashes above it, so that rows and tree agree."""
    line = line_of(ledger, 5).replace(b'"role":"reader"', b'"role":"approver"')
    lines = [line if at == 5 else line_of(ledger, at) for at in range(12)]
    nodes = NodesInMemory()
    Tree(nodes, 0).append([leaf_hash(one) for one in lines])
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    for pk, *place in Node.everything.filter(ledger=ledger).values_list("pk", "level", "at"):
        one = Place(*place)
        by_hand(("UPDATE ledger_node SET hash = %s WHERE id = %s", [nodes.get([one])[one], pk]))


def test_rows_and_tree_that_were_altered_together_are_found(ledger) -> None:
    kept = kept_by_a_witness(ledger)
    _written_anew(ledger)
    assert {Code.REWRITTEN, Code.UNLIKE_WITNESS, Code.UNLIKE_ROW} <= set(found(ledger, kept))


def test_what_is_no_more_what_was_signed_is_not_signed_again(ledger, write, key) -> None:
    _written_anew(ledger)
    write(1)
    with pytest.raises(UnlikeSignedError):
        sign(ledger.pk, key, timezone.now())


def test_a_state_that_another_key_signed_is_found(ledger) -> None:
    eve = SigningKey.generate("city.example/ledger")
    note = State.of(read_checkpoints(kept_by_a_witness(ledger).encode(), "")[0].note.text).note().signed(eve)
    by_hand((
        "UPDATE ledger_checkpoint SET note = %s WHERE ledger_id = %s AND size = 12",
        [bytes(note).decode(), ledger.pk],
    ))  # fmt: skip
    assert Code.OTHER_KEY in found(ledger, "")


def test_a_signature_that_was_altered_is_found(ledger) -> None:
    note = kept_by_a_witness(ledger)
    root = note.split("\n")[2]
    other = note.replace(root, f"{'A' if root[0] != 'A' else 'B'}{root[1:]}")
    by_hand(("UPDATE ledger_checkpoint SET note = %s WHERE ledger_id = %s AND size = 12", [other, ledger.pk]))
    assert Code.FORGED in found(ledger, "")


@pytest.mark.parametrize(
    "change",
    [
        "about = 'Eve'",
        "what = 'grant-taken'",
        "by_id = NULL",
        'after = \'{"role": "approver"}\'',
        "before = '{}'",
        "before = '0'",
        'after = \'[["role", "reader"]]\'',
    ],
)
def test_an_event_that_was_altered_is_found(ledger, change) -> None:
    event = Leaf.everything.get(ledger=ledger, sequence=5).event_id
    by_hand((f"UPDATE frame_event SET {change} WHERE id = %s", [event]))
    assert found(ledger) == {Code.UNLIKE_ROW: (5,)}


def test_an_event_that_was_moved_to_another_organisation_is_found(ledger, world) -> None:
    event = Leaf.everything.get(ledger=ledger, sequence=5).event_id
    move = "UPDATE frame_event SET organisation_id = %s WHERE id = %s"
    by_hand((move, [world.foreign.pk, event]))
    assert found(ledger) == {Code.UNLIKE_ROW: (5,)}


def test_an_event_that_was_put_in_is_found(ledger, world) -> None:
    event = Leaf.everything.get(ledger=ledger, sequence=11).event_id
    pk = Leaf.everything.get(ledger=ledger, sequence=5).event_id
    by_hand(
        ("UPDATE ledger_leaf SET event_id = NULL WHERE event_id = %s", [pk]),
        ("DELETE FROM ledger_opening WHERE leaf_id IN (SELECT id FROM ledger_leaf WHERE sequence = 5)", []),
    )
    assert pk < event
    assert Code.UNLIKE_ROW in found(ledger)


def test_a_step_of_a_replacement_that_was_altered_is_found(world, key) -> None:
    access = named_access(world.home, "Worker", Permission.READ, Permission.SURVEY, Permission.ASSESS)
    site = Site(organisation=world.home, ref="hq", name_en="HQ")
    site.save()
    row = taken_in(access, asset_in(world.home, "cam-1", site, maker="hikvision"))
    moved(access, row, At.TRIAGED, reason="Seen")
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {}
    step = Step.everything.get(replacement=row, after=At.TRIAGED)
    leaf = Leaf.everything.get(subject=f"replacement.step/{step.pk}")
    by_hand(("UPDATE replacement_step SET reason = 'Not seen' WHERE id = %s", [step.pk]))
    assert found(ledger) == {Code.UNLIKE_ROW: (leaf.sequence,)}
    by_hand(("DELETE FROM replacement_step WHERE id = %s", [step.pk]))
    assert found(ledger) == {Code.UNLIKE_ROW: (leaf.sequence,), Code.UNLIKE_STEPS: ()}


@pytest.mark.parametrize(
    "change", ["verdict = 'exception'", "reason = 'because'", "answer = 'no'", "expires = '2030-01-01'",
               "decided_by_id = proposed_by_id", "step = 'sent-back'"],
)  # fmt: skip
def test_a_judgement_that_was_altered_is_found(world, key, change) -> None:
    analyst = named_access(world.home, "Analyst", Permission.READ, Permission.ASSESS)
    approver = named_access(world.home, "Boss", Permission.READ, Permission.DECIDE)
    recorded(asset_in(world.home, "cam-1", None, maker="hikvision"), answer_of(), by=analyst.person)
    finding = Finding.everything.get()
    judgement = propose(
        analyst, finding, finding.version, verdict=Verdicts.CONFIRMED, reason="A label", expires=None
    )
    finding.refresh_from_db()
    decide(approver, Judgement.everything.get(), finding.version, agrees=True, reason="Agreed")
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {}
    by_hand((f"UPDATE findings_judgement SET {change} WHERE id = %s", [judgement.pk]))
    last = Leaf.everything.filter(subject=f"findings.judgement/{judgement.pk}").order_by("sequence").last()
    assert found(ledger)[Code.UNLIKE_ROW] == (last.sequence,)


def test_a_forgotten_value_leaves_the_ledger_verified(ledger, access_with) -> None:
    assert forget(access_with(Role.ADMINISTRATOR), ledger, 5, reason="She asked for it") == 1
    sign(ledger.pk, key_file(), timezone.now())
    assert found(ledger) == {}


@pytest.fixture
def there(world, key) -> SimpleNamespace:
    """Return an organisation with a row of every kind that the ledger tells of, each as people wrote it."""
    one = SimpleNamespace(organisation=world.home)

    def put() -> None:
        for part in (findings, replacement, reports):
            vars(one).update(part.put(one))

    put_again("what is told", one, put)
    one.ledger = Ledger.everything.get()
    sign(one.ledger.pk, key, timezone.now())
    assert found(one.ledger) == {}
    return one


def named(ledger: Ledger) -> dict[Code, tuple[str, ...]]:
    """Return what is found beside the ledger, with the names of the rows."""
    findings_ = Findings()
    compare(moment_of(ledger.pk), findings_)
    return {one.code: one.names for one in findings_.all()}


def put_in(model: Any, **fields: object) -> str:
    """Put in a row like the last one by hand, and return how it is named."""
    columns = [one.column for one in model._meta.concrete_fields if not one.primary_key]
    pk = model.everything.order_by("pk").last().pk
    values = ", ".join("%s" if column in fields else f'"{column}"' for column in columns)
    into = ", ".join(f'"{column}"' for column in ("id", *columns))
    table = model._meta.db_table
    given = [fields[column] for column in columns if column in fields]
    by_hand((f"INSERT INTO {table} ({into}) SELECT {pk + 1}, {values} FROM {table} WHERE id = %s",
             [*given, pk]))  # fmt: skip
    return f"{model._meta.label_lower}/{pk + 1}"


def other_than(value: object, field: models.Field) -> object:
    """Return another value that a column can hold."""
    if value is None:
        return AT_ANOTHER_TIME.get(type(field), 1)
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case datetime() | date():
            return value + timedelta(days=1)
        case list():
            return "[]"
    return f"x{value}"[: field.max_length]


AT_ANOTHER_TIME = {models.DateField: "2026-11-01", models.DateTimeField: "2026-11-01 12:00:00"}


@pytest.mark.parametrize("label", sorted(told_models()))
def test_each_column_of_a_row_that_is_told_is_compared(there, label) -> None:
    model = told_models()[label]
    row = model.everything.order_by("pk").last()
    code = Code.UNLIKE_REPORT if model is Report else Code.UNLIKE_ROW
    for name in model.IN_LEDGER:
        field = model._meta.get_field(name.removesuffix("_id"))
        value = other_than(getattr(row, name), field)
        with transaction.atomic():
            by_hand(
                (f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE id = %s', [value, row.pk])
            )
            assert f"{label}/{row.pk}" in named(there.ledger).get(code, ()), name
            transaction.set_rollback(True)


COPIED: Mapping[str, Callable[[SimpleNamespace], dict[str, object]]] = {
    "findings.judgement": lambda _: {"step": "assessed"},
    "replacement.inspected": lambda of: {"replacement_id": of.replacement.pk},
    "replacement.photo": lambda _: {"stored": "attachments/00/other"},
    "reports.report": lambda of: {"order_id": of.report_order.pk},
}
"""Kind → what of a row that is put in must be another than of the last one."""


@pytest.mark.parametrize("label", sorted(told_models()))
def test_a_row_that_was_put_in_is_named(there, label) -> None:
    fields = COPIED.get(label, lambda _: {})(there)
    assert put_in(told_models()[label], **fields) in named(there.ledger)[Code.ROW_PUT_IN]


@pytest.mark.parametrize("label", sorted(told_models()))
def test_a_row_that_was_deleted_is_named(there, label) -> None:
    model = told_models()[label]
    row = model.everything.order_by("pk").last()
    code = Code.UNLIKE_REPORT if model is Report else Code.UNLIKE_ROW
    with transaction.atomic():
        by_hand((f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk]))
        assert f"{label}/{row.pk}" in named(there.ledger)[code]
        transaction.set_rollback(True)


def test_a_closing_that_was_put_in_with_its_step_is_found(there) -> None:
    row = there.inspected.replacement
    step = put_in(Step, replacement_id=row.pk, before="verified", after="closed", who="Ghost")
    by_hand(("UPDATE replacement_replacement SET state = 'closed' WHERE id = %s", [row.pk]))
    assert found(there.ledger) == {Code.ROW_PUT_IN: ()}
    assert named(there.ledger) == {Code.ROW_PUT_IN: (step,)}
    assert verified(there.ledger.pk, []).verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    "change", ["state = 'closed'", "state = 'excepted', under = 'removed'", "removed_on = '2026-01-01'",
               "removed_by = 'Ghost'", "under = 'planned'"],
)  # fmt: skip
def test_a_replacement_that_stands_elsewhere_than_its_steps_lead_to_is_found(there, change) -> None:
    row = there.inspected.replacement
    by_hand((f"UPDATE replacement_replacement SET {change} WHERE id = %s", [row.pk]))
    assert named(there.ledger) == {Code.UNLIKE_STEPS: (f"replacement.replacement/{row.pk}",)}


@pytest.mark.parametrize(
    "change", ["serial = 'WX9'", "category = 'clear'", "sanitised_on = '2001-01-01'", "verified_on = '2001-01-01'",
               "verifier = 'Ghost'", "certified_by_id = NULL"],
)  # fmt: skip
def test_a_certificate_that_was_rewritten_is_found(there, change) -> None:
    medium = Medium.everything.exclude(certified_by=None).get()
    by_hand((f"UPDATE replacement_medium SET {change} WHERE id = %s", [medium.pk]))
    assert named(there.ledger) == {Code.UNLIKE_ROW: (f"replacement.medium/{medium.pk}",)}


def test_an_inspection_that_found_it_there_and_is_said_to_have_found_it_gone_is_found(there) -> None:
    by_hand(("UPDATE replacement_inspected SET result = 'there' WHERE id = %s", [there.inspected.pk]))
    assert named(there.ledger) == {Code.UNLIKE_ROW: (f"replacement.inspected/{there.inspected.pk}",)}


@pytest.mark.parametrize(
    "change",
    [
        "verdict = 'not-this-maker', judged = outcome, step = 'decided'",
        "verdict = 'not-this-maker', judged = outcome",
        "expires = '2030-01-01'",
        "step = 'new'",
    ],
)
def test_a_finding_that_nobody_judged_so_is_found(there, change) -> None:
    finding = there.other_finding
    by_hand((f"UPDATE findings_finding SET {change} WHERE id = %s", [finding.pk]))
    assert named(there.ledger) == {Code.UNLIKE_JUDGEMENTS: (f"findings.finding/{finding.pk}",)}


def test_a_judgement_that_lets_off_for_longer_than_was_decided_is_found(there) -> None:
    approver = named_access(there.organisation, "Boss", Permission.READ, Permission.DECIDE)
    there.finding.refresh_from_db()
    decide(approver, there.proposal, there.finding.version, agrees=True, reason="Agreed")
    assert named(there.ledger) == {}
    by_hand(("UPDATE findings_finding SET expires = '2099-12-31' WHERE id = %s", [there.finding.pk]))
    assert named(there.ledger) == {Code.UNLIKE_JUDGEMENTS: (f"findings.finding/{there.finding.pk}",)}


def test_a_report_whose_digest_or_document_was_exchanged_is_found(there) -> None:
    one, other = there.report, there.status_report
    name = f"reports.report/{one.pk}"
    for sql, value in (
        ("UPDATE reports_report SET sha256 = %s WHERE id = %s", "0" * 64),
        ("UPDATE reports_report SET packed = %s WHERE id = %s", bytes(other.packed)),
        ("UPDATE reports_report SET packed = %s WHERE id = %s", b"no document"),
    ):
        with transaction.atomic():
            by_hand((sql, [value, one.pk]))
            assert named(there.ledger) == {Code.UNLIKE_REPORT: (name,)}
            transaction.set_rollback(True)


def test_private_values_that_nobody_forgot_are_missed(there, access_with) -> None:
    leaf = Leaf.everything.filter(subject__startswith="replacement.medium/").order_by("sequence").last()
    by_hand(
        ("DELETE FROM ledger_opening WHERE leaf_id = %s", [leaf.pk]),
        ("UPDATE replacement_medium SET serial = 'WX9' WHERE id = %s", [leaf.subject.partition("/")[2]]),
    )
    assert found(there.ledger) == {Code.LOST_PRIVATE: (leaf.sequence,)}


@pytest.fixture
def begun_later(there) -> SimpleNamespace:
    """Return the same where the ledger begins after all rows were written."""
    with without_guards(), connection.cursor() as cursor:
        for table in ("opening", "leaf", "node", "checkpoint", "key", "ledger"):
            cursor.execute(f"DELETE FROM ledger_{table}")
    return there


def test_what_stood_before_the_ledger_is_taken_into_it_and_compared_from_then_on(begun_later) -> None:
    rows = {label: model.everything.count() for label, model in told_models().items()}
    assert min(rows.values()) > 0
    sweep(timezone.now())
    ledger = Ledger.everything.get()
    assert Told.of(line_of(ledger, 0)).after["rows"] == rows
    assert ledger.size == 1 + sum(rows.values())
    assert found(ledger) == {}
    access = named_access(begun_later.organisation, "Worker", *WORKS)
    list_medium(access, begun_later.replacement, LISTED)
    end_mitigation(access, begun_later.mitigation, 1, timezone.localdate())
    assert named(ledger) == {}
    by_hand(("UPDATE replacement_handover SET taker = 'Ghost'", []))
    assert set(named(ledger)) == {Code.UNLIKE_ROW}


@pytest.mark.parametrize("is_known_later", [True, False])
def test_what_a_version_knows_as_a_word_and_another_does_not_raises_no_alarm_and_hides_nothing(
    begun_later, monkeypatch, is_known_later
) -> None:
    def write() -> Ledger:
        sweep(timezone.now())
        access = named_access(begun_later.organisation, "Worker", *WORKS)
        list_medium(access, begun_later.replacement, LISTED)
        end_mitigation(access, begun_later.mitigation, 1, timezone.localdate())
        ledger = Ledger.everything.get()
        assert named(ledger) == {}
        return ledger

    def of_the_other(task: Callable[[], Any]) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(telling, "spoken", dict)
            return task()

    ledger = of_the_other(write) if is_known_later else write()
    check = partial(named, ledger) if is_known_later else partial(of_the_other, partial(named, ledger))
    assert check() == {}
    by_hand(("UPDATE replacement_mitigation SET way = 'patched'", []))
    by_hand(("UPDATE frame_event SET before = NULL WHERE what = 'replacement-moved'", []))
    assert set(check()) == {Code.UNLIKE_ROW}


def test_a_row_that_begins_a_ledger_is_none_that_stood_before(begun_later) -> None:
    access = named_access(begun_later.organisation, "Worker", *WORKS)
    before = Medium.everything.count()
    list_medium(access, begun_later.replacement, LISTED)
    ledger = Ledger.everything.get()
    assert Told.of(line_of(ledger, 0)).after["rows"]["replacement.medium"] == before
    assert named(ledger) == {}


def test_a_ledger_of_a_version_that_told_of_fewer_kinds_is_brought_up_to_them(
    begun_later, key, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(beginning, "told_models", dict)
        beginning.begin_where_due()
    ledger = Ledger.everything.get()
    assert ledger.size == 1
    assert named(ledger) == {Code.ROWS_NOT_TAKEN: tuple(sorted(told_models()))[:SHOWN]}
    assert verified(ledger.pk, []).verdict is Verdict.UNDETERMINED
    sweep(timezone.now())
    ledger.refresh_from_db()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {}
    size = ledger.size
    mitigation = put_in(Mitigation)
    sweep(timezone.now())
    assert (Ledger.everything.get().size, named(ledger)) == (size, {Code.ROW_PUT_IN: (mitigation,)})


def test_rows_that_are_taken_a_second_time_behind_a_hidden_beginning_are_found(there, key) -> None:
    leaf = Leaf.everything.get(ledger=there.ledger, sequence=0)
    values = [leaf.pk, leaf.ledger_id, 0, bytes(leaf.line), leaf.subject]
    by_hand(("DELETE FROM ledger_leaf WHERE id = %s", [leaf.pk]))
    put_in(Mitigation)
    sweep(timezone.now())
    by_hand((
        "INSERT INTO ledger_leaf (id, ledger_id, sequence, line, subject) VALUES (%s, %s, %s, %s, %s)", values
    ))  # fmt: skip
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {Code.TAKEN_AGAIN: (there.ledger.size,)}


def test_an_answer_that_goes_with_the_word_on_its_asset_is_told(there) -> None:
    access = named_access(there.organisation, "Worker", *WORKS)
    asset = there.finding.asset
    given = answer(
        access, Where(organisation=there.organisation.pk, asset=asset.pk), "maker",
        values=["axis"], reason="A label", on=timezone.localdate(),
    )  # fmt: skip
    Word.everything.filter(asset=asset, survey=None).update(withdrawn=timezone.now())
    let_go([asset.pk])
    given.refresh_from_db()
    assert given.withdrawn is not None
    assert Leaf.everything.filter(subject=f"findings.answer/{given.pk}").count() == 2
    assert named(there.ledger) == {}
    by_hand(("UPDATE findings_answer SET withdrawn = NULL WHERE id = %s", [given.pk]))
    assert named(there.ledger) == {Code.UNLIKE_ROW: (f"findings.answer/{given.pk}",)}


def test_one_of_everything_raises_no_alarm(world) -> None:
    furnish(world.home)
    for ledger in Ledger.everything.order_by("pk"):
        assert named(ledger) == {}


def test_a_replacement_without_a_step_is_found(there) -> None:
    asset = asset_in(there.organisation, "cam-99")
    pk = Replacement.everything.order_by("pk").last().pk + 1
    put_in(Replacement, asset_id=asset.pk, state="closed")
    assert named(there.ledger) == {Code.UNLIKE_STEPS: (f"replacement.replacement/{pk}",)}
