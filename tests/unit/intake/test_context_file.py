"""Is the context file understood as the contract says, and every fault in it named?"""

from pathlib import Path

import pytest

from phaseout.domain.facts import Context
from phaseout.domain.problem import UsageError
from phaseout.domain.tie import Tie, TieKind
from phaseout.intake.context_file import read_context as read

WORDS = {
    fact: {word: word for word in words}
    for fact, words in {
        "role": ("ca/municipality", "us/grant-subrecipient"),
        "purpose": ("government-facility-security", "public-safety"),
        "network": ("enterprise",),
        "class": ("uk-sensitive",),
        "owner": ("self", "landlord"),
        "item": ("ear-subject", "not-ear-subject"),
    }.items()
}


def read_context(path: Path) -> Context:
    return read(path, WORDS)


CONTRACT = """
[organisation]
name = "Example City"
country = "CA"
roles = ["ca/municipality", "us/grant-subrecipient"]
[use]
purpose = ["government-facility-security"]
network = "enterprise"
[[site]]
id = "city-hall"
match = { source = "city-hall/*", ip = ["10.20.0.0/16"] }
purpose = ["public-safety"]
class = ["uk-sensitive"]
owner = "landlord"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "context.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_contracts_example_is_read_whole(tmp_path: Path) -> None:
    context = read_context(written(tmp_path, CONTRACT))
    assert context.roles == ("ca/municipality", "us/grant-subrecipient")
    assert context.use == {"purpose": ("government-facility-security",), "network": ("enterprise",)}
    (site,) = context.sites
    assert (site.sources, site.networks) == (("city-hall/*",), ("10.20.0.0/16",))
    assert site.facts == {"purpose": ("public-safety",), "class": ("uk-sensitive",), "owner": ("landlord",)}


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = '[organisation]\nroles = 3\n[uses]\n[[site]]\nmatch = {ip = ["10.0.0.0/99"]}\npurpos = ["x"]\n'
    with pytest.raises(UsageError) as caught:
        read_context(written(tmp_path, text))
    for part in ("organisation.roles", "'uses'", "has no id", "10.0.0.0/99", "'purpos'"):
        assert part in caught.value.diagnosis()


def test_what_is_no_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 1"):
        read_context(written(tmp_path, "roles = nope"))


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_context(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("written_as", "names"),
    [
        ('"Bank of Canada"', ("Bank of Canada",)),
        ('["Banque du Canada", "SCC"]', ("Banque du Canada", "SCC")),
    ],
)
def test_an_institution_is_kept_as_written_until_it_is_looked_up(
    tmp_path: Path, written_as: str, names: tuple[str, ...]
) -> None:
    context = read_context(written(tmp_path, f"[organisation]\ninstitution = {written_as}\n"))
    assert (context.named, context.institutions, context.every_role) == (names, (), ())


def test_an_institution_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"organisation\.institution must be text"):
        read_context(written(tmp_path, "[organisation]\ninstitution = 7\n"))


def test_days_countries_blanks_and_sites_named_twice_are_all_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "context.toml"
    path.write_text(
        '[use]\norigin = ["China", ""]\nlease-end = "2023-02-30"\n'
        '[[site]]\nid = "a"\nowner = "landlord"\n[[site]]\nid = "a"\nowner = "self"\n[[site]]\nid = ""\n'
    )
    with pytest.raises(UsageError) as raised:
        read_context(path)
    said = raised.value.diagnosis()
    for part in (
        "'China' is no country",
        "origin is empty",
        "'2023-02-30' is no date",
        "'a' stands twice",
        "has no id",
    ):
        assert part in said


def test_a_day_may_be_written_without_quotes_or_be_a_month(tmp_path: Path) -> None:
    path = tmp_path / "context.toml"
    path.write_bytes(
        b"\xef\xbb\xbf[use]\nlease-end = 2027-03-31\n[[site]]\nid = 'a'\nlease-end = '2028-06'\n"
    )
    context = read_context(path)
    assert context.use["lease-end"] == ("2027-03-31",)
    assert context.sites[0].facts["lease-end"] == ("2028-06",)


@pytest.mark.parametrize("text", ["organisation = " + "1" * 5000, "organisation = " + "[" * 5000])
def test_what_the_parser_cannot_stand_is_a_diagnosis(tmp_path: Path, text: str) -> None:
    path = tmp_path / "context.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match="cannot be read"):
        read_context(path)


def test_a_word_that_the_register_does_not_know_is_refused_at_its_line(tmp_path: Path) -> None:
    text = (
        '[organisation]\nroles = ["ca/municipalty"]\n[use]\nitem = ["ear-subject",\n"n/a"]\nowner = "slef"\n'
    )
    with pytest.raises(UsageError) as raised:
        read_context(written(tmp_path, text))
    said = raised.value.diagnosis()
    for part in (
        "context.toml:2: organisation.roles 'ca/municipalty' is no word this register knows; perhaps ca/municipality",
        "context.toml:5: [use]: item 'n/a' is no word this register knows; known are ear-subject, not-ear-subject",
        "context.toml:6: [use]: owner 'slef' is no word this register knows; perhaps self; known are self, landlord",
    ):
        assert part in said, part


def test_a_word_in_capitals_is_the_word(tmp_path: Path) -> None:
    assert read_context(written(tmp_path, '[use]\nowner = " Self "')).use == {"owner": ("self",)}


def test_what_is_one_thing_and_what_is_not_is_read_with_its_reason(tmp_path: Path) -> None:
    text = (
        '[[join]]\nkeys = ["44:19:b6:00:00:01", "10.20.0.17"]\nwhy = "new network card"\n'
        '[[keep-apart]]\nkeys = "10.20.0.9"\nsite = "hall"\n'
    )
    assert read_context(written(tmp_path, text)).ties == (
        Tie(kind=TieKind.JOIN, keys=("44:19:b6:00:00:01", "10.20.0.17"), why="new network card"),
        Tie(kind=TieKind.KEEP_APART, keys=("10.20.0.9",), site="hall"),
    )


def test_a_tie_that_ties_nothing_is_refused_at_its_line(tmp_path: Path) -> None:
    text = '[[join]]\nkeys = ["10.0.0.1", "10.0.0.1"]\n[[keep-apart]]\nkey = "10.0.0.9"\n[[join]]\nkeys = 7\n'
    with pytest.raises(UsageError) as raised:
        read_context(written(tmp_path, text))
    said = raised.value.diagnosis()
    for part in (
        "context.toml:2: [[join]] number 1: keys must name two keys",
        "context.toml:4: [[keep-apart]] number 1 has 'key'; known are keys, site, why",
        "context.toml:3: [[keep-apart]] number 1: keys must name a key",
        "context.toml:6: [[join]] number 2: keys must be text or a list of texts",
    ):
        assert part in said, said
