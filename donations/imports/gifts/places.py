"""Into which fund and account a row goes, for which campaign and at what rate: read once for a whole sheet."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from finance.choices import KEPT_IN, Currency, FundKind
from finance.models import ExchangeRate, Fund, LockedMonth, MoneyAccount
from kafkasder.core.text import fold

from ...choices import DEFAULT_FUNDS
from ...models import Campaign


class Places:
    """What the panel knows beside donors. `preferred` names accounts to take where a sheet does not say one."""

    def __init__(self, preferred: Iterable[str] = ()) -> None:
        self._funds = {fold(name): fund for fund in Fund.objects.all() for name in (fund.code, fund.name)}
        self._general = Fund.objects.filter(kind=FundKind.GENERAL).first()
        self._accounts = list(MoneyAccount.objects.open().order_by("pk"))
        self._named = {fold(account.name): account for account in MoneyAccount.objects.all()}
        self._named |= {account.iban.lower(): account for account in self._accounts if account.iban}
        campaigns = list(Campaign.objects.order_by("-pk"))
        self._campaigns = {fold(campaign.name): campaign for campaign in campaigns}
        self._campaigns |= {campaign.code: campaign for campaign in campaigns}
        self._preferred = {self.account_named(name).pk for name in preferred}
        self._locked = {*LockedMonth.objects.values_list("month", flat=True)}
        self._rates: dict[str, tuple[list[date], list[Decimal]]] = defaultdict(lambda: ([], []))
        for currency, day, rate in ExchangeRate.objects.order_by("day").values_list("currency", "day", "rate"):
            self._rates[currency][0].append(day)
            self._rates[currency][1].append(rate)

    def fund(self, said: str, kind: str) -> Fund:
        """Return the fund that a row names, or the one that a kind of gift goes into."""
        if not said and kind not in DEFAULT_FUNDS and self._general:
            return self._general
        code = said or DEFAULT_FUNDS.get(kind, "")
        if found := self._funds.get(fold(code)):
            return found
        raise ValidationError({"fund": _("Böyle bir fon yok: %(name)s") % {"name": code}})

    def account_named(self, name: str) -> MoneyAccount:
        if found := self._named.get(fold(name)) or self._named.get(name.replace(" ", "").lower()):
            return found
        raise ValidationError({"account": _("Böyle bir kasa ya da hesap yok: %(name)s") % {"name": name}})

    def account(self, said: str, method: str, currency: str) -> MoneyAccount:
        """Return the account that a row names, or the only one that takes what is paid like this."""
        if said:
            return self.account_named(said)
        fits = self._fitting(method, currency)
        if len(fits) == 1:
            return fits[0]
        told = (
            _("Bu ödeme için hesap yok.") if not fits else _("Birden çok hesap uyuyor; kasa ya da hesabın adını yazın.")
        )
        raise ValidationError({"account": told})

    def campaign(self, said: str) -> Campaign | None:
        if not said:
            return None
        if found := self._campaigns.get(fold(said)) or self._campaigns.get(fold(said).replace(" ", "-")):
            return found
        raise ValidationError({"campaign": _("Böyle bir kampanya yok: %(name)s") % {"name": said}})

    def rate(self, said: Decimal | None, currency: str, day: date) -> Decimal | None:
        """Return what a foreign unit was worth on a day: what the row says, else the newest published until then."""
        if currency == Currency.TRY:
            return None
        days, rates = self._rates[currency]
        place = bisect_right(days, day)
        return said or (rates[place - 1] if place else None)

    def is_locked(self, day: date) -> bool:
        return day.replace(day=1) in self._locked

    def _fitting(self, method: str, currency: str) -> list[MoneyAccount]:
        """Return the accounts of the first kind that suits a way of paying; the preferred ones, if some are."""
        for kind in KEPT_IN.get(method, ()):
            fits = [each for each in self._accounts if each.kind == kind and each.currency == currency]
            if fits:
                return [each for each in fits if each.pk in self._preferred] or fits
        return []
