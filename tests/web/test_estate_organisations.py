"""Is the tree of organisations shown, kept, and taken for what it is in law?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.queries import described_tree, roles_of
from phaseout.web.estate.services import add_branch, change_organisation
from phaseout.web.frame.access import Role
from phaseout.web.frame.versioned import ChangedMeanwhileError


@pytest.fixture
def region(world, access_with):
    return add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="Région")


def test_a_branch_is_in_law_what_stands_above_it_until_somebody_says_otherwise(world, region, access_with):
    assert roles_of(region) == ("ca/federal-department",)
    keeper = access_with(Role.ADMINISTRATOR)
    change_organisation(keeper, region, 1, names=("Region", ""), roles=["ca/crown-corporation"])
    region.refresh_from_db()
    assert roles_of(region) == ("ca/crown-corporation",)
    assert roles_of(world.home) == ("ca/federal-department",)


def test_roles_come_from_the_nearest_that_has_any(world, region, access_with):
    keeper = access_with(Role.ADMINISTRATOR)
    change_organisation(keeper, region, 1, names=("Region", ""), roles=["ca/municipality"])
    office = add_branch(keeper, region, name_en="Office", name_fr="")
    assert roles_of(office) == ("ca/municipality",)


def test_where_nobody_said_anything_there_are_no_roles(access_with, world):
    alone = Organisation(name_en="Alone", path="/77/", pk=77)
    alone.save(force_insert=True)
    assert roles_of(alone) == ()


def test_the_tree_is_ordered_by_name_and_each_stands_below_its_own(world, region, access_with):
    keeper = access_with(Role.ADMINISTRATOR)
    add_branch(keeper, world.home, name_en="École", name_fr="")
    add_branch(access_with(Role.ADMINISTRATOR), region, name_en="Zone office", name_fr="")
    add_branch(keeper, world.home, name_en="fleet", name_fr="")
    seen = [(one.organisation.name, one.depth) for one in described_tree(access_with(Role.READER))]
    assert seen == [("Example Department", 0), ("École", 1), ("fleet", 1), ("Region", 1), ("Zone office", 2)]


def test_who_reads_a_branch_alone_sees_it_uppermost_with_its_inherited_roles(world, region, access_with):
    (only,) = described_tree(access_with(Role.READER, at=region))
    assert (only.organisation, only.depth) == (region, 0)
    assert only.roles == ("ca/federal-department",)
    assert only.are_inherited
    assert not only.may_keep


def test_the_page_says_what_each_is_in_law_in_both_languages(world, region, client_of):
    client = client_of(Role.ADMINISTRATOR)
    page = client.get(reverse("organisations")).content.decode()
    assert "Federal department (Canada)" in page
    assert "(as above)" in page
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    page = client.get(reverse("organisations")).content.decode()
    assert "Ministère fédéral (Canada)" in page
    assert "Région" in page


def test_a_branch_is_added_by_its_page(world, client_of):
    client = client_of(Role.ADMINISTRATOR)
    address = reverse("organisation-add", kwargs={"pk": world.home.pk})
    answer = client.post(address, {"name_en": "", "name_fr": "Direction", "roles": ["ca/municipality"]})
    assert answer.headers["Location"] == reverse("organisations")
    branch = Organisation.everything.get(name_fr="Direction")
    assert branch.parent == world.home
    assert branch.roles == ["ca/municipality"]


def test_a_branch_without_any_name_is_refused_beside_the_field(world, client_of):
    address = reverse("organisation-add", kwargs={"pk": world.home.pk})
    answer = client_of(Role.ADMINISTRATOR).post(address, {"name_en": "", "name_fr": ""})
    assert answer.status_code == 400
    assert 'id="id_name_en_error"' in answer.content.decode()


def test_of_two_who_rename_at_once_the_second_is_shown_both_names(world, region, client_of):
    client = client_of(Role.ADMINISTRATOR)
    address = reverse("organisation", kwargs={"pk": region.pk})
    first = {"name_en": "West", "name_fr": "", "version": "1"}
    assert client.post(address, first).status_code == 302
    answer = client.post(address, {"name_en": "East", "name_fr": "", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>East</td><td>West</td>" in page
    region.refresh_from_db()
    assert region.name_en == "West"
    # What came back carries the newer version: to save it now is to know what one replaces.
    assert '<input type="hidden" name="version" value="2"' in page


def test_a_change_of_an_older_version_changes_nothing(world, region, access_with):
    keeper = access_with(Role.ADMINISTRATOR)
    with pytest.raises(ChangedMeanwhileError):
        change_organisation(keeper, region, 7, names=("X", ""), roles=[])
    region.refresh_from_db()
    assert (region.name_en, region.version) == ("Region", 1)


def test_who_keeps_a_branch_keeps_not_what_is_above_it(world, region, access_with, client_of):
    with pytest.raises(PermissionDenied):
        change_organisation(access_with(Role.ANALYST, at=region), world.home, 1, names=("X", ""), roles=[])
    client = client_of(Role.ANALYST, at=region)
    assert client.get(reverse("organisation", kwargs={"pk": world.home.pk})).status_code == 404
