"""Does a collection go on where it was broken off, and leave the same bundle however often it is asked for?"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from collections_made import COLLECTOR, LINES, SERVER, TEXT, scope_of
from phaseout.cli import collect
from phaseout.cli.collect import command
from phaseout.collected.judging import Judged, Standing, judge
from phaseout.collected.opened import CollectedBundle
from phaseout.collected.sealed import loaded_key, made_key, opened, public_text
from phaseout.domain.problem import SourceError, UsageError
from phaseout.probe.hours import Stopped
from phaseout.probe.scope import ScopeError

AT = datetime(2026, 11, 27, 8, tzinfo=UTC)
Asked = list[list[str]]


@pytest.fixture(autouse=True)
def morning() -> object:
    with time_machine.travel(AT, tick=False) as moment:
        yield moment


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a folder with what a collector carries, and a key of whoever collects."""
    (tmp_path / "scope.txt").write_bytes(scope_of())
    (tmp_path / "keys.txt").write_text(f"{SERVER.verifier}\n")
    COLLECTOR.save(tmp_path / "my.key")
    (tmp_path / "exports" / "deep").mkdir(parents=True)
    (tmp_path / "exports" / "inventory.csv").write_text("ip,manufacturer\n10.0.0.9,Axis\n")
    (tmp_path / "exports" / "deep" / "scan.xml").write_text("<nmaprun/>")
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Stand in for the probe, which has tests of its own: note what it is told, and write what it would."""
    told: Asked = []

    def probe(arguments: list[str]) -> None:
        told.append(arguments)
        if "-o" in arguments:
            output = Path(arguments[arguments.index("-o") + 1])
            output.write_bytes(LINES)
            output.with_name(f"{output.name}.journal").write_bytes(b"1 +10.0.0.5\n2 +10.0.0.6\n")

    monkeypatch.setattr(collect, "_probe", probe)
    return told


def run(stick: Path, *more: object) -> None:
    given = ["-o", stick / "found", "--scope", stick / "scope.txt", "--key", stick / "keys.txt", "-q", *more]
    command.main(["run", *map(str, given)], standalone_mode=False)


def bundle_in(stick: Path) -> Path:
    (found,) = (stick / "found").glob("bundle-*")
    return found


def judged(path: Path) -> Judged:
    with CollectedBundle(path) as bundle:
        return judge(bundle, [COLLECTOR.verifier, SERVER.verifier])


def test_what_was_asked_and_what_people_have_is_one_signed_bundle(stick: Path, asked: Asked) -> None:
    run(stick, "10.0.0.0/24", "--sign", stick / "my.key", "--files", stick / "exports", "--wait")
    done = judged(bundle_in(stick))
    assert (done.standing, done.signers) == (Standing.KNOWN, (COLLECTOR.verifier,))
    assert [(one.name, one.kind.value, one.site) for one in done.manifest.files] == [
        ("observations.jsonl", "observations", None),
        ("inventory.csv", "export", "town-hall"),
        ("scan.xml", "export", "town-hall"),
    ]
    assert done.manifest.collector == COLLECTOR.name
    assert done.manifest.counters == {"lines": 2, "hosts": 2}
    (told,) = asked
    assert told[-2:] == ["--", "10.0.0.0/24"]
    assert {"--resume", "--wait", "--quiet"} <= set(told)
    assert told[told.index("--scope") + 1] == str(stick / "scope.txt")


def test_broken_off_it_goes_on_and_done_it_asks_nobody_again(
    stick: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch, morning: time_machine.Traveller
) -> None:
    given = ("10.0.0.0/24", "--collector", "Ada")

    def killed(_told: list[str]) -> None:
        raise SourceError("was stopped")

    probe = collect._probe
    monkeypatch.setattr(collect, "_probe", killed)
    with pytest.raises(SourceError):
        run(stick, *given)
    assert not list((stick / "found").glob("bundle-*"))
    monkeypatch.setattr(collect, "_probe", probe)
    morning.shift(600)
    run(stick, *given)
    first = bundle_in(stick).read_bytes()
    assert (judged(bundle_in(stick)).manifest.begun, judged(bundle_in(stick)).manifest.ended) == (
        "2026-11-27T08:00:00Z", "2026-11-27T08:10:00Z",
    )  # fmt: skip
    morning.shift(600)
    run(stick, *given)
    assert (len(asked), bundle_in(stick).read_bytes()) == (1, first)
    bundle_in(stick).unlink()
    run(stick, *given)
    assert (len(asked), bundle_in(stick).read_bytes()) == (1, first)


def test_what_was_found_so_far_can_be_bundled_without_asking_more(
    stick: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "found").mkdir()
    run(stick, "10.0.0.0/24", "--collector", "Ada", "--as-it-is", "--files", stick / "exports")
    assert asked == []
    assert len(judged(bundle_in(stick)).manifest.files) == 2


def test_what_was_found_can_be_bundled_after_the_scope_has_expired(
    stick: Path, asked: Asked, morning: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_told: list[str]) -> None:
        (stick / "found" / "observations.jsonl").write_bytes(b"")
        raise Stopped("the scope has expired", remedy="--resume")

    monkeypatch.setattr(collect, "_probe", stopped)
    given = ("10.0.0.0/24", "--collector", "Ada")
    with pytest.raises(Stopped) as why:
        run(stick, *given)
    assert why.value.remedy == collect.GO_ON
    morning.shift(timedelta(days=40).total_seconds())
    with pytest.raises(ScopeError, match="has expired"):
        run(stick, *given)
    run(stick, *given, "--as-it-is")
    assert judged(bundle_in(stick)).manifest.begun == "2026-11-27T08:00:00Z"


def test_a_mistyped_range_of_which_nothing_was_asked_holds_no_folder(
    stick: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = collect._probe

    def refused(_told: list[str]) -> None:
        raise ScopeError("does not cover it")

    monkeypatch.setattr(collect, "_probe", refused)
    with pytest.raises(ScopeError):
        run(stick, "10.0.9.0/24", "--collector", "Ada")
    monkeypatch.setattr(collect, "_probe", probe)
    run(stick, "10.0.0.0/24", "--collector", "Ada")
    assert len(asked) == 1


def test_exports_alone_need_no_range(stick: Path, asked: Asked) -> None:
    run(stick, "--files", stick / "exports", "--collector", "Ada")
    done = judged(bundle_in(stick))
    assert (asked, done.standing, done.manifest.collector) == ([], Standing.UNSIGNED, "Ada")


def test_a_link_among_the_exports_leads_to_no_other_file(stick: Path, asked: Asked) -> None:
    (stick / "exports" / "deep" / "notes.txt").symlink_to(stick / "my.key")
    with pytest.raises(SourceError, match="link to a file"):
        run(stick, "--collector", "Ada", "--files", stick / "exports")
    assert not (stick / "found").exists()


def test_a_sealed_bundle_is_read_by_the_server_alone(stick: Path, asked: Asked, tmp_path: Path) -> None:
    key = made_key(tmp_path / "seal-key")
    (tmp_path / "seal.pem").write_text(public_text(key))
    run(stick, "--files", stick / "exports", "--sign", stick / "my.key", "--seal", tmp_path / "seal.pem")
    path = bundle_in(stick)
    assert path.suffix == ".sealed"
    assert b"inventory" not in path.read_bytes()
    plain = tmp_path / "plain.zip"
    plain.write_bytes(opened(path, loaded_key(tmp_path / "seal-key")))
    assert judged(plain).standing is Standing.KNOWN
    before = path.read_bytes()
    run(stick, "--files", stick / "exports", "--sign", stick / "my.key", "--seal", tmp_path / "seal.pem")
    assert path.read_bytes() == before
    with pytest.raises(SourceError, match="another key"):
        opened(path, made_key(tmp_path / "theirs"))


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (scope_of(TEXT.replace("expires = 2026-12-26", "expires = 2026-11-27")), "has expired"),
        (scope_of(key=COLLECTOR), "nobody known"),
        (scope_of().replace(b"/24", b"/8"), "altered"),
    ],
)
def test_without_a_scope_that_holds_nothing_is_asked_and_nothing_written(
    scope: bytes, why: str, stick: Path, asked: Asked
) -> None:
    (stick / "scope.txt").write_bytes(scope)
    with pytest.raises(ScopeError, match=why):
        run(stick, "10.0.0.0/24", "--collector", "Ada")
    assert (asked, (stick / "found").exists()) == ([], False)


def test_a_folder_holds_one_collection(stick: Path, asked: Asked) -> None:
    run(stick, "10.0.0.0/24", "--collector", "Ada")
    for given in (("10.0.0.0/25", "--collector", "Ada"), ("10.0.0.0/24", "--collector", "Bea")):
        with pytest.raises(UsageError, match="another collection"):
            run(stick, *given)
    with pytest.raises(UsageError, match="another bundle"):
        run(stick, "10.0.0.0/24", "--collector", "Ada", "--files", stick / "exports")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("10.0.0.0/24",), "who collects"),
        (("--collector", "Ada"), "what is collected"),
        (("--files", "exports", "--site", "depot", "--collector", "Ada"), "no site of the scope"),
    ],
)
def test_what_is_missing_is_said(given: tuple[str, ...], why: str, stick: Path, asked: Asked) -> None:
    told = [str(stick / "exports") if one == "exports" else one for one in given]
    with pytest.raises(UsageError, match=why):
        run(stick, *told)


def test_a_dry_run_leaves_nothing(stick: Path, asked: Asked) -> None:
    run(stick, "10.0.0.0/24", "--collector", "Ada", "--dry-run")
    assert (len(asked), "--dry-run" in asked[0], (stick / "found").exists()) == (1, True, False)


def test_the_state_of_a_collection_names_no_key_and_no_secret(stick: Path, asked: Asked) -> None:
    run(stick, "10.0.0.0/24", "--sign", stick / "my.key")
    said = json.loads((stick / "found" / "collection.json").read_text())
    assert said.keys() == {"scope", "collector", "ranges", "begun", "ended"}
