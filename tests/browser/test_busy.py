"""What somebody is in the middle of when an update comes: a selection, a composition, a choice, a dialog, a place."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from tests.factories import make_household, make_user


@pytest.fixture
def groups(transactional_db: None) -> list[Group]:
    return [Group.objects.create(name=name) for name in ("gam", "gem", "gim")]


def opened(browse, address: str) -> Page:
    page = browse(make_user("admin"))
    page.goto(address)
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    return page


@pytest.fixture
def desk(browse, groups: list[Group]) -> Page:
    return opened(browse, "/tezgah/")


@pytest.fixture
def long(browse, groups: list[Group]) -> Page:
    return opened(browse, "/tezgah/uzun/")


def row(page: Page, group: Group, inside: str = "") -> Locator:
    return page.locator(f"#row-{group.pk} {inside}")


def rename(page: Page, group: Group, name: str) -> None:
    """Rename a group and wait until the page shows it."""
    group.name = name
    group.save()
    expect(row(page, group, ".name")).to_have_text(name)


def test_selected_text_stays_selected(desk, groups):
    name = row(desk, groups[2], ".name")
    name.evaluate("cell => getSelection().setBaseAndExtent(cell.firstChild, 1, cell.firstChild, 3)")
    rename(desk, groups[1], "gemi")
    Group.objects.create(name="gom")
    expect(desk.locator(".count")).to_have_text("4")
    assert desk.evaluate("getSelection().toString()") == "im"
    assert name.evaluate("cell => getSelection().anchorNode === cell.firstChild")


def test_a_composition_goes_on(desk, groups):
    """Somebody composes a word with an input method, and the row in which they do changes meanwhile."""
    field = row(desk, groups[1], "input[name]")
    field.focus()
    field.press("End")
    field.evaluate("field => { window.ends = 0; field.addEventListener('compositionend', () => window.ends++) }")
    keyboard = desk.context.new_cdp_session(desk)
    keyboard.send("Input.imeSetComposition", {"text": "かん", "selectionStart": 2, "selectionEnd": 2})
    expect(field).to_have_value("gemかん")
    rename(desk, groups[1], "gemi")
    groups[0].delete()
    expect(desk.locator(".count")).to_have_text("2")
    keyboard.send("Input.imeSetComposition", {"text": "かんじ", "selectionStart": 3, "selectionEnd": 3})
    expect(field).to_have_value("gemかんじ")
    assert desk.evaluate("window.ends") == 0
    keyboard.send("Input.insertText", {"text": "漢字"})
    expect(field).to_have_value("gem漢字")
    assert desk.evaluate("window.ends") == 1


def test_an_open_select_stays_open(desk, groups):
    choice = desk.get_by_label("Tür")
    choice.click()
    is_open = "choice => choice.matches(':open')"
    assert choice.evaluate(is_open)
    rename(desk, groups[1], "gemi")
    assert choice.evaluate(is_open)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(choice).to_have_value("iki")
    rename(desk, groups[1], "gemiler")
    expect(choice).to_have_value("iki")
    expect(choice).to_be_focused()


@pytest.mark.parametrize(("dialog", "field"), [("inner", "İçeride"), ("outer", "Pencerede")])
def test_an_open_dialog_stays_modal(desk, groups, dialog, field):
    desk.locator(f"#{dialog}").evaluate("dialog => dialog.showModal()")
    desk.get_by_label(field).fill("yarım")
    Group.objects.create(name="gom")
    expect(desk.locator(".inside")).to_have_text("4")
    assert desk.locator(f"#{dialog}").evaluate("dialog => dialog.matches(':modal')")
    expect(desk.get_by_label(field)).to_be_focused()
    expect(desk.get_by_label(field)).to_have_value("yarım")
    desk.keyboard.press("Escape")
    expect(desk.locator(f"#{dialog}")).to_be_hidden()


def test_words_outside_of_fragments_stay(desk, groups):
    field = desk.get_by_label("Dışarıda")
    field.fill("yeni")
    rename(desk, groups[0], "gaz")
    expect(field).to_be_focused()
    expect(field).to_have_value("yeni")


def test_what_the_mouse_is_over_stays_the_same_element(desk, groups):
    name = row(desk, groups[1], ".name")
    name.hover()
    name.evaluate("cell => window.kept = cell")
    rename(desk, groups[1], "gemi")
    assert name.evaluate("cell => window.kept === cell && cell.matches(':hover')")


TOP = "line => line.getBoundingClientRect().top"


def test_the_page_does_not_jump_when_rows_come_above(long, groups):
    line = long.locator("#line-60")
    line.scroll_into_view_if_needed()
    before, scrolled = line.evaluate(TOP), long.evaluate("scrollY")
    assert scrolled
    for name in ("gom", "gum", "gün"):
        rename(long, Group.objects.create(name=f"{name}-"), name)
    assert abs(line.evaluate(TOP) - before) < 1
    assert long.evaluate("scrollY") > scrolled


def test_a_box_that_scrolls_stays_where_it_is(long, groups):
    box = long.locator(".box")
    box.evaluate("box => { box.style.height = '8rem'; box.style.overflow = 'auto' }")
    line = long.locator("#in-box-60")
    line.evaluate("line => line.scrollIntoView({ block: 'center' })")
    before = line.evaluate(TOP) - box.evaluate(TOP)
    assert box.evaluate("box => box.scrollTop")
    for name in ("gom", "gum", "gün"):
        rename(long, Group.objects.create(name=f"{name}-"), name)
    assert abs(line.evaluate(TOP) - box.evaluate(TOP) - before) < 1


def test_picked_rows_and_an_open_menu_of_a_list_survive(browse, transactional_db):
    rows = [make_household(head={"first_name": "Ayşe"}) for _ in range(6)]
    page = opened(browse, "/haneler/?sort=file_number")
    picks = [page.locator(f"#row-{each.pk} [name=row]") for each in rows]
    for number in (1, 2, 3):
        picks[number].check()
    expect(page.locator(".list-bulk-count")).to_contain_text("3")
    menu = page.locator(".list-tools details").filter(has=page.get_by_text("Sütunlar", exact=True))
    menu.locator("summary").click()
    rows[2].head.first_name = "Zeynep"
    rows[2].head.save()
    expect(page.locator(f"#row-{rows[2].pk}")).to_contain_text("Zeynep")
    new = make_household(file_number="A-1", head={"first_name": "Işık"})
    expect(page.locator(f"#row-{new.pk}")).to_be_visible()
    for number, pick in enumerate(picks):
        expect(pick).to_be_checked(checked=number in (1, 2, 3))
    expect(page.locator(f"#row-{new.pk} [name=row]")).not_to_be_checked()
    expect(page.locator(".list-bulk-count")).to_contain_text("3")
    expect(menu).to_have_attribute("open", "")
    rows[1].head = None
    rows[1].status = "archived"
    rows[1].save()
    expect(picks[1]).to_have_count(0)
    expect(page.locator(".list-bulk-count")).to_contain_text("2")


@pytest.mark.parametrize(("moved", "name"), [(2, "Aaa"), (0, "Zzz")])
def test_a_ticked_and_focused_row_that_moves(browse, transactional_db, moved, name):
    """Also when others move past it."""
    rows = [make_household(head={"first_name": first}) for first in ("Ayşe", "Mehmet", "Zeynep")]
    page = opened(browse, "/haneler/?sort=head")
    pick = page.locator(f"#row-{rows[2].pk} [name=row]")
    pick.check()
    rows[moved].head.first_name = name
    rows[moved].head.save()
    expect(page.locator(f"#row-{rows[moved].pk}")).to_contain_text(name)
    last = page.locator("tbody tr").last
    expect(last).to_have_attribute("id", f"row-{rows[1 if moved == 2 else 0].pk}")
    expect(pick).to_be_checked()
    expect(pick).to_be_focused()
