"""Code lists of the room: stable codes, Turkish labels; codes are stored and never shown."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Currency(models.TextChoices):
    """What amounts are counted in; gold in grams of pure metal. Amounts of two currencies are never added."""

    TRY = "TRY", _("Türk lirası")
    USD = "USD", _("ABD doları")
    EUR = "EUR", _("Avro")
    GBP = "GBP", _("İngiliz sterlini")
    XAU = "XAU", _("Gram altın")


class AccountKind(models.TextChoices):
    """Where money is. What a card, an online payment or a text message brings is with its operator until settled."""

    CASH = "cash", _("Kasa")
    BANK = "bank", _("Banka hesabı")
    POS = "pos", _("POS alacağı")
    ONLINE = "online", _("Sanal POS alacağı")
    SMS = "sms", _("SMS alacağı")
    GOODS = "goods", _("Ayni varlık")


CLEARING: Final = (AccountKind.POS, AccountKind.ONLINE, AccountKind.SMS)


class PaymentMethod(models.TextChoices):
    CASH = "cash", _("Nakit")
    CHEQUE = "cheque", _("Çek/senet")
    POS = "pos", _("Kredi kartı (POS)")
    ONLINE = "online", _("Online (sanal POS)")
    BANK = "bank", _("Havale/EFT/FAST")
    SMS = "sms", _("SMS")
    IN_KIND = "in_kind", _("Ayni")


KEPT_IN: Final[dict[str, tuple[str, ...]]] = {
    PaymentMethod.CASH: (AccountKind.CASH,),
    PaymentMethod.CHEQUE: (AccountKind.CASH, AccountKind.BANK),
    PaymentMethod.POS: (AccountKind.POS, AccountKind.BANK),
    PaymentMethod.ONLINE: (AccountKind.ONLINE, AccountKind.BANK),
    PaymentMethod.BANK: (AccountKind.BANK,),
    PaymentMethod.SMS: (AccountKind.SMS, AccountKind.BANK),
    PaymentMethod.IN_KIND: (AccountKind.GOODS,),
}
"""The kinds of account that what is paid by a method may go into, or come out of."""


class Direction(models.TextChoices):
    INCOME = "income", _("Gelir")
    EXPENSE = "expense", _("Gider")


class Category(models.TextChoices):
    """The categories of the yearly declaration; the first letters tell on which side one stands."""

    IN_DUES = "in_dues", _("Üye aidatı")
    IN_ENTRY = "in_entry", _("Giriş ödentisi")
    IN_DONATION = "in_donation", _("Nakdi bağış")
    IN_KIND = "in_kind", _("Ayni bağış")
    IN_FOREIGN = "in_foreign", _("Yurt dışı yardım")
    IN_PUBLIC = "in_public", _("Kamu yardımı")
    IN_CAMPAIGN = "in_campaign", _("Yardım toplama (2860)")
    IN_EVENT = "in_event", _("Etkinlik geliri")
    IN_RENT = "in_rent", _("Kira geliri")
    IN_BANK = "in_bank", _("Banka/kâr payı geliri")
    IN_ENTERPRISE = "in_enterprise", _("İktisadi işletme")
    IN_OTHER = "in_other", _("Diğer gelir")
    OUT_AID_CASH = "out_aid_cash", _("Nakdi yardım")
    OUT_AID_KIND = "out_aid_kind", _("Ayni yardım alımı")
    OUT_SCHOLARSHIP = "out_scholarship", _("Burs")
    OUT_ABROAD = "out_abroad", _("Yurt dışına yardım")
    OUT_STAFF = "out_staff", _("Personel")
    OUT_RENT = "out_rent", _("Kira")
    OUT_UTILITIES = "out_utilities", _("Elektrik-su-doğalgaz")
    OUT_COMMS = "out_comms", _("İletişim")
    OUT_OFFICE = "out_office", _("Kırtasiye-ofis")
    OUT_TRANSPORT = "out_transport", _("Ulaşım-yakıt")
    OUT_BANK_FEE = "out_bank_fee", _("Banka/POS komisyonu")
    OUT_TAX = "out_tax", _("Vergi-harç-SGK")
    OUT_ACCOUNTING = "out_accounting", _("Muhasebe-danışmanlık")
    OUT_EVENT = "out_event", _("Etkinlik gideri")
    OUT_PRINTING = "out_printing", _("Basım-ilan")
    OUT_FIXED_ASSET = "out_fixed_asset", _("Demirbaş alımı")
    OUT_REPAIR = "out_repair", _("Bakım-onarım")
    OUT_OTHER = "out_other", _("Diğer gider")


INCOME_CATEGORIES: Final = [each for each in Category.choices if each[0].startswith("in_")]
EXPENSE_CATEGORIES: Final = [each for each in Category.choices if each[0].startswith("out_")]
AID_TO_PEOPLE: Final = (Category.OUT_AID_CASH, Category.OUT_AID_KIND, Category.OUT_SCHOLARSHIP)


class DocumentType(models.TextChoices):
    """What proves an entry. Bank income needs no receipt: the bank's slip stands for it (law no. 5253, art. 11)."""

    RECEIPT = "receipt", _("Alındı belgesi")
    E_RECEIPT = "e_receipt", _("e-Alındı belgesi (DERBİS)")
    BANK_SLIP = "bank_slip", _("Banka dekontu")
    INVOICE = "invoice", _("Fatura")
    TILL = "till", _("Perakende satış fişi")
    FREELANCE = "freelance", _("Serbest meslek makbuzu")
    EXPENSE_SLIP = "expense_slip", _("Gider pusulası")
    EXPENSE_VOUCHER = "expense_voucher", _("Gider makbuzu")
    KIND_OUT = "kind_out", _("Ayni yardım teslim belgesi")
    KIND_IN = "kind_in", _("Ayni bağış alındı belgesi")
    PAYROLL = "payroll", _("Bordro")
    MINUTES = "minutes", _("Tutanak")


