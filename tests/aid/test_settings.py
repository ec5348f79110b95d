"""What managers set: days of stages, and the files of banks."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from aid import services
from aid.bank_files import COLUMNS
from aid.models import BankTemplate, StageDays
from finance.models import MoneyRule
from kafkasder.core.days import today

from ..factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client: Client) -> User:
    user = make_user("board")
    client.force_login(user)
    return user


def typed(*columns: str, **given: Any) -> dict[str, Any]:
    """What a form of these columns, in this order, is sent with."""
    told: dict[str, Any] = {f"heading-{key}": "" for key in COLUMNS}
    told |= {f"place-{key}": str(place) for place, key in enumerate(columns, 1)}
    return told | {"name": "Örnek Katılım", "separator": ";", "amount_format": "comma", "has_heading": "on"} | given


def test_days_are_set_and_taken_away(client: Client, board: User) -> None:
    page = client.get(reverse("aid:settings_days"))
    given = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert client.post(reverse("aid:settings_days"), given | {"in_review": "9", "submitted": ""}).status_code == 302
    assert StageDays.objects.get(stage="in_review").days == 9
    assert not StageDays.objects.filter(stage="submitted").exists()
    assert client.post(reverse("aid:settings_days"), given | {"in_review": "0"}).status_code == 422
    assert client.post(reverse("aid:settings_days"), given | {"in_review": "366"}).status_code == 422
    with pytest.raises(ValidationError):
        services.save_days(days={"completed": 3}, by=board)


def test_columns_are_chosen_and_ordered_without_a_script(client: Client, board: User) -> None:
    given = typed("iban", "holder", "amount", **{"heading-iban": "Hesap"})
    assert client.post(reverse("aid:template_add"), given).status_code == 302
    template = BankTemplate.objects.get(name="Örnek Katılım")
    assert template.columns == [
        {"field": "iban", "heading": "Hesap"},
        {"field": "holder", "heading": "Alıcı adı soyadı"},
        {"field": "amount", "heading": "Tutar"},
    ]


def test_a_preview_saves_nothing(client: Client, board: User) -> None:
    before = BankTemplate.objects.count()
    given = typed("amount", "iban", "holder", separator="|", amount_format="cents", preview="1")
    told = client.post(reverse("aid:template_add"), given).content.decode()
    assert "325000|TR" in told
    assert "|Ali Veli Deneme" in told
    assert BankTemplate.objects.count() == before


@pytest.mark.parametrize(
    "given",
    [
        typed("holder", "amount"),
        typed("holder", "iban"),
        typed(),
        typed("iban", "amount", **{"place-holder": "1"}),
        typed("iban", "amount", **{"place-holder": "99"}),
        typed("iban", "amount", separator="x"),
        typed("iban", "amount", amount_format="roman"),
        typed("iban", "amount", name=""),
    ],
    ids=["no iban", "no amount", "nothing", "same place", "far away", "separator", "amount", "no name"],
)
def test_a_file_that_no_bank_takes_is_refused(client: Client, board: User, given: dict[str, Any]) -> None:
    before = BankTemplate.objects.count()
    assert client.post(reverse("aid:template_add"), given).status_code == 422
    assert BankTemplate.objects.count() == before


def test_a_name_is_given_once(client: Client, board: User) -> None:
    name = BankTemplate.objects.get().name
    assert client.post(reverse("aid:template_add"), typed("iban", "amount", name=name)).status_code == 422


def test_two_who_change_a_template_at_once_do_not_overwrite_each_other(client: Client, board: User) -> None:
    template = BankTemplate.objects.get()
    address = reverse("aid:template_edit", args=[template.pk])
    seen = client.get(address).context["form"]["seen"].value()
    BankTemplate.objects.update(separator="|")
    answer = client.post(address, typed("iban", "amount", seen=seen))
    assert answer.status_code == 422
    assert "başkası bu kalıbı değiştirdi" in answer.content.decode()
    seen = client.get(address).context["form"]["seen"].value()
    assert client.post(address, typed("iban", "amount", seen=seen)).status_code == 302
    assert client.post(reverse("aid:template_remove", args=[template.pk])).status_code == 302
    assert not BankTemplate.objects.exists()


def test_the_page_tells_the_figures_and_where_they_are_set(client: Client, board: User) -> None:
    MoneyRule.objects.filter(key="aid_committee_over").delete()
    assert "sınır yok" in client.get(reverse("aid:settings")).content.decode()
    MoneyRule.objects.create(key="aid_committee_over", valid_from=today(), value=12_500, source="Karar 1")
    assert "12.500,00" in client.get(reverse("aid:settings")).content.decode()


@pytest.mark.parametrize("role", ["staff", "accounting", "volunteer", "auditor"])
def test_nobody_else_sets_anything(role: str) -> None:
    user, template = make_user(role), BankTemplate.objects.get()
    for service, given in (
        (services.save_days, {"days": {"in_review": 3}}),
        (services.save_template, {"template": template}),
        (services.remove_template, {"template": template}),
    ):
        with pytest.raises(PermissionDenied):
            service(by=user, **given)  # type: ignore[operator]
