"""Figures of law and board, rates of exchange, and the room in the Django admin."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from finance.models import ExchangeRate, MoneyRule
from kafkasder.core.days import today

from ..factories import sign_in_with_code
from .rows import make_record

pytestmark = pytest.mark.django_db
ADD, RATE = "/para/kurallar/ekle/", "/para/kurlar/ekle/"


@pytest.fixture
def boss(client, make_user):
    boss = make_user("board")
    client.force_login(boss)
    return boss


def test_a_figure_is_added_and_the_former_one_stays(client, boss):
    data = {"key": "four_eyes_over", "valid_from": f"{today():%d.%m.%Y}", "value": "30.000", "source": "Karar 12"}
    assert client.post(ADD, data).status_code == 302
    values = MoneyRule.objects.filter(key="four_eyes_over").values_list("value", flat=True)
    assert sorted(values) == [20_000, 30_000]
    assert client.post(ADD, data).status_code == 422
    assert "30.000,00" in client.get("/para/kurallar/").content.decode()


def test_only_a_figure_that_does_not_hold_yet_is_taken_away(client, boss):
    coming = MoneyRule.objects.create(key="fitre", valid_from=today() + timedelta(5), value=300, source="Karar")
    holds = MoneyRule.objects.filter(key="fitre", valid_from__lte=today()).first()
    assert client.post(reverse("finance:rule_remove", args=[holds.pk])).status_code == 403
    assert client.post(reverse("finance:rule_remove", args=[coming.pk])).status_code == 302
    assert not MoneyRule.objects.filter(pk=coming.pk).exists()


def test_the_page_of_a_figure_says_whether_it_holds(client, boss):
    former, holds, coming = (
        MoneyRule.objects.create(key="cash_box_limit", valid_from=day, value=value, source="Karar 7")
        for day, value in ((today() - timedelta(9), 1_000), (today(), 2_000), (today() + timedelta(9), 3_000))
    )
    pages = [client.get(rule.get_absolute_url()).content.decode() for rule in (former, holds, coming)]
    assert ["Bugün geçerli" in page for page in pages] == [False, True, False]
    remove = [reverse("finance:rule_remove", args=[rule.pk]) for rule in (holds, coming)]
    assert (remove[0] in pages[1], remove[1] in pages[2]) == (False, True)
    assert holds.get_absolute_url() in client.get("/para/kurallar/").content.decode()


def test_a_rate_is_added_once_a_day(client, boss):
    data = {"currency": "USD", "day": f"{today():%d.%m.%Y}", "rate": "41,256", "source": "TCMB"}
    assert client.post(RATE, data).status_code == 302
    assert str(ExchangeRate.objects.get().rate) == "41.256000"
    assert client.post(RATE, data).status_code == 422
    assert client.post(RATE, data | {"currency": "TRY"}).status_code == 422
    assert "41,256" in client.get("/para/kurlar/").content.decode()


def test_the_admin_shows_all_rows_and_changes_none(client, make_user):
    record = make_record()
    sign_in_with_code(client, make_user("admin"))
    for model, shown in admin.site._registry.items():
        if model._meta.app_label == "finance":
            assert client.get(reverse(f"admin:finance_{model._meta.model_name}_changelist")).status_code == 200
            assert not shown.has_delete_permission(None)
    page = reverse("admin:finance_financerecord_change", args=[record.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"amount": "5"}).status_code == 403
