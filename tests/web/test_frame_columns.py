"""Does a list show somebody the columns they chose, from then on or once?"""

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
    assert "Show me these columns from now on" in client.get(once).content.decode()
    chosen = {"list": "sites", "column": ["ref", "custodian", "no-such"], "next": once}
    assert client.post("/columns/", chosen).headers["Location"] == once
    assert shown(client) == ["ref", "custodian"]
    assert shown(client, "/sites/?column=name") == ["name"]
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
