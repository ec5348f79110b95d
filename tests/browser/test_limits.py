"""Too many requests: the page says so and nothing that is typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import RateCount
from accounts.services import limits
from tests.factories import make_household, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def use_up(scope, user):
    """Let an hour pass until there is room for one more; a real limit gives some back while the browser draws."""
    key = limits._digest(scope, user.pk)
    RateCount.objects.update_or_create(key=key, defaults={"until": timezone.now() + timedelta(hours=1)})


def test_searching_too_much_leaves_the_page_as_it_is(browse):
    user = make_user("admin")
    household = make_household()
    browse.expect("status of 429")
    page = browse(user)
    page.goto("/haneler/")
    use_up("search", user)
    page.locator("[data-list-search]").fill("hiç kimse")
    page.get_by_text("Kısa sürede çok fazla istek geldi.").wait_for()
    assert page.get_by_text(household.file_number).is_visible()
    assert page.locator("[data-list-search]").input_value() == "hiç kimse"
    page.keyboard.press("Control+k")
    page.locator("[data-palette-input]").fill("biri")
    page.locator("dialog .toast").wait_for()
    assert page.locator("[data-palette-input]").input_value() == "biri"
    assert page.url.partition("?")[0].endswith("/haneler/")


def test_what_was_typed_into_a_form_is_there_after_going_back(browse):
    user = make_user("admin")
    browse.expect("status of 429")
    page = browse(user)
    page.goto("/kullanicilar/davet/")
    page.locator("[name=full_name]").fill("Yeni Kişi")
    page.locator("[name=email]").fill("yeni@example.org")
    use_up("change", user)
    page.locator("[data-save]").click()
    page.get_by_text("Gönderdiğiniz kaydedilmedi").wait_for()
    page.go_back()
    assert page.locator("[name=full_name]").input_value() == "Yeni Kişi"
    assert page.locator("[name=email]").input_value() == "yeni@example.org"
