"""What the database demands of a donation, and of each way of paying one.

A check that comes out as null lets a row pass, so what may be null is asked for that first.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency, PaymentMethod

from ..choices import CardBrand, ChequeState, Gateway, GiftKind, Operator, TributeKind
from ..states import DonationState

M = PaymentMethod

NEEDS_APPROVAL: Final = (M.CHEQUE, M.IN_KIND)
"""What somebody else than who recorded it has to look at before it is taken in."""

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    M.CASH: (),
    M.CHEQUE: ("cheque_number", "drawn_on", "due_on", "bank_name"),
    M.POS: ("card_digits", "card_brand", "terminal", "reference"),
    M.ONLINE: ("gateway", "reference", "three_d_secure"),
    M.BANK: ("bank_name", "sender_account", "reference"),
    M.SMS: ("operator", "sms_phone", "sms_code", "billing_month"),
    M.IN_KIND: ("place", "condition", "food_bank", "invoice_number"),
}
"""The fields of each way of paying; all others of these stay empty."""

_EMPTY: Final = {
    "cheque_number": Q(cheque_number=""),
    "drawn_on": Q(drawn_on=None),
    "due_on": Q(due_on=None),
    "bank_name": Q(bank_name=""),
    "sender_account": Q(sender_account__isnull=True),
    "reference": Q(reference=""),
    "card_digits": Q(card_digits=""),
    "card_brand": Q(card_brand=""),
    "terminal": Q(terminal=""),
    "gateway": Q(gateway=""),
    "three_d_secure": Q(three_d_secure=None),
    "operator": Q(operator=""),
    "sms_phone": Q(sms_phone__isnull=True),
    "sms_code": Q(sms_code=""),
    "billing_month": Q(billing_month=None),
    "place": Q(place=""),
    "condition": Q(condition=""),
    "food_bank": Q(food_bank=False),
    "invoice_number": Q(invoice_number=""),
}
_TAKEN_IN = Q(state__in=[DonationState.COMPLETED, DonationState.REFUNDED])


def _of_other_methods() -> list[models.CheckConstraint]:
    """For each field: it is empty unless the way of paying is one of those that have it."""
    rules = []
    for field, empty in _EMPTY.items():
        having = [method for method, fields in FIELDS.items() if field in fields]
        rules.append(
            models.CheckConstraint(
                condition=Q(method__in=having) | empty,
                name=f"donation_{field}_of_its_method",
                violation_error_message=_("Bu alan seçilen ödeme yönteminde olmaz."),
            )
        )
    return rules


# A comparison with nothing is neither true nor false, which a check lets pass: so what must be there is asked for too.
METHOD_RULES = [
    models.UniqueConstraint(
        fields=["import_key"],
        condition=~Q(import_key=""),
        name="donation_imported_once",
        violation_error_message=_("Bu satır daha önce içe aktarılmış."),
    ),
    models.CheckConstraint(
        condition=Q(amount__gt=0),
        name="donation_amount_positive",
        violation_error_message=_("Tutar sıfırdan büyük olmalıdır."),
    ),
    models.CheckConstraint(condition=Q(currency__in=Currency.values), name="donation_currency_known"),
    models.CheckConstraint(condition=Q(kind__in=GiftKind.values), name="donation_kind_known"),
    models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="donation_method_known"),
    models.CheckConstraint(condition=Q(state__in=DonationState.values), name="donation_state_known"),
    models.CheckConstraint(
        condition=Q(currency=Currency.TRY, rate=None) | (~Q(currency=Currency.TRY) & Q(rate__isnull=False, rate__gt=0)),
        name="donation_rate_of_foreign_money",
        violation_error_message=_("Yabancı para ve altın için günün kurunu yazın."),
    ),
    models.CheckConstraint(
        condition=Q(tribute_kind="", tribute_name="") | (Q(tribute_kind__in=TributeKind.values) & ~Q(tribute_name="")),
        name="donation_tribute_whole",
        violation_error_message=_("İthafın türünü ve kimin için olduğunu birlikte yazın."),
    ),
    models.CheckConstraint(
        condition=~Q(kind=GiftKind.CONDITIONAL) | ~Q(purpose=""),
        name="donation_condition_told",
        violation_error_message=_("Şartlı bağışın şartını yazın."),
    ),
    models.CheckConstraint(
        condition=~Q(method=M.CASH) | Q(from_abroad=False),
        name="donation_from_abroad_by_bank",
        violation_error_message=_("Yurt dışından gelen bağış yalnız bankadan alınabilir."),
    ),
    models.CheckConstraint(
        condition=~Q(method=M.CHEQUE)
        | (
            ~Q(cheque_number="")
            & ~Q(bank_name="")
            & Q(
                drawn_on__isnull=False,
                due_on__isnull=False,
                due_on__gte=F("drawn_on"),
                cheque_state__in=ChequeState.values,
            )
        ),
        name="donation_cheque_whole",
        violation_error_message=_("Çekin numarasını, bankasını ve iki tarihini yazın; vade düzenlenmeden önce olamaz."),
    ),
    models.CheckConstraint(
        condition=Q(method=M.CHEQUE) | Q(cheque_state=""), name="donation_cheque_state_of_its_method"
    ),
    models.CheckConstraint(
        condition=~Q(method=M.CHEQUE) | ~_TAKEN_IN | Q(cheque_state=ChequeState.CLEARED),
        name="donation_cheque_cleared_first",
    ),
    models.CheckConstraint(
        condition=~Q(cheque_state=ChequeState.PRESENTED) | Q(state=DonationState.APPROVED),
        name="donation_cheque_presented_if_approved",
    ),
    models.CheckConstraint(
        condition=~Q(cheque_state=ChequeState.CLEARED) | _TAKEN_IN | Q(state=DonationState.CANCELLED),
        name="donation_cheque_cleared_is_taken_in",
    ),
    models.CheckConstraint(
        condition=~Q(cheque_state=ChequeState.DISHONOURED) | Q(state=DonationState.CANCELLED),
        name="donation_cheque_dishonoured_is_over",
    ),
    models.CheckConstraint(
        condition=~Q(method=M.POS)
        | (Q(card_digits__regex=r"^\d{4}$", card_brand__in=CardBrand.values) & ~Q(reference="")),
        name="donation_card_whole",
        violation_error_message=_("Kartın türünü, son dört hanesini ve onay kodunu yazın."),
    ),
    models.CheckConstraint(
        condition=~Q(method=M.ONLINE)
        | (Q(gateway__in=Gateway.values, three_d_secure__isnull=False) & ~Q(reference="")),
        name="donation_online_whole",
        violation_error_message=_("Ödeme kuruluşunu ve işlem numarasını yazın."),
    ),
    models.UniqueConstraint(
        fields=["gateway", "reference"],
        condition=Q(method=M.ONLINE) & ~Q(state__in=[DonationState.CANCELLED, DonationState.REJECTED]),
        name="donation_online_once",
        violation_error_message=_("Bu işlem numarasıyla bir bağış var."),
    ),
    models.CheckConstraint(
        condition=~Q(method=M.SMS)
        | (Q(operator__in=Operator.values, billing_month__isnull=False, billing_month__day=1, sms_phone__isnull=False)),
        name="donation_sms_whole",
        violation_error_message=_("Operatörü, gönderen telefonu ve fatura ayını yazın."),
    ),
    models.CheckConstraint(
        condition=~Q(method=M.IN_KIND) | (~Q(place="") & Q(currency=Currency.TRY)),
        name="donation_in_kind_whole",
        violation_error_message=_("Malların konduğu yeri yazın; değerleri lira ile yazılır."),
    ),
    *_of_other_methods(),
    models.CheckConstraint(
        condition=~Q(method__in=NEEDS_APPROVAL)
        | ~(_TAKEN_IN | Q(state=DonationState.APPROVED))
        | (Q(approved_by__isnull=False) & ~Q(approved_by=F("created_by"))),
        name="donation_approved_by_another",
    ),
    models.CheckConstraint(
        condition=~_TAKEN_IN | Q(completed_at__isnull=False, record__isnull=False), name="donation_taken_in_is_recorded"
    ),
    models.CheckConstraint(
        condition=~Q(state__in=[DonationState.CANCELLED, DonationState.REJECTED, DonationState.REFUNDED])
        | ~Q(state_reason=""),
        name="donation_ended_for_a_reason",
    ),
    models.CheckConstraint(
        condition=Q(refunded__gte=0, refunded__lte=F("amount"))
        & (
            Q(state=DonationState.REFUNDED, refunded=F("amount"))
            | (~Q(state=DonationState.REFUNDED) & Q(refunded__lt=F("amount")))
        ),
        name="donation_refunded_in_part_or_whole",
    ),
    models.CheckConstraint(
        condition=Q(settlement=None, settled_on=None, net_amount=None, fee=None)
        | Q(
            settled_on__isnull=False,
            fee__isnull=False,
            fee__gte=0,
            net_amount__isnull=False,
            net_amount__gte=0,
            net_amount__lte=F("amount") - F("fee"),
        ),
        name="donation_settlement_adds_up",
    ),
]
