"""What rooms show on each other's pages: in order, by verbs, once."""

from typing import Any

import pytest

from kafkasder.core.sections import PageRegister, Section


class Somebody:
    """A viewer who is known by verbs alone."""

    def __init__(self, *verbs: str) -> None:
        self.verbs = verbs

    def has_perm(self, perm: str, obj: Any = None, /) -> bool:
        return perm in self.verbs


def a_section(key: str, **fields: Any) -> Section:
    return Section(**{"page": "household", "key": key, "context": lambda viewer, row: {}, "template": ""} | fields)


def test_a_page_has_its_own_things_in_order_for_those_who_have_the_verbs() -> None:
    register = PageRegister[Section]()
    for section in (
        a_section("later", order=30),
        a_section("guarded", order=20, verb="aid.view"),
        a_section("sooner", order=10),
        a_section("elsewhere", page="person"),
    ):
        register.add(section)
    assert [each.key for each in register.on("household", Somebody("aid.view"))] == ["sooner", "guarded", "later"]
    assert [each.key for each in register.on("household", Somebody())] == ["sooner", "later"]


def test_a_key_is_told_once_on_each_page() -> None:
    register = PageRegister[Section]()
    register.add(a_section("aid"))
    register.add(a_section("aid", page="person"))
    with pytest.raises(ValueError, match="twice"):
        register.add(a_section("aid"))


def test_a_page_is_alike_for_those_for_whom_all_that_they_see_of_it_is() -> None:
    register = PageRegister[Section]()
    register.add(a_section("own", verb="aid.view", alike=lambda viewer: viewer.has_perm("aid.view_all")))
    assert register.alike("household", Somebody())
    assert not register.alike("household", Somebody("aid.view"))
    assert register.alike("household", Somebody("aid.view", "aid.view_all"))
