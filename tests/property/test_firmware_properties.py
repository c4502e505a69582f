"""Is the order of versions one, and does a new fact settle an answer without turning it over?"""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.cite import Text
from phaseout.domain.firmware import Dialect, Firmware, read_firmware
from phaseout.domain.truth import Truth
from phaseout.domain.vulnerability import Listed, Verdict, Vulnerability

DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2026, 12, 31))
NUMBERS = st.tuples(*(st.integers(0, 3) for _ in range(3)))
NUMBERED = st.builds(Firmware, dialect=st.just(Dialect.HIKVISION), numbers=NUMBERS, built=st.none() | DAYS)
ANY = st.builds(
    Firmware, dialect=st.sampled_from(Dialect), numbers=st.none() | NUMBERS, built=st.none() | DAYS
)
BOUND = NUMBERED | st.builds(Firmware, dialect=st.just(Dialect.HIKVISION), built=DAYS)
"""What is published: a number, a number with its day, or a day alone."""
OWN = st.booleans()
DOUBTED = (
    Verdict.CONTRADICTED, Verdict.BETWEEN, Verdict.YOUNGER, Verdict.OLDER, Verdict.PERHAPS_LISTED, Verdict.MODEL_OF_ANOTHER,
)  # fmt: skip
"""What a day of building that speaks against the number makes of a settled answer."""
MODELS = st.sampled_from(["DS-2CD2532F-IWS", "DS-2CD2386G2-IU", "CMIP9422"])


def written(version: Firmware) -> str:
    """Write a version as Hikvision does."""
    numbers = ".".join(map(str, version.numbers or ()))
    build = f"build {version.built:%y%m%d}" if version.built else ""
    return f"{'V' if numbers else ''}{numbers} {build}".strip()


@st.composite
def vulnerabilities(draw: st.DrawFn) -> Vulnerability:
    bounds = [written(draw(BOUND)) for _ in range(4)]
    until, before = draw(st.sampled_from([(bounds[1], None), (None, bounds[1])]))
    return Vulnerability(
        id="cve-2017-7921", title=Text(en="A hole."), platform="hikvision", kinds=("camera",),
        listed=(
            Listed(
                designations=("DS-2CD2xx2F-I",),
                since=draw(st.none() | st.just(bounds[0])),
                until=until,
                before=before,
                clear_from=draw(st.none() | st.just(bounds[3])),
            ),
        ),
        is_whole=draw(st.booleans()),
        fixed=draw(st.none() | st.just(bounds[2])),
    )  # fmt: skip


@given(NUMBERED)
def test_a_version_says_what_was_written(version: Firmware) -> None:
    assert read_firmware(written(version), Dialect.HIKVISION) == version


@given(ANY, ANY)
def test_of_two_versions_at_most_one_is_the_older(one: Firmware, other: Firmware) -> None:
    assert one.is_older_than(one) is not Truth.YES
    assert not (one.is_older_than(other) is Truth.YES and other.is_older_than(one) is Truth.YES)
    if one.is_older_than(other) is Truth.YES:
        assert other.is_older_than(one) is Truth.NO
        assert one.is_newer_than(other) is Truth.NO


@given(NUMBERED, NUMBERED, NUMBERED)
def test_what_is_older_than_an_older_version_is_older(one: Firmware, two: Firmware, three: Firmware) -> None:
    if one.is_older_than(two) is Truth.YES and two.is_older_than(three) is Truth.YES:
        assert one.is_older_than(three) is Truth.YES


@given(ANY, st.text(max_size=40))
def test_what_cannot_be_read_is_neither_older_nor_newer(one: Firmware, text: str) -> None:
    version = read_firmware(text, one.dialect)
    if not version.is_known:
        assert version.is_older_than(one) is version.is_newer_than(one) is Truth.UNKNOWN


@given(vulnerabilities(), MODELS, NUMBERS, DAYS, OWN)
def test_more_of_the_firmware_settles_or_contradicts_and_never_turns_over(
    hole: Vulnerability, model: str, numbers: tuple[int, int, int], built: date, own: bool
) -> None:
    bare = Firmware(dialect=Dialect.HIKVISION, numbers=numbers)
    whole = Firmware(dialect=Dialect.HIKVISION, numbers=numbers, built=built)
    steps = [
        hole.of(model, versions, is_own=own).verdict for versions in ((), (written(bare),), (written(whole),))
    ]
    for before, after in pairwise(steps):
        assert {before.truth, after.truth} != {Truth.YES, Truth.NO}
        assert before.truth in (Truth.UNKNOWN, after.truth) or after in DOUBTED


@given(vulnerabilities(), MODELS, NUMBERED, NUMBERED, OWN)
def test_raising_a_version_never_turns_a_no_into_a_yes(
    hole: Vulnerability, model: str, one: Firmware, other: Firmware, own: bool
) -> None:
    low, high = sorted((one, other), key=lambda version: version.numbers or ())
    if low.built and (high.built is None or low.built > high.built):
        # What is known of the one is not unknown of the other, and no later version was built before.
        high = replace(high, built=low.built)
    answers = [hole.of(model, (written(version),), is_own=own).verdict.truth for version in (low, high)]
    assert answers != [Truth.NO, Truth.YES]


@given(vulnerabilities(), MODELS, NUMBERED, OWN)
def test_nothing_between_the_last_affected_and_the_first_mended_is_clear(
    hole: Vulnerability, model: str, version: Firmware, own: bool
) -> None:
    (entry,) = hole.listed
    mended = [bound for bound in (entry.clear_from or entry.before, hole.fixed) if bound]
    reached = [version.is_older_than(read_firmware(bound, Dialect.HIKVISION)) for bound in mended]
    if model == "DS-2CD2532F-IWS" and Truth.NO not in reached:
        assert hole.of(model, (written(version),), is_own=own).verdict.truth is not Truth.NO


@given(vulnerabilities(), NUMBERED, OWN)
def test_a_known_model_settles_and_never_turns_over(
    hole: Vulnerability, version: Firmware, own: bool
) -> None:
    without = hole.of(None, (written(version),), is_own=False).verdict.truth
    for model in ("DS-2CD2532F-IWS", "CMIP9422"):
        known = hole.of(model, (written(version),), is_own=own).verdict.truth
        assert without is Truth.UNKNOWN or without is known


@given(vulnerabilities(), MODELS, st.text(max_size=30), OWN)
def test_firmware_nobody_can_read_never_says_that_a_listed_model_is_affected_or_not(
    hole: Vulnerability, model: str, text: str, own: bool
) -> None:
    if not read_firmware(text, Dialect.HIKVISION).is_known and model == "DS-2CD2532F-IWS":
        assert hole.of(model, (text,), is_own=own).verdict.truth is Truth.UNKNOWN
