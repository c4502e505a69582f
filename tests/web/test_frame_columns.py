"""Does a list show somebody the columns they chose, from then on or once?"""

import pytest

from phaseout.web.frame.access import Role
from phaseout.web.frame.models import KeptColumns


def shown(client, address: str = "/sites/") -> list[str]:
    return [column.name for column in client.get(address).context["table"].columns]


def test_columns_that_somebody_keeps_are_theirs_alone_and_give_way_to_those_of_an_address(world, client_of):
    client, other = client_of(Role.READER), client_of(Role.READER)
    usual = shown(client)
    once = "/sites/?column=ref&column=custodian"
    assert shown(client, once) == ["ref", "custodian"]
    assert shown(client) == usual
    assert "custodian" not in usual
    assert "Show me these columns from now on" in client.get(once).content.decode()
    chosen = {"list": "sites", "column": ["ref", "custodian", "no_such"], "next": once}
    assert client.post("/columns/", chosen).headers["Location"] == once
    assert shown(client) == ["ref", "custodian"]
    assert shown(client, "/sites/?column=name") == ["name"]
    assert "Show me the usual columns again" not in client.get("/sites/?column=name").content.decode()
    assert shown(other) == usual
    page = client.get("/sites/").content.decode()
    assert "Show me the usual columns again" in page
    assert "from now on" not in page
    client.post("/columns/", {"list": "sites", "next": "/sites/"})
    assert shown(client) == usual
    assert not KeptColumns.everything.exists()


def test_columns_that_a_list_has_no_more_leave_it_as_it_is_and_nobody_is_led_away(world, client_of):
    client = client_of(Role.READER)
    usual = shown(client)
    chosen = {"list": "sites", "column": ["gone"], "next": "https://evil.example/"}
    assert client.post("/columns/", chosen).headers["Location"] == "/"
    assert shown(client) == usual


@pytest.mark.parametrize(
    "chosen",
    [{"list": "no such list", "column": ["ref"]}, {"list": "sites", "column": ["password: hik12345"]},
     {"list": "sites", "column": ["a" * 61]}, {"list": "", "column": ["ref"]}],
)  # fmt: skip
def test_columns_of_no_list_and_what_is_no_name_of_one_are_not_kept(chosen, world, client_of):
    assert client_of(Role.READER).post("/columns/", chosen).status_code == 302
    assert not KeptColumns.everything.exists()
