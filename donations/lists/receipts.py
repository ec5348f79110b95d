"""The lists of receipts, of gifts that wait for one, of receipt books and of authorisations to collect."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from finance.choices import PaymentMethod
from kafkasder.core.days import today
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, Flag, List
from kafkasder.core.money import format_money

from ..choices import GiftKind, ReceiptKind
from ..models import CollectorAuthorization, Donation, Receipt, ReceiptBook
from ..querysets import BY_HAND, VIEW_DONORS
from ..states import BookState, ReceiptState
from ..templatetags.receipts import authorization_mark, receipt_mark

MAILED, NOT_MAILED = "yes", "no"
VALID, ENDED = "valid", "ended"


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _money(row: Any) -> str:
    return "" if row.amount is None else format_money(row.amount, row.currency)


def _number(row: Receipt) -> str:
    return str(row)


def _by_mail(values: list[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(mailed_at__isnull=value == NOT_MAILED)
    return found


def _by_validity(values: list[str]) -> Q:
    valid = Q(valid_to__gte=today()) & (Q(revoked_on=None) | Q(revoked_on__gt=today()))
    found = Q()
    for value in values:
        found |= valid if value == VALID else ~valid
    return found


RECEIPTS = List(
    key="makbuzlar",
    label=_("Makbuzlar"),
    rows=lambda viewer: Receipt.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Makbuz no, doğrulama kodu ya da bağışçı"),
    nothing=_("Makbuzlar tahsil edilmiş nakit ve ayni bağışlardan kesilir."),
    export_url="donations:receipt_export",
    export_verb="donations.export_donations",
    bulk=[
        BulkAction("yazdir", _("PDF olarak yazdır"), "print", "donations:receipt_bulk"),
        BulkAction("eposta", _("E-postayla gönder"), "mail", "donations:receipt_bulk"),
    ],
    bulk_verb="donations.issue_receipts",
    sort="-day",
    columns=[
        Column("number", _("Makbuz no"), _number, sort="number", descending_first=True),
        Column("day", _("Tarih"), "day", sort="day", descending_first=True, numeric=True),
        Column("kind", _("Belge"), _label(ReceiptKind, "kind"), shown=False),
        Column("payer", _("Kimden"), "payer_name"),
        Column("income", _("Gelirin cinsi"), "income"),
        Column("amount", _("Tutar"), _money, sort="amount", sort_nulls=True, descending_first=True, numeric=True),
        Column("collector", _("Tahsil eden"), "collector_name"),
        Column("state", _("Durum"), _label(ReceiptState, "state"), draw=receipt_mark),
        Column("volume", _("Cilt no"), "volume", shown=False, numeric=True),
        Column("void_reason", _("İptal nedeni"), "void_reason", extra=True),
    ],
    filters=[
        Choice("state", _("Durum"), choices=ReceiptState, lookup="state__in"),
        Choice("kind", _("Belge"), choices=ReceiptKind, lookup="kind__in"),
        Choice(
            "mailed",
            _("E-posta"),
            choices=[(MAILED, _("Gönderildi")), (NOT_MAILED, _("Gönderilmedi"))],
            condition=_by_mail,
        ),
        DateRange("day", _("Tarih"), field="day", moments=False),
    ],
)

UNRECEIPTED = List(
    key="makbuzsuz-bagislar",
    label=_("Makbuz bekleyen bağışlar"),
    rows=lambda viewer: Donation.objects.visible_to(viewer).without_receipt(),
    search=lambda rows, text: rows.search(text),
    search_label=_("Bağışçı, amaç ya da bağış no"),
    prepare=lambda rows: rows.select_related("donor", "collector", "fund"),
    nothing=_("Elden alınan bütün bağışların makbuzu var."),
    bulk=[BulkAction("kes", _("Makbuz kes"), "receipt", "donations:receipt_issue_many")],
    bulk_verb="donations.issue_receipts",
    sort="-day",
    columns=[
        Column("day", _("Tarih"), "day", sort="day", descending_first=True, numeric=True),
        Column("donor", _("Bağışçı"), lambda row: str(row.donor), verb=VIEW_DONORS),
        Column("kind", _("Bağış türü"), _label(GiftKind, "kind")),
        Column("method", _("Ödeme yöntemi"), _label(PaymentMethod, "method")),
        Column("amount", _("Tutar"), _money, sort="amount", descending_first=True, numeric=True),
        Column("collector", _("Tahsil eden"), lambda row: str(row.collector or "")),
        Column("fund", _("Fon"), lambda row: str(row.fund), shown=False),
    ],
    filters=[
        Choice(
            "method",
            _("Ödeme yöntemi"),
            choices=[(method.value, method.label) for method in BY_HAND],
            lookup="method__in",
        ),
        DateRange("day", _("Tarih"), field="day", moments=False),
    ],
)

BOOKS = List(
    key="makbuz-ciltleri",
    label=_("Makbuz ciltleri"),
    rows=lambda viewer: ReceiptBook.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Makbuz no ya da ciltleri taşıyan"),
    prepare=lambda rows: rows.select_related("holder"),
    nothing=_("Matbaadan gelen ilk cildi kaydederek başlayın."),
    sort="number",
    columns=[
        Column("number", _("Numaralar"), str, sort="first"),
        Column("kind", _("Belge"), _label(ReceiptKind, "kind"), sort="kind"),
        Column("state", _("Durum"), _label(BookState, "state"), draw=receipt_mark, sort="state"),
        Column("holder", _("Kimde"), lambda row: str(row.holder or "")),
        Column("left", _("Kalan yaprak"), "left", sort=F("last") - F("next_number"), numeric=True),
        Column("received", _("Teslim alındığı gün"), "received_on", sort="received_on", numeric=True, shown=False),
        Column("printer", _("Matbaa"), "printed_by", shown=False),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=BookState,
            lookup="state__in",
            default=~Q(state=BookState.CLOSED),
            everything=_("Kapananlar dahil hepsi"),
        ),
        Choice("kind", _("Belge"), choices=ReceiptKind, lookup="kind__in"),
        Flag("full", _("10 yaprak ya da daha az kalan"), condition=Q(next_number__gte=F("last") - 9)),
    ],
)

AUTHORIZATIONS = List(
    key="tahsil-yetkileri",
    label=_("Tahsil yetkileri"),
    rows=lambda viewer: CollectorAuthorization.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Görevli ya da karar"),
    prepare=lambda rows: rows.select_related("person"),
    nothing=_("Makbuz kesecek görevlilerin yetki belgelerini kaydederek başlayın."),
    sort="-to",
    columns=[
        Column("person", _("Görevli"), lambda row: str(row.person), sort="person__name_key"),
        Column("decision", _("Karar"), "decision"),
        Column("from", _("Başlangıç"), "valid_from", sort="valid_from", descending_first=True, numeric=True),
        Column("to", _("Bitiş"), "valid_to", sort="valid_to", descending_first=True, numeric=True),
        Column("state", _("Durum"), lambda row: str(row.revoked_on or ""), draw=authorization_mark),
    ],
    filters=[
        Choice(
            "validity",
            _("Geçerlilik"),
            choices=[(VALID, _("Geçerli ya da başlayacak")), (ENDED, _("Bitmiş ya da iptal"))],
            condition=_by_validity,
        ),
        Flag("board", _("Yönetim kurulu asıl üyesi"), condition=Q(board_member=True)),
    ],
)
