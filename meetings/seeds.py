"""The terms that the law sets, with which every association begins.

Loaded after every migration into an empty table, so nothing that people changed is ever overwritten.
"""

from datetime import date

from django.db import transaction

from .choices import TermKey
from .models import TermRule

_CODE, _REGULATION = date(2002, 1, 1), date(2005, 3, 31)
_TO_BE_CONFIRMED = "doğrulatın"

TERMS: tuple[tuple[TermKey, date, int, str], ...] = (
    (TermKey.ASSEMBLY_NOTICE, _CODE, 15, "Türk Medenî Kanunu 77"),
    (TermKey.SECOND_CALL_FROM, _REGULATION, 7, "Dernekler Yönetmeliği"),
    (TermKey.SECOND_CALL_UNTIL, _REGULATION, 60, "Dernekler Yönetmeliği"),
    (TermKey.ASSEMBLY_EVERY, _CODE, 36, "Türk Medenî Kanunu 74; tüzüğünüzdeki süre daha kısa olabilir"),
    (TermKey.AUDIT_EVERY, _REGULATION, 12, "Dernekler Yönetmeliği; denetim kurulu raporu"),
    (TermKey.DECLARATION, _REGULATION, 4, "Dernekler Yönetmeliği; beyanname yılın ilk dört ayında verilir"),
    (
        TermKey.RESULT_NOTICE,
        date(2021, 1, 1),
        45,
        f"Dernekler Yönetmeliği 17; 5253 sayılı kanun 23: {_TO_BE_CONFIRMED}",
    ),
    (TermKey.RESULT_NOTICE_WARN, _REGULATION, 30, "5253 sayılı kanun 23"),
    (TermKey.ORGAN_CHANGE, date(2021, 1, 1), 45, f"Dernekler Yönetmeliği; {_TO_BE_CONFIRMED}"),
    (TermKey.SEAT_CHANGE, date(2021, 1, 1), 45, f"Dernekler Yönetmeliği; {_TO_BE_CONFIRMED}"),
    (TermKey.MEMBER_NOTICE, date(2018, 1, 1), 45, "DERBİS üye bildirimi"),
    (TermKey.REAL_ESTATE, _REGULATION, 30, "5253 sayılı kanun; tapu tescilinden sonra"),
    (TermKey.ABROAD_RESULT, _REGULATION, 90, "Yurt dışına yardımın sonuç bildirimi"),
    (TermKey.PERMIT_RESULT, _REGULATION, 90, "2860 sayılı kanun; toplamanın sonuç bildirimi"),
    (TermKey.WARN_BEFORE, _CODE, 30, "Başlangıç değeri; derneğin kendi ayarı"),
)


@transaction.atomic
def load() -> None:
    """Fill the table if it is empty."""
    if not TermRule.objects.exists():
        for key, day, value, source in TERMS:
            TermRule.objects.create(key=key, valid_from=day, value=value, source=source)
