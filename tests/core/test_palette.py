"""The palette asks the sources that the viewer may read, and finds pages and actions by itself."""

import pytest

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Item
from kafkasder.core.palette import Hit, Source
from kafkasder.core.registry import Registry

from .test_navigation import Viewer


@pytest.fixture(autouse=True)
def _registers(monkeypatch):
    monkeypatch.setattr(palette, "_sources", Registry())
    monkeypatch.setattr(navigation, "_menu", Registry())
    monkeypatch.setattr(navigation, "_quick_add", Registry())
    navigation.register(Item(label="İhtiyaç sahipleri", url_name="home", icon="home"))
    navigation.register_quick_add(Item(label="Yeni hane", url_name="search", icon="house"))


def people(number):
    return Source(
        key="people",
        label="Kişiler",
        verb="room.view",
        search=lambda user, text: (Hit(f"{text} {serial}", f"/kisiler/{serial}/") for serial in range(number)),
        list_name="beneficiaries:person_list",
    )


def titles(groups):
    return {str(group.label): [str(hit.title) for hit in group.hits] for group in groups}


def test_nothing_typed_shows_where_one_can_go():
    assert titles(palette.search(Viewer(), " ")) == {"Yeni kayıt": ["Yeni hane"], "Sayfalar": ["İhtiyaç sahipleri"]}


@pytest.mark.parametrize("text", ["ihtiyac", "IHTIYAÇ SAH", "sahip"])
def test_pages_are_found_by_folded_beginnings_of_words(text):
    assert titles(palette.search(Viewer(), text)) == {"Sayfalar": ["İhtiyaç sahipleri"]}


def test_a_source_is_asked_with_its_verb_only():
    palette.register(people(1))
    assert palette.search(Viewer(), "ayşe") == []
    assert titles(palette.search(Viewer("room.view"), "ayşe")) == {"Kişiler": ["ayşe 0"]}


def test_many_hits_lead_to_the_list():
    palette.register(people(palette.HITS_FOR_A_SOURCE + 1))
    [group] = palette.search(Viewer("room.view"), "ayşe")
    assert len(group.hits) == palette.HITS_FOR_A_SOURCE
    assert group.more_url == "/kisiler/?q=ay%C5%9Fe"


def test_few_hits_need_no_list():
    palette.register(people(palette.HITS_FOR_A_SOURCE))
    [group] = palette.search(Viewer("room.view"), "ayşe")
    assert group.more_url == ""


def test_a_personal_number_gets_into_no_address():
    palette.register(people(palette.ENOUGH))
    [group] = palette.search(Viewer("room.view"), "0532 123 45 67")
    assert group.more_url == ""
