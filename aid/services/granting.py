"""What holds a plan to the decision behind it: to what was granted, in its money and measure, and no more often."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from finance import rules as money
from finance.choices import Currency, PaymentMethod
from kafkasder.core.days import today
from kafkasder.core.money import format_money

from .. import sums
from ..choices import Frequency
from ..models import Aid, AidApplication, AidPlan, AskedAid, PaymentList
from ..states import Stage

# Counted in the database: a list may be of tens of thousands of households.
_LOCK_HOMES = """
SELECT count(*) FROM (
    SELECT id FROM beneficiaries_household WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE
) AS locked
"""


def require_granted(plan: AidPlan, application: AidApplication) -> None:
    """Refuse a plan of more, or of anything else, than what was granted; it is for whom it was granted."""
    if application.stage not in (Stage.APPROVED, Stage.PARTLY, Stage.ONGOING):
        raise ValidationError(_("Yalnız onaylanmış başvuruya yardım planlanır."), code="not_granted")
    asked = plan.asked
    if asked is None or asked.application_id != application.pk:
        raise ValidationError(_("Planın onaylanan yardımlardan birinden yapılması gerekir."), code="not_asked")
    if application.household is None:
        raise ValidationError(_("Kurum başvurusunda yardımın gideceği hane seçilmelidir."), code="no_household")
    plan.household, plan.kind, plan.person = application.household, asked.kind, asked.person
    require_within_grant(plan, asked)


def require_within_grant(plan: AidPlan, asked: AskedAid) -> None:
    """Refuse what goes beyond a grant by its sum, its goods or its times."""
    if asked.granted_times is None:
        raise ValidationError(_("Bu yardım onaylanmadı."), code="not_granted")
    if plan.times > asked.granted_times or (asked.frequency == Frequency.ONCE) != (plan.frequency == Frequency.ONCE):
        raise ValidationError({"times": _("Onaylanandan fazla kez olamaz.")}, code="above_grant")
    _require_amount(plan, asked)
    _require_quantity(plan, asked)


def require_decided(plan: AidPlan) -> None:
    """Refuse a plan that nobody decided about above what one person may decide about.

    All its times count, and what the household gets beside it for the same purpose.
    """
    if plan.asked is None and plan.amount is not None:
        worth = money.worth_in_lira(plan.amount * plan.times, plan.currency, today())
        together = sums.together(worth, plan.household_id, [plan.kind], plan=plan.pk)
        if together.is_over:
            raise ValidationError({"amount": f"{_for_committee(together)} {together.why}".strip()}, code="committee")


def _for_committee(together: sums.Together) -> str:
    told = _("%(over)s üstündeki yardıma komisyon karar verir; önce başvurusunu kaydedin.")
    return told % {"over": format_money(together.limit or Decimal(0))}


def require_below_committee(aids: QuerySet[Aid], payment_list: PaymentList) -> None:
    """Refuse a list's payments that nobody decided about if a household would get more than one may decide about."""
    if over := above_alone(aids, payment_list):
        aid, together = over[0]
        more = _("Listede böyle %(count)d ödeme var, ilki Hane %(home)s.")
        told = [_for_committee(together), more % {"count": len(over), "home": aid.household.file_number}, together.why]
        raise ValidationError({"amount": " ".join(filter(None, told))}, code="committee")


def above_alone(aids: QuerySet[Aid], payment_list: PaymentList) -> list[tuple[Aid, sums.Together]]:
    """Return those of a list's payments with which a household gets more than one may decide about, and how much."""
    if (limit := sums.limit()) is None:
        return []
    rows = list(aids.order_by("pk").values_list("pk", "household_id", "kind", "amount"))
    homes, kinds = {home for _pk, home, _kind, _amount in rows}, {kind for _pk, _home, kind, _amount in rows}
    whole = sums.sums_of(homes, kinds, payment_list=payment_list.pk)
    found = {}
    for pk, home, kind, amount in rows:
        worth = amount or Decimal(0)
        beside = whole.get((home, kind), worth)
        together = sums.Together(None if beside is None else worth, max((beside or worth) - worth, Decimal(0)), limit)
        if together.is_over:
            found[pk] = together
    shown = Aid.objects.filter(pk__in=list(found)).select_related("household").order_by("pk")
    return [(aid, found[aid.pk]) for aid in shown]


def lock_homes(*homes: int | None) -> None:
    """Wait for whoever decides about, plans or lists help for the same households, so that sums are of all of it.

    Taken before any row of this room, and in one order.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HOMES, [sorted({home for home in homes if home})])


def _require_amount(plan: AidPlan, asked: AskedAid) -> None:
    if plan.amount is None:
        return
    if asked.granted_amount is None:
        if plan.method != PaymentMethod.IN_KIND:
            raise ValidationError({"amount": _("Para değil, ayni yardım onaylandı.")}, code="above_grant")
        return
    currency = plan.account.currency if plan.account else Currency.TRY
    if currency == asked.currency:
        is_more: bool = plan.amount > asked.granted_amount
    else:
        is_more = _is_more(plan.amount, currency, asked.granted_amount, asked.currency)
    if is_more:
        raise ValidationError({"amount": _("Onaylanandan fazla olamaz.")}, code="above_grant")


def _is_more(amount: Decimal, currency: str, granted: Decimal, granted_currency: str) -> bool:
    """Tell whether money is worth more than other money today; what nobody knows the worth of is."""
    worth = money.worth_in_lira(amount, currency, today())
    most = money.worth_in_lira(granted, granted_currency, today())
    return worth is None or most is None or worth > most


def _require_quantity(plan: AidPlan, asked: AskedAid) -> None:
    """Goods for granted money have their worth; a measure other than the granted one could mean any quantity."""
    if plan.quantity is None:
        return
    if asked.granted_quantity is None:
        if plan.amount is None:
            told = _("Ayni değil, para yardımı onaylandı; malın değerini tutara yazın.")
            raise ValidationError({"amount": told}, code="above_grant")
        return
    if plan.unit != asked.unit:
        told = _("Onaylanan birim: %(unit)s.") % {"unit": asked.get_unit_display()}
        raise ValidationError({"unit": told}, code="above_grant")
    if plan.quantity > asked.granted_quantity:
        raise ValidationError({"quantity": _("Onaylanandan fazla olamaz.")}, code="above_grant")
