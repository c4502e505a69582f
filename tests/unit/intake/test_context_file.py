"""Is the context file understood as the contract says, and every fault in it named?"""

from pathlib import Path

import pytest

from phaseout.domain.problem import UsageError
from phaseout.intake.context_file import read_context

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
