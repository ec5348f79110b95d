"""The board at two screens: cards that are carried by mouse and by keyboard at once, and what is refused."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tasks.models import Task
from tests.factories import make_user
from tests.tasks.rows import make_task

BOARD = "/is/gorevler/pano/"
WIDE = {"width": 1600, "height": 900}  # all columns are in sight: at the edge the board scrolls under a carried card


def opened(page: Page, address: str = BOARD) -> Page:
    page.goto(address)
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    page.evaluate("window.neverLeft = true")
    return page


def column(page: Page, state: str) -> Locator:
    return page.locator(f"[data-column={state}]")


def titles(page: Page) -> dict[str, list[str]]:
    """What stands in each column, in order."""
    script = """lists => Object.fromEntries(lists.map(list =>
        [list.dataset.column, [...list.querySelectorAll('.board-card-title')].map(title => title.textContent)]))"""
    found: dict[str, list[str]] = page.locator("[data-column]").evaluate_all(script)
    return {state: cards for state, cards in found.items() if cards}


def stored() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for task in Task.objects.in_board_order():
        found.setdefault(task.state, []).append(task.title)
    return found


def lift(page: Page, task: Task) -> None:
    """Take a card with the mouse and move it a little, so that it is in the air."""
    box = page.locator(f"#task-{task.pk}").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + box["height"], steps=4)


def carry(page: Page, state: str) -> None:
    """Move until the column shows the card's place: a hand goes on while the other cards still make room."""
    box = column(page, state).bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 20, steps=8)
    place = column(page, state).locator(".is-place")
    for step in range(60):
        if place.count():
            return
        page.mouse.move(box["x"] + 60 + step % 2 * 8, box["y"] + 20)
        page.wait_for_timeout(50)
    raise AssertionError(f"{state} takes no card")


@pytest.fixture
def cards(transactional_db: None) -> list[Task]:
    staff = make_user("staff")
    return [make_task(staff, title=f"Görev {letter}") for letter in "DCBA"][::-1]


def test_two_carry_cards_at_once(browse: Any, cards: list[Task]) -> None:
    """One by mouse, one by keyboard; neither card is torn away, and both screens end like a fresh page."""
    first, second, third, fourth = cards
    ayse, mehmet = (opened(browse(make_user("staff"))) for _ in range(2))
    lift(ayse, first)
    mehmet.locator(f"#task-{second.pk} [data-move]").focus()
    mehmet.keyboard.press("Space")
    expect(mehmet.locator(f"#task-{second.pk}")).to_have_class("board-card is-grabbed")
    expect(mehmet.locator("#live-announcer")).to_contain_text("Beklemede, 2 / 4")
    mehmet.keyboard.press("ArrowDown")
    mehmet.keyboard.press("ArrowRight")
    carry(ayse, "in_progress")
    mehmet.keyboard.press("Space")
    expect(mehmet.locator("#live-announcer")).to_contain_text("Devam ediyor")
    Task.objects.filter(pk=third.pk).update(title="Görev C, düzeltildi")  # comes while a card is in the air
    expect(mehmet.locator(f"#task-{third.pk}")).to_contain_text("düzeltildi")
    expect(ayse.locator(f"#task-{third.pk}")).not_to_contain_text("düzeltildi")
    ayse.mouse.up()
    expect(ayse.locator(f"#task-{third.pk}")).to_contain_text("düzeltildi")
    wanted = {"pending": ["Görev C, düzeltildi", "Görev D"], "in_progress": ["Görev A", "Görev B"]}
    for page in (ayse, mehmet):
        expect(column(page, "in_progress").locator(".board-card-title")).to_have_text(wanted["in_progress"])
        expect(column(page, "pending").locator(".board-card-title")).to_have_text(wanted["pending"])
        assert page.evaluate("window.neverLeft")
    assert stored() == titles(opened(ayse)) == wanted
    assert fourth.state == "pending"


def test_what_is_refused_goes_back_and_says_why(browse: Any, cards: list[Task], accessible: Any) -> None:
    """The machine knows no way, a reason is missing, or the card is not one's own."""
    page = opened(browse(make_user("staff"), viewport=WIDE))
    done = make_task(make_user("staff"), title="Bitmiş iş", state="completed")
    expect(page.locator(f"#task-{done.pk}")).to_be_visible()
    lift(page, done)
    expect(page.locator(".board-column.is-out-of-reach")).to_have_count(2)
    carry(page, "waiting")
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Bu durumdan o duruma geçilemez.")
    expect(column(page, "completed").locator(".board-card-title")).to_have_text(["Bitmiş iş"])
    lift(page, cards[0])
    carry(page, "cancelled")
    page.mouse.up()
    dialog = page.locator("#sheet")
    expect(dialog.get_by_label("İptal edildi")).to_be_checked()
    accessible(page)
    assert stored()["pending"] == titles(page)["pending"]
    dialog.get_by_label("Neden").fill("Gerek kalmadı")
    dialog.get_by_role("button", name="Taşı").click()
    expect(column(page, "cancelled").locator(".board-card-title")).to_have_text(["Görev A"])
    assert page.url.endswith(BOARD)
    assert Task.objects.get(pk=cards[0].pk).state_reason == "Gerek kalmadı"


def test_a_line_is_added_and_ticked_off_by_keyboard(browse: Any) -> None:
    """The hint tells what a line becomes before it is saved; one click completes, one takes that back."""
    page = opened(browse(make_user("staff")), reverse("tasks:my_day"))
    line = page.get_by_placeholder("Görev ekle")
    line.type("Ayşe'yi ara bugün !acil")
    line.press("Enter")  # before the hint has come: it is shown first
    expect(page.locator("#quick-hint")).to_contain_text("Acil")
    assert not Task.objects.exists()
    line.press("Enter")
    expect(page.locator("#live-today")).to_contain_text("Ayşe'yi ara")
    page.get_by_role("button", name="Tamamla: Ayşe'yi ara").press("Enter")
    expect(page.locator("#live-done")).to_contain_text("Ayşe'yi ara")
    page.get_by_role("button", name="Geri al").press("Enter")
    expect(page.locator("#live-today")).to_contain_text("Ayşe'yi ara")
