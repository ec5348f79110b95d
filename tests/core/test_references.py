"""Rows that are named from elsewhere: shown to those who may see them, with one query for each kind."""

import pytest

from beneficiaries.models import Household
from kafkasder.core import references

from ..factories import make_household, make_person, make_user

pytestmark = pytest.mark.django_db


def test_a_card_is_for_those_who_may_see_its_row():
    mine, volunteer = make_household(), make_user("volunteer")
    Household.objects.filter(pk=mine.pk).update(assigned_to=volunteer)
    other, staff = make_household(), make_user("staff")
    assert references.card_for(staff, "household", other.pk).title == other.file_number
    assert references.card_for(volunteer, "household", mine.pk)
    assert references.card_for(volunteer, "household", other.pk) is None
    assert references.card_for(make_user(), "household", mine.pk) is None
    assert references.card_for(staff, "household", 10**9) is None
    assert references.card_for(staff, "of-a-room-that-is-gone", 1) is None


def test_cards_cost_one_query_for_each_kind(django_assert_num_queries):
    staff = make_user("staff")
    rows = [make_person(), make_person(), make_household(), make_household(head={})]
    pointers = [(references.key_of(row), row.pk) for row in rows]
    staff.has_perm("")
    with django_assert_num_queries(2):
        cards = references.cards_for(staff, pointers)
    assert [cards[each].url for each in pointers] == [row.get_absolute_url() for row in rows]


def test_rows_are_found_by_what_their_room_finds_them_by():
    person = make_person(first_name="Çiğdem")
    assert list(references.search(make_user("staff"), "person", "çiğ")) == [person]
    assert not references.search(make_user(), "person", "çiğ")


def test_a_row_that_no_room_registered_cannot_be_pointed_at():
    with pytest.raises(LookupError):
        references.key_of(make_user())