class FundKind(models.TextChoices):
    """How far a fund's money is bound."""

    GENERAL = "general", _("Genel")
    PURPOSE = "purpose", _("Belli bir amaç için")
    RELIGIOUS = "religious", _("Zekât, fitre ve benzeri")
    PERMIT = "permit", _("İzinli yardım toplama")


class RuleKey(models.TextChoices):
    """Figures that law or board set and change: each is looked up for the day of what it is asked about."""

    BANK_REQUIRED_OVER = "bank_required_over", _("Bu tutarın üstü bankadan geçer (7262 sayılı kanun)")
    FOUR_EYES_OVER = "four_eyes_over", _("Bu tutarın üstündeki gelir ve gideri ikinci bir kişi onaylar")
    HANDOVER_DAYS = "handover_days", _("Toplanan paranın teslim süresi (gün)")
    HANDOVER_SOON_OVER = "handover_soon_over", _("Bu tutarın üstü iki iş günü içinde teslim edilir")
    CASH_BOX_LIMIT = "cash_box_limit", _("Kasada tutulabilecek en yüksek tutar")
    FITRE = "fitre", _("Fitre (kişi başı)")
    AID_COMMITTEE_OVER = "aid_committee_over", _("Bu tutarın üstündeki yardıma komisyon karar verir")
    AID_SUM_DAYS = "aid_sum_days", _("Bir hanenin aynı amaçla aldığı yardımlar bu süre içinde birlikte sayılır (gün)")
    LIST_TWO_APPROVALS_OVER = "list_two_approvals_over", _("Bu tutarın üstündeki ödeme listesini iki kişi onaylar")
    BALANCE_BASIS_OVER = "balance_basis_over", _("Bilanço esasına geçiş sınırı (yıllık brüt gelir)")


COUNTED_IN_DAYS: Final = (RuleKey.HANDOVER_DAYS, RuleKey.AID_SUM_DAYS)
"""The figures that are no money."""
