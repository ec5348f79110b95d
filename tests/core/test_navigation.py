"""The side navigation and the quick-add menu show what exists and what the viewer may open."""

import pytest

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item, menu_for, quick_add_for
from kafkasder.core.registry import Registry


class Viewer:
    def __init__(self, *verbs):
        self.verbs = verbs

    def has_perm(self, perm, obj=None, /):
        return perm in self.verbs


@pytest.fixture(autouse=True)
def _empty_registers(monkeypatch):
    monkeypatch.setattr(navigation, "_menu", Registry())
    monkeypatch.setattr(navigation, "_quick_add", Registry())


def labels(sections):
    return {section.area: [link.label for link in section.links] for section in sections}


def test_areas_keep_their_order_and_items_theirs():
    navigation.register(
        Item(label="Arama", url_name="search", icon="search", area=Area.ADMINISTRATION),
        Item(label="Tercihler", url_name="preferences", icon="sun", order=2),
        Item(label="Genel bakış", url_name="home", icon="home", order=1),
    )
    assert labels(menu_for(Viewer())) == {
        Area.OVERVIEW: ["Genel bakış", "Tercihler"],
        Area.ADMINISTRATION: ["Arama"],
    }


def test_an_item_needs_its_verb():
    navigation.register(Item(label="Haneler", url_name="search", icon="house", verb="room.view"))
    assert menu_for(Viewer()) == []
    assert labels(menu_for(Viewer("room.view"))) == {Area.OVERVIEW: ["Haneler"]}


def test_an_item_without_a_page_is_not_shown():
    navigation.register(Item(label="Bağışlar", url_name="donations:nowhere", icon="coins"))
    assert menu_for(Viewer()) == []


def test_the_same_item_is_refused_a_second_time():
    item = Item(label="Arama", url_name="search", icon="search")
    navigation.register(item)
    with pytest.raises(ValueError, match="registered twice"):
        navigation.register(item)


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", ["Genel bakış"]), ("/ara/", ["Arama"]), ("/ara/17/duzenle/", ["Arama"]), ("/baska/", [])],
)
def test_the_longest_address_that_holds_the_page_is_current(path, current):
    navigation.register(
        Item(label="Genel bakış", url_name="home", icon="home"),
        Item(label="Arama", url_name="search", icon="search"),
    )
    links = [link for section in menu_for(Viewer(), path) for link in section.links]
    assert [link.label for link in links if link.current] == current


def test_quick_add_asks_verbs_too():
    navigation.register_quick_add(Item(label="Hane", url_name="search", icon="house", verb="room.add"))
    assert quick_add_for(Viewer()) == []
    assert [link.url for link in quick_add_for(Viewer("room.add"))] == ["/ara/"]
