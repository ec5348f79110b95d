"""What families ask for, how often and how much: amounts are invented, in the range that associations know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from donations.demo.days import in_ramadan

from ..choices import AidKind, Frequency, Unit

K = AidKind
_ALWAYS = range(1, 13)


@dataclass(frozen=True, kw_only=True)
class Want:
    """Something that is asked for; goods have a unit, money an amount. `months` are those in which it is asked for."""

    kind: AidKind
    weight: float
    least: int = 0
    most: int = 0
    step: int = 50
    unit: str = ""
    quantities: Sequence[str] = ("1",)
    times: int = 1
    personal: bool = False
    months: Sequence[int] = _ALWAYS
    season: Callable[[date], bool] = lambda day: True

    @property
    def is_goods(self) -> bool:
        return bool(self.unit)

    @property
    def frequency(self) -> Frequency:
        return Frequency.ONCE if self.times == 1 else Frequency.MONTHLY

    def suits(self, day: date) -> bool:
        return day.month in self.months and self.season(day)

    def amount(self, random: Random) -> Decimal:
        return Decimal(random.randrange(self.least, self.most + self.step, self.step))

    def quantity(self, random: Random) -> Decimal:
        return Decimal(random.choice(self.quantities))


WANTS = (
    Want(kind=K.FOOD, weight=16, unit=Unit.PACKAGE, quantities=("1", "1", "2")),
    Want(kind=K.RAMADAN_BOX, weight=50, unit=Unit.PACKAGE, season=in_ramadan),
    Want(kind=K.FUEL, weight=45, unit=Unit.TON, quantities=("0.5", "1"), months=(10, 11, 12)),
    Want(kind=K.STATIONERY, weight=40, unit=Unit.PIECE, personal=True, months=(8, 9)),
    Want(kind=K.CLOTHING, weight=6, unit=Unit.PIECE, quantities=("2", "3", "4")),
    Want(kind=K.HYGIENE, weight=3, unit=Unit.PACKAGE),
    Want(kind=K.BABY, weight=4, unit=Unit.PACKAGE, quantities=("1", "2")),
    Want(kind=K.WHITE_GOODS, weight=2, unit=Unit.PIECE),
    Want(kind=K.FURNITURE, weight=3, unit=Unit.PIECE),
    Want(kind=K.CASH, weight=16, least=2_000, most=5_000, step=250),
    Want(kind=K.CASH, weight=4, least=1_500, most=2_500, step=250, times=3),
    Want(kind=K.CASH, weight=2, least=1_500, most=4_000, step=250, times=6),
    Want(kind=K.FOOD_CARD, weight=6, least=1_000, most=3_000, step=500),
    Want(kind=K.BILLS, weight=11, least=600, most=3_000),
    Want(kind=K.RENT, weight=5, least=5_000, most=9_000, step=500),
    Want(kind=K.HEALTH, weight=4, least=800, most=7_000, step=100, personal=True),
    Want(kind=K.MEDICINE, weight=3, least=800, most=2_000, step=100, personal=True),
    Want(kind=K.SCHOLARSHIP, weight=18, least=1_500, most=2_500, step=250, times=9, personal=True, months=(8, 9)),
)
WORDS = {
    K.FOOD: "Mutfak alışverişi yapamıyor.",
    K.RAMADAN_BOX: "Ramazan için gıda istiyor.",
    K.FUEL: "Evde soba var, yakacak yok.",
    K.STATIONERY: "Çocuğun okul ihtiyaçları alınamadı.",
    K.CLOTHING: "Çocukların kışlık giysisi yok.",
    K.HYGIENE: "Temizlik malzemesi istiyor.",
    K.BABY: "Bebek bezi ve mama istiyor.",
    K.WHITE_GOODS: "Buzdolabı bozuldu, onarılmıyor.",
    K.FURNITURE: "Evde yatak ve dolap eksik.",
    K.CASH: "Geliri ay sonuna yetmiyor.",
    K.FOOD_CARD: "Market alışverişi için destek istiyor.",
    K.BILLS: "Elektrik ve su faturaları birikti.",
    K.RENT: "Kirasını ödeyemiyor, ev sahibi çıkmasını istiyor.",
    K.HEALTH: "Tedavi gideri karşılanamıyor.",
    K.MEDICINE: "İlaç katkı payını ödeyemiyor.",
    K.SCHOLARSHIP: "Öğrenimini sürdürmek için burs istiyor.",
}
