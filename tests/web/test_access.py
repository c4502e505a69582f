"""Does a role reach its branch, what is below it, and nothing beside it?"""

import pytest
from django.core.exceptions import PermissionDenied

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import PERMITS, Permission, Role


def test_a_role_holds_in_its_branch_and_below_and_not_above_or_beside(world, access_with):
    keeper = access_with(Role.ADMINISTRATOR)
    region = add_branch(keeper, world.home, name_en="Region", name_fr="Région")
    # What somebody may do is read once for each request: a new branch is in the next one's reach.
    keeper = access_with(Role.ADMINISTRATOR)
    office = add_branch(keeper, region, name_en="Office", name_fr="Bureau")
    beside = add_branch(keeper, world.home, name_en="Beside", name_fr="À côté")
    reader = access_with(Role.READER, at=region)
    assert reader.within(Permission.READ) == {region.pk, office.pk}
    assert not reader.may(Permission.READ, beside.pk)
    assert not reader.may(Permission.READ, world.home.pk)


def test_a_branch_whose_number_begins_alike_is_another_branch(world, access_with):
    region = Organisation(pk=91, parent=world.home, path=f"{world.home.path}91/", name_en="A")
    alike = Organisation(pk=912, parent=world.home, path=f"{world.home.path}912/", name_en="B")
    region.save(force_insert=True)
    alike.save(force_insert=True)
    assert access_with(Role.READER, at=region).within(Permission.READ) == {91}


def test_rows_are_seen_by_those_in_reach_alone(world, access_with):
    Site(organisation=world.home, ref="hq", name_en="Headquarters").save()
    assert Site.objects.visible_to(access_with(Role.READER)).count() == 1
    assert Site.objects.visible_to(access_with(Role.READER, at=world.foreign)).count() == 0


def test_rows_are_never_listed_without_an_asker(world):
    with pytest.raises(TypeError, match="say who asks"):
        Site.objects.all()


@pytest.mark.parametrize("role", [role for role in Role if Permission.KEEP_ESTATE not in PERMITS[role]])
def test_who_may_not_keep_the_estate_adds_no_branch(world, access_with, role):
    with pytest.raises(PermissionDenied):
        add_branch(access_with(role), world.home, name_en="Branch", name_fr="")
    assert Organisation.everything.count() == 2


def test_nobody_both_proposes_and_decides_by_one_role():
    assert not any({Permission.ASSESS, Permission.DECIDE} <= permits for permits in PERMITS.values())
