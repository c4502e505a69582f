"""Does a kept list show its reader what they may see of it, and is nobody's change lost?"""

import pytest
from django.core.exceptions import PermissionDenied

from phaseout.web.desk.models import KeptList
from phaseout.web.desk.services import ListFacts, change_list, keep_list
from phaseout.web.estate.models import Site
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.queries import access_of


@pytest.fixture
def sites(world, access_with) -> None:
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    for organisation, ref, tier in ((world.home, "a", 1), (world.home, "b", 2), (region, "c", 1)):
        Site(organisation=organisation, ref=ref, name_en=ref, tier=tier).save()


def refs(answer) -> list[str]:
    return [one.record.ref for one in answer.context["table"].rows]


def test_a_list_is_kept_from_its_page_under_an_address_of_its_own(sites, world, client_of):
    client = client_of(Role.READER)
    page = client.get("/sites/?tier=1&sort=-ref&column=ref&owner=&page=1").content.decode()
    keep = "/saved/add/?list=sites&tier=1&sort=-ref&column=ref"
    assert keep.replace("&", "&amp;") in page
    answer = client.post(keep, {"name": "First tier"})
    kept = KeptList.everything.get()
    assert answer.headers["Location"] == f"/sites/?tier=1&sort=-ref&column=ref&saved={kept.pk}"
    opened = client.get(f"/saved/{kept.pk}", follow=True)
    assert refs(opened) == ["c", "a"]
    assert [column.name for column in opened.context["table"].columns] == ["ref"]
    assert "Rename, share or remove it" in opened.content.decode()
    changed = client.get(f"/sites/?tier=2&saved={kept.pk}").content.decode()
    assert f'href="/saved/{kept.pk}/edit/?tier=2"' in changed
    given = {"name": "Second tier", "query": "tier=2", "version": 1}
    client.post(f"/saved/{kept.pk}/edit/?tier=2", given)
    assert refs(client.get(f"/saved/{kept.pk}", follow=True)) == ["b"]
    assert client_of(Role.ADMINISTRATOR).get(f"/saved/{kept.pk}").status_code == 404
    odd = {"name": "n", "query": "tier=2\r\nX: y&saved=9&format=csv#", "version": 2}
    client.post(f"/saved/{kept.pk}/edit/", odd)
    assert KeptList.everything.get().query == "tier=2%0D%0AX%3A+y"


def test_who_reaches_less_sees_less_of_a_shared_list_and_who_reaches_nothing_none(
    sites, world, access_with, client_of
):
    region = world.home.branches.get()
    facts = ListFacts(name="ours", query=f"tier=1&organisation={world.home.pk}", organisation=region)
    kept = keep_list(access_with(Role.ANALYST), "sites", facts)
    address = f"/saved/{kept.pk}"
    assert refs(client_of(Role.READER).get(address, follow=True)) == ["a", "c"]
    assert refs(client_of(Role.READER, at=region).get(address, follow=True)) == ["c"]
    KeptList.everything.update(query=f"tier=1&organisation={world.foreign.pk}")
    assert (
        refs(client_of(Role.READER).get(address, follow=True)) == []
    )  # such a filter is none, and finds nothing
    narrow = client_of(Role.READER, at=region)
    assert refs(narrow.get(address, follow=True)) == [], "nor for who has nothing to choose from"
    assert narrow.get("/sites/", {"organisation": world.foreign.pk, "format": "csv"}).status_code == 404
    assert client_of(Role.ADMINISTRATOR, at=world.foreign).get(address).status_code == 404
    assert "ours" in client_of(Role.READER, at=region).get("/sites/").content.decode()


def test_a_kept_list_opens_no_list_that_its_reader_may_not_open(world, access_with, client_of):
    facts = ListFacts(name="folk", query="role=reader", organisation=world.home)
    kept = keep_list(access_with(Role.ADMINISTRATOR), "people", facts)
    reader = client_of(Role.READER)
    assert reader.get(f"/saved/{kept.pk}", follow=True).status_code == 403
    assert "folk" not in reader.get("/saved/").content.decode()
    assert "folk" in client_of(Role.ADMINISTRATOR).get("/saved/").content.decode()
    with pytest.raises(KeyError):
        keep_list(access_with(Role.ADMINISTRATOR), "account_logout", facts)


def test_who_only_reads_shares_nothing_and_what_is_shared_is_noted(world, access_with):
    shared = ListFacts(name="n", query="", organisation=world.home)
    with pytest.raises(PermissionDenied):
        keep_list(access_with(Role.READER), "sites", shared)
    with pytest.raises(PermissionDenied):
        keep_list(access_with(Role.ANALYST, at=world.foreign), "sites", shared)
    analyst = access_with(Role.ANALYST)
    kept = change_list(analyst, keep_list(analyst, "sites", shared), 1, ListFacts(name="n", query=""))
    assert [one.what for one in Event.everything.all()] == ["list-unshared", "list-shared"]
    with pytest.raises(PermissionDenied):
        change_list(access_with(Role.ADMINISTRATOR), kept, 2, shared)


def test_of_two_who_change_one_list_the_second_is_told(world, person_with, client_of):
    person = person_with(Role.ANALYST)
    kept = keep_list(access_of(person), "sites", ListFacts(name="n", query="tier=1", organisation=world.home))
    keeper = client_of(Role.ADMINISTRATOR)  # who keeps people there takes care of what others left
    own = client_of()
    own.force_login(person)
    address, given = f"/saved/{kept.pk}/edit/", {"query": "tier=1", "version": 1}
    assert keeper.post(address, {**given, "name": "theirs", "organisation": world.home.pk}).status_code == 302
    clash = own.post(address, {**given, "name": "mine", "organisation": world.home.pk})
    assert clash.status_code == 409
    assert "theirs" in clash.content.decode()
    assert own.post(f"/saved/{kept.pk}/remove/", {"version": 1}).status_code == 409
    with pytest.raises(ChangedMeanwhileError):
        change_list(access_of(person), kept, 1, ListFacts(name="n", query=""))
    assert own.post(f"/saved/{kept.pk}/remove/", {"version": 2}).status_code == 302
    assert not KeptList.everything.exists()


def test_somebody_elses_list_is_neither_changed_nor_removed(world, access_with, client_of):
    facts = ListFacts(name="n", query="", organisation=world.home)
    kept = keep_list(access_with(Role.ANALYST), "sites", facts)
    other = client_of(Role.APPROVER)
    assert other.get(f"/saved/{kept.pk}/edit/").headers["Location"] == "/saved/"
    assert other.post(f"/saved/{kept.pk}/remove/", {"version": 1}).headers["Location"] == "/saved/"
    assert KeptList.everything.exists()
