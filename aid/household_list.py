"""What aid adds to the list of households: who was long not helped, who has no account, and a list of payments."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.lists import HOUSEHOLDS
from beneficiaries.models import BankAccount
from kafkasder.core.days import today
from kafkasder.core.lists import BulkAction, Flag, Typed, extend
from kafkasder.core.lists.filters import BadValue, Chosen, Parameters
from kafkasder.core.numbers import whole_number

from .models import Aid
from .querysets import VIEW
from .states import GIVEN

MOST_DAYS: Final = 3_650
MAKE_LIST: Final = "odeme-listesi"


@dataclass(frozen=True)
class Unhelped(Typed):
    """Active households that nothing was given to for a number of days, or ever; the number is typed."""

    def read(self, given: Parameters) -> Chosen | None:
        typed = next((value.strip() for value in given.get(self.key, ()) if value.strip()), "")
        if not typed:
            return None
        days = whole_number(typed)
        if not days or days > MOST_DAYS:
            raise BadValue(self.label, typed)
        chip = _("%(days)d gündür yardım almamış") % {"days": days}
        return Chosen(unhelped_for(days), {self.key: [str(days)]}, [(chip, {self.key: str(days)})])


def unhelped_for(days: int) -> Q:
    """Return the condition of an active household whose last help is older than so many days, or that had none."""
    since = today() - timedelta(days=days)
    helped = Aid.objects.filter(household=OuterRef("pk"), state__in=GIVEN, given_on__gte=since)
    return Q(~Exists(helped), status="active")


def _without_account() -> Q:
    account = BankAccount.objects.open().filter(household=OuterRef("pk"), is_primary=True)
    return Q(~Exists(account))


def register() -> None:
    extend(
        HOUSEHOLDS.key,
        filters=[
            Unhelped("unhelped", gettext_lazy("Kaç gündür yardım almamış"), verb=VIEW),
            Flag(
                "accountless",
                gettext_lazy("Banka hesabı yok"),
                condition=_without_account(),
                verb="beneficiaries.view_bank_accounts",
            ),
        ],
        bulk=[
            BulkAction(
                MAKE_LIST,
                gettext_lazy("Ödeme listesi hazırla"),
                "coins",
                "aid:list_of_households",
                verb="aid.prepare_payments",
            )
        ],
    )
