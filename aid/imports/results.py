"""The headings that banks have in the sheets in which they say what they paid."""

from typing import Final

from django.utils.translation import gettext_lazy

from kafkasder.core.imports.cells import amount_of
from kafkasder.core.imports.columns import Column

COLUMNS: Final = (
    Column("our_reference", gettext_lazy("Referansımız"), "referans,referans no,ref,ref no,müşteri referansı,açıklama"),
    Column("iban", gettext_lazy("IBAN"), "alıcı iban,alacaklı iban,hesap no,alıcı hesap no"),
    Column("amount", gettext_lazy("Tutar"), "işlem tutarı,ödeme tutarı,miktar,tutar tl", read=amount_of),
    Column("result", gettext_lazy("Sonuç"), "durum,işlem durumu,işlem sonucu,statü,ödeme durumu"),
    Column("reason", gettext_lazy("Neden"), "hata,hata açıklaması,iade nedeni,red nedeni,hata mesajı,sonuç açıklaması"),
    Column("bank_reference", gettext_lazy("Banka referansı"), "dekont no,fiş no,işlem no,sorgu no,banka ref"),
)
