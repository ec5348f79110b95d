"""What holds a plan to the decision behind it: to what was granted, in its money and measure, and no more often."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from finance import rules as money
from finance.choices import Currency, PaymentMethod, RuleKey
from kafkasder.core.days import today
from kafkasder.core.money import format_money

from ..choices import Frequency
from ..models import AidApplication, AidPlan, AskedAid
from ..states import Stage


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
    """Refuse a plan that nobody decided about if all its times are worth more than one person may decide about."""
    if plan.asked is None and plan.amount is not None:
        require_below_committee(plan.amount * plan.times, plan.currency)


def require_below_committee(amount: Decimal, currency: str = Currency.TRY) -> None:
    """Refuse what only the committee may decide about; so is what nobody knows the worth of."""
    over = money.value_of(RuleKey.AID_COMMITTEE_OVER, today())
    worth = money.worth_in_lira(amount, currency, today())
    if over is not None and (worth is None or worth > over):
        told = _("%(over)s üstündeki yardıma komisyon karar verir; önce başvurusunu kaydedin.")
        raise ValidationError({"amount": told % {"over": format_money(over)}}, code="committee")


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
