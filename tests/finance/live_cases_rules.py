"""What changes the live pages of money rules and exchange rates."""

from finance.models import ExchangeRate, MoneyRule
from kafkasder.core.days import today

from ..live.cases import Case, World


def _add(world: World) -> None:
    MoneyRule.objects.create(key="cash_box_limit", valid_from=today(), value=50_000, source="Karar 7")
    ExchangeRate.objects.create(currency="EUR", day=today(), rate="47.25")


def _rule(world: World) -> list[object]:
    return [MoneyRule.objects.create(key="fitre", valid_from=today(), value=300, source="Karar 8").pk]


def _settle(world: World) -> None:
    """A figure comes after the one that is shown, which then holds no more; and its source is written anew."""
    MoneyRule.objects.filter(key="fitre", source="Karar 8").update(valid_from="2020-02-29", source="Karar 9")


CASES = {
    "finance:rule_list": Case(_add),
    "finance:rule_detail": Case(_settle, _rule),
    "finance:rate_list": Case(_add),
}
