"""How often does each page ask the database, and never more often for fifty rows than for five?

The numbers stand in ``query_counts.toml``. Where one of them is meant to be another, have all written anew:

    PHASEOUT_UPDATE_QUERY_COUNTS=1 pytest tests/web/test_query_counts.py

and look at what became more.
"""

import os
import tomllib
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phaseout.web.frame.access import Role
from web.browsing import PAGES
from web.crowding import crowd
from web.examples import furnish

COUNTS = Path(__file__).parent / "query_counts.toml"
HEAD = """# How often each page asks the database, for somebody with every role: tests/web/test_query_counts.py compares,
# and says how this is written anew.
"""
COUNTING = frozenset(
    {"sites", "assets", "findings", "asset-findings", "search", "replacements", "replacements-to-take"}
)
"""Pages that count, by one query, what stands beyond their own rows: how many may be chosen, how many were found."""
ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.APPROVER, Role.AUDITOR)


def asked(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address, follow=True).status_code == 200
    return len(taken)


def test_every_page_asks_the_database_as_often_as_is_written_down_and_no_more_often_for_fifty_rows(
    world, client_of
):
    there = furnish(world.home)
    client = client_of(*ALL)
    crowd(there, 0, 5)
    few = {}
    for name, of in PAGES.items():
        asked(client, of(there))  # what is kept in memory is then there
        few[name] = asked(client, of(there))
    crowd(there, 5, 50)
    many = {name: asked(client, of(there)) for name, of in PAGES.items()}
    grown = {name: (few[name], many[name]) for name in PAGES if many[name] != few[name] + (name in COUNTING)}
    assert grown == {}, "page → queries for few rows and for many"
    if os.environ.get("PHASEOUT_UPDATE_QUERY_COUNTS"):
        COUNTS.write_text(HEAD + "".join(f"{name} = {number}\n" for name, number in few.items()), "utf-8")
    assert few == tomllib.loads(COUNTS.read_text("utf-8"))
