"""What an update must not take from somebody who is busy: focus, caret, typed words, open menus, a choice."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from tests.factories import make_user


@pytest.fixture
def groups(transactional_db: None) -> list[Group]:
    return [Group.objects.create(name=name) for name in ("gam", "gem", "gim")]


@pytest.fixture
def desk(browse, groups: list[Group]) -> Page:
    page = browse(make_user("admin"))
    page.goto("/tezgah/")
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    page.evaluate("window.neverLeft = true")
    return page


def rename(group: Group, name: str) -> None:
    group.name = name
    group.save()


def row(page: Page, group: Group, inside: str = ""):
    return page.locator(f"#row-{group.pk} {inside}")


def test_a_focused_field_keeps_its_words_and_caret_while_its_row_changes(desk, groups):
    field = row(desk, groups[1], "input[name]")
    field.fill("yarım kalan")
    field.evaluate("field => field.setSelectionRange(2, 5)")
    rename(groups[1], "gemi")
    expect(row(desk, groups[1], ".name")).to_have_text("gemi")
    expect(field).to_be_focused()
    expect(field).to_have_value("yarım kalan")
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [2, 5]


def test_a_dirty_field_and_a_choice_stay_and_a_clean_field_follows(desk, groups):
    row(desk, groups[0], "input[name]").fill("yarım")
    row(desk, groups[0], "[type=checkbox]").check()
    desk.get_by_label("Tür").select_option("iki")
    desk.get_by_label("Tür").blur()
    for group in groups:
        rename(group, group.name + "x")
    expect(row(desk, groups[2], ".name")).to_have_text("gimx")
    expect(row(desk, groups[2], "input[name]")).to_have_value("gimx")
    expect(row(desk, groups[0], "input[name]")).to_have_value("yarım")
    expect(row(desk, groups[0], "[type=checkbox]")).to_be_checked()
    expect(desk.get_by_label("Tür")).to_have_value("iki")


def test_an_open_menu_stays_open(desk, groups):
    desk.get_by_text("Daha").click()
    Group.objects.create(name="gom")
    expect(desk.locator(".count")).to_have_text("4")
    expect(desk.locator("details:has(.count)")).to_have_attribute("open", "")


def test_a_row_that_comes_does_not_disturb_the_field_below_it(desk, groups):
    field = row(desk, groups[2], "input[name]")
    field.fill("son")
    groups[0].delete()
    Group.objects.create(name="gom")
    expect(desk.locator(".name")).to_have_text(["gem", "gim", "gom"])
    expect(field).to_be_focused()
    expect(field).to_have_value("son")


def test_changed_rows_are_marked_for_a_while_and_others_not(desk, groups):
    rename(groups[1], "gemi")
    expect(row(desk, groups[1])).to_have_class("is-changed")
    assert row(desk, groups[0]).get_attribute("class") is None
    expect(row(desk, groups[1])).not_to_have_class("is-changed", timeout=4000)


def test_title_and_screen_readers_are_told(desk, groups):
    rename(groups[0], "gökyüzü")
    expect(desk.get_by_role("heading", level=1)).to_have_text("gökyüzü")
    expect(desk).to_have_title(re.compile("^gökyüzü · "))
    expect(desk.locator("#live-announcer")).to_have_text("Tezgâh yenilendi")


def test_what_something_else_changed_on_the_screen_is_put_right(desk, groups):
    desk.evaluate(
        """() => {
            const desk = document.querySelector("[data-live=desk]");
            desk.dataset.liveDigest = "old";
            desk.querySelector(".name").textContent = "old";
            document.dispatchEvent(new CustomEvent("htmx:after:swap"));
        }"""
    )
    expect(row(desk, groups[0], ".name")).to_have_text("gam")


def test_an_update_loads_nothing_anew_and_debugging_tools_are_not_offered(desk, groups):
    rename(groups[0], "gaz")
    expect(row(desk, groups[0], ".name")).to_have_text("gaz")
    assert desk.evaluate("window.neverLeft")
    assert desk.evaluate("window.kafkasder === undefined")


def test_only_the_rows_that_changed_are_sent(desk, groups):
    frames: list[str] = []
    desk.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    desk.reload()
    expect(desk.locator("#live-lamp")).to_have_attribute("data-state", "live")
    for number, group in enumerate(groups):
        rename(group, f"g{number}x")
        expect(row(desk, group, ".name")).to_have_text(f"g{number}x")
    updates = [frame for frame in frames if '"update"' in frame]
    assert len(updates) == 3
    assert all("data-live-same" in frame for frame in updates)


def test_a_field_that_was_passed_over_while_in_use_follows_afterwards(desk, groups):
    field = row(desk, groups[0], "input[name]")
    field.focus()
    rename(groups[0], "gaz")
    expect(row(desk, groups[0], ".name")).to_have_text("gaz")
    expect(field).to_have_value("gam")
    field.blur()
    rename(groups[1], "gem2")
    expect(row(desk, groups[1], ".name")).to_have_text("gem2")
    expect(field).to_have_value("gaz")
