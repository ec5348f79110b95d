"""What every association begins with: its usual funds, one cash box, and the figures that law and custom set.

Loaded after every migration into tables that are empty, so nothing that people changed is ever overwritten.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from .choices import AID_TO_PEOPLE, AccountKind, Category, FundKind, RuleKey
from .models import Fund, MoneyAccount, MoneyRule

_AID = [str(each) for each in AID_TO_PEOPLE]
_TO_BE_CONFIRMED = "mali müşavirinize doğrulatın"

FUNDS: tuple[dict[str, Any], ...] = (
    {"code": "genel", "name": "Genel fon", "kind": FundKind.GENERAL},
    {
        "code": "zekat",
        "name": "Zekât fonu",
        "kind": FundKind.RELIGIOUS,
        "purpose": "Yalnız zekât verilebilecek kişilere ödenir; derneğin giderlerine kullanılmaz.",
        "spends_on": _AID,
    },
    {
        "code": "fitre",
        "name": "Fitre, fidye ve kefaret fonu",
        "kind": FundKind.RELIGIOUS,
        "purpose": "Bayram namazından önce ihtiyaç sahiplerine ulaştırılır.",
        "spends_on": _AID,
    },
    {
        "code": "kurban",
        "name": "Kurban fonu",
        "kind": FundKind.RELIGIOUS,
        "purpose": "Vekâletle kesilen kurbanların bedeli.",
        "spends_on": [*_AID, Category.OUT_ABROAD.value],
    },
    {
        "code": "yetim",
        "name": "Yetim fonu",
        "kind": FundKind.PURPOSE,
        "purpose": "Yetim çocuklar ve aileleri için.",
        "spends_on": _AID,
    },
    {
        "code": "burs",
        "name": "Burs fonu",
        "kind": FundKind.PURPOSE,
        "purpose": "Öğrencilerin bursları için.",
        "spends_on": [Category.OUT_SCHOLARSHIP.value],
    },
)

RULES: tuple[tuple[str, date, str, str], ...] = (
    (RuleKey.BANK_REQUIRED_OVER, date(2020, 12, 31), "7000", f"7262 sayılı kanun; {_TO_BE_CONFIRMED}"),
    (RuleKey.FOUR_EYES_OVER, date(2020, 1, 1), "20000", "Başlangıç değeri; yönetim kurulu kararıyla değiştirin"),
    (RuleKey.AID_COMMITTEE_OVER, date(2020, 1, 1), "15000", "Başlangıç değeri; yönetim kurulu kararıyla değiştirin"),
    (RuleKey.AID_SUM_DAYS, date(2020, 1, 1), "365", "Başlangıç değeri; yönetim kurulu kararıyla değiştirin"),
    (
        RuleKey.LIST_TWO_APPROVALS_OVER,
        date(2020, 1, 1),
        "250000",
        "Başlangıç değeri; yönetim kurulu kararıyla değiştirin",
    ),
    (RuleKey.HANDOVER_DAYS, date(2005, 3, 31), "30", "Dernekler Yönetmeliği"),
    (RuleKey.HANDOVER_SOON_OVER, date(2005, 3, 31), "1000", "Dernekler Yönetmeliği"),
    (RuleKey.HANDOVER_SOON_OVER, date(2019, 1, 1), "3292", "Yeniden değerleme, 2019"),
    (RuleKey.HANDOVER_SOON_OVER, date(2026, 1, 1), "38000", f"Yeniden değerleme tahmini, 2026; {_TO_BE_CONFIRMED}"),
    (RuleKey.FITRE, date(2023, 1, 1), "70", "Diyanet İşleri Başkanlığı, 2023"),
    (RuleKey.FITRE, date(2024, 1, 1), "130", "Diyanet İşleri Başkanlığı, 2024"),
    (RuleKey.FITRE, date(2025, 1, 1), "180", "Diyanet İşleri Başkanlığı, 2025"),
    (RuleKey.FITRE, date(2026, 1, 1), "240", "Diyanet İşleri Başkanlığı, 2026"),
    (RuleKey.BALANCE_BASIS_OVER, date(2018, 1, 1), "774018", "Yeniden değerleme, 2018"),
    (RuleKey.BALANCE_BASIS_OVER, date(2019, 1, 1), "957692", "Yeniden değerleme, 2019"),
    (RuleKey.BALANCE_BASIS_OVER, date(2021, 1, 1), "1500000", f"Dernekler Yönetmeliği, 2021; {_TO_BE_CONFIRMED}"),
)


@transaction.atomic
def load() -> None:
    """Fill those of the three tables that are empty."""
    if not Fund.objects.exists():
        for each in FUNDS:
            Fund.objects.create(**each)
    if not MoneyAccount.objects.exists():
        MoneyAccount.objects.create(name="Merkez kasa", kind=AccountKind.CASH)
    if not MoneyRule.objects.exists():
        for key, day, value, source in RULES:
            MoneyRule.objects.create(key=key, valid_from=day, value=Decimal(value), source=source)
