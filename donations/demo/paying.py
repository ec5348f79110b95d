"""How the gifts of the demo are paid: the ways in their shares, each with its own details."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from finance.choices import PaymentMethod
from finance.demo.places import ALMS, BANK, BOX, EURO, GENERAL, GOLD, GOODS, ONLINE, POS, SMS, Places
from finance.models import ExchangeRate
from kafkasder.core.synthetic import names, numbers

from ..choices import DEFAULT_FUNDS, CardBrand, Gateway, GiftKind, Operator, TributeKind, Unit
from ..models import Campaign, Donation, DonationItem
from .drawing import Draft

M, K = PaymentMethod, GiftKind
_SHARES = {
    M.SMS: 0.04,
    M.CASH: 0.16,
    M.IN_KIND: 0.027,
    M.CHEQUE: 0.013,
    M.POS: 0.06,
    M.ONLINE: 0.18,
}  # the rest by bank
_CASH_MOST, _SMS_MOST, _CHEQUE_LEAST = 7_000, 300, 2_000
_FUNDS = DEFAULT_FUNDS | {K.IFTAR: "ramazan", K.RAMADAN: "ramazan", K.WATER_WELL: "su-kuyusu"}
_BANKS = ("Örnek Katılım Bankası", "Örnek Bankası", "Deneme Bankası", "Numune Katılım")
_GOODS = (
    ("Kuru gıda kolisi", Unit.PARCEL, 1_150),
    ("Battaniye", Unit.PIECE, 420),
    ("Çocuk montu", Unit.PIECE, 650),
    ("Un", Unit.KILOGRAM, 32),
    ("Kırtasiye seti", Unit.SET, 380),
    ("Çocuk ayakkabısı", Unit.PAIR, 700),
    ("Bebek bezi", Unit.PARCEL, 540),
    ("Kömür", Unit.TONNE, 9_500),
)
_CONDITIONS = (
    "Develi'deki bir öğrenciye",
    "Mahalledeki yaşlılara kömür",
    "Bir hastanın ilaçlarına",
    "Deprem bölgesine",
)


class Payer:
    """Makes donations of drafts."""

    def __init__(self, random: Random, places: Places) -> None:
        self.random, self.places = random, places
        self.items: dict[int, list[DonationItem]] = {}
        self._serial = 0
        self._campaigns = {campaign.code: campaign for campaign in Campaign.objects.all()}
        self._by: dict[str, Callable[[Donation, Draft], None]] = {
            M.CASH: self._by_cash,
            M.CHEQUE: self._by_cheque,
            M.POS: self._by_pos,
            M.ONLINE: self._by_online,
            M.BANK: self._by_bank,
            M.SMS: self._by_sms,
            M.IN_KIND: self._by_in_kind,
        }
        self._rates: dict[str, list[tuple[date, Decimal]]] = {}
        for currency, day, rate in ExchangeRate.objects.order_by("-day").values_list("currency", "day", "rate"):
            self._rates.setdefault(currency, []).append((day, rate))

    def donations(self, drafts: list[Draft], keys: Iterator[int]) -> list[Donation]:
        ways = self._ways(drafts)
        return [self._donation(draft, ways[id(draft)], next(keys)) for draft in drafts]

    def _ways(self, drafts: list[Draft]) -> dict[int, str]:
        """Choose who pays how, each way in its share among those that it suits."""
        waiting = list(drafts)
        self.random.shuffle(waiting)
        ways: dict[int, str] = {}
        for way, share in _SHARES.items():
            suits = [draft for draft in waiting if _suits(way, draft)]
            ways |= {id(draft): way for draft in suits[: round(len(drafts) * share)]}
            waiting = [draft for draft in waiting if id(draft) not in ways]
        return ways | {id(draft): M.BANK for draft in waiting}

    def _donation(self, draft: Draft, method: str, key: int) -> Donation:
        self._serial += 1
        donation = Donation(
            pk=key, donor=draft.donor, day=draft.day, kind=draft.kind, amount=draft.amount, method=method
        )
        donation.fund = self.places.funds.get(_FUNDS.get(draft.kind, GENERAL), self.places.general)
        if draft.kind == K.CONDITIONAL:
            donation.purpose = self.random.choice(_CONDITIONS)
        self._by[method](donation, draft)
        self._tribute(donation)
        self._campaign(donation)
        return donation

    def _by_cash(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(BOX)
        if donation.kind == K.GENERAL and self._serial % 23 == 0:
            self._foreign(donation, "XAU", GOLD, self.random.choice(("1.75", "3.50", "7.00", "5.00")))

    def _by_cheque(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(BANK)
        donation.cheque_number = f"{7_100_000 + self._serial}"
        donation.bank_name = self.random.choice(_BANKS)
        donation.drawn_on = donation.day - timedelta(days=self.random.randint(0, 10))
        donation.due_on = donation.day + timedelta(days=self.random.choice((30, 45, 60, 90, 120)))

    def _by_pos(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(POS)
        donation.card_digits = f"{self.random.randint(0, 9999):04d}"
        donation.card_brand = self.random.choice(CardBrand.values[:3])
        donation.terminal, donation.reference = "POS-01", f"{self.random.randint(100_000, 999_999)}"

    def _by_online(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(ONLINE)
        donation.gateway = self.random.choice(Gateway.values[:2])
        donation.reference = f"ORN-{donation.day:%y%m}-{self._serial:05d}"
        donation.three_d_secure = self.random.random() < 0.93

    def _by_bank(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(ALMS if donation.fund.code in ("zekat", "fitre") else BANK)
        donation.reference = f"{donation.day:%Y%m%d}{self._serial:05d}"
        donation.bank_name = self.random.choice(_BANKS)
        if not donation.donor.is_anonymous and self.random.random() < 0.7:
            donation.sender_account = numbers.iban(8_000_000 + donation.donor_id)
        if donation.fund == self.places.general and not draft.monthly and self._serial % 14 == 0:
            self._foreign(donation, "EUR", EURO, self.random.choice(("20", "50", "50", "100", "200")))
            donation.from_abroad = self.random.random() < 0.6
            donation.sender_account = ""

    def _by_sms(self, donation: Donation, draft: Draft) -> None:
        donation.account = self.places.account(SMS)
        donation.amount = min(donation.amount, Decimal(200))
        donation.operator = self.random.choice(Operator.values)
        donation.sms_phone = donation.donor.phone or numbers.phone(6_900_000 + self._serial)
        donation.sms_code, donation.billing_month = "BAGIS", donation.day.replace(day=1)

    def _by_in_kind(self, donation: Donation, draft: Draft) -> None:
        donation.account, donation.kind, donation.fund = self.places.account(GOODS), K.GENERAL, self.places.general
        donation.place = self.random.choice(("Depo, A rafı", "Depo, B rafı", "Merkez, giriş katı"))
        donation.condition = self.random.choice(("Yeni", "Ambalajında", "Az kullanılmış"))
        donation.food_bank = self.random.random() < 0.2
        items = []
        for category, unit, price in self.random.sample(_GOODS, self.random.choice((1, 1, 2, 3))):
            quantity = self.random.choice((1, 2) if unit == Unit.TONNE else (5, 10, 20, 40))
            value = Decimal(quantity * price)
            items.append(DonationItem(donation=donation, category=category, quantity=quantity, unit=unit, value=value))
        donation.amount = sum((item.value for item in items), Decimal(0))
        self.items[donation.pk] = items

    def _foreign(self, donation: Donation, currency: str, account: str, amount: str) -> None:
        donation.currency, donation.amount = currency, Decimal(amount)
        donation.account = self.places.account(account)
        donation.rate = next(rate for day, rate in self._rates[currency] if day <= donation.day)

    def _tribute(self, donation: Donation) -> None:
        if donation.donor.is_anonymous or self.random.random() > 0.06:
            return
        random = self.random
        donation.tribute_kind = random.choice(TributeKind.values)
        name = random.choice((names.OLD_MEN, names.OLD_WOMEN)).draw(random)
        donation.tribute_name = f"{name} {names.SURNAMES.draw(random)}"

    def _campaign(self, donation: Donation) -> None:
        """Have some gifts follow a campaign of their days and kinds."""
        for campaign in self._campaigns.values():
            fits = {"kis": (K.GENERAL, K.SADAKA), "canta": (K.GENERAL,), "kurban": (K.KURBAN,)}
            kinds = fits.get(campaign.code.split("-")[0], ())
            runs = campaign.starts_on <= donation.day and (not campaign.ends_on or donation.day <= campaign.ends_on)
            often = 0.06 if campaign.permit_number else 0.6
            if donation.kind in kinds and runs and self.random.random() < often:
                donation.campaign = campaign
                if campaign.permit_number and donation.currency == "TRY":
                    donation.fund = self.places.fund("canta")
                return


def _suits(method: str, draft: Draft) -> bool:
    nobody = draft.donor.is_anonymous
    match method:
        case M.CASH:
            return draft.amount <= _CASH_MOST and not draft.monthly
        case M.SMS:
            return draft.amount <= _SMS_MOST and draft.kind in (K.GENERAL, K.SADAKA) and not draft.monthly
        case M.IN_KIND:
            return not nobody and draft.kind == K.GENERAL and draft.amount >= 500
        case M.CHEQUE:
            return not nobody and draft.amount >= _CHEQUE_LEAST and draft.kind in (K.GENERAL, K.ZAKAT, K.SADAKA)
    return draft.amount > 0
